using System;
using System.Linq;
using System.Text.RegularExpressions;
using Lifetop.Cli;
using Lifetop.Model;
using Lifetop.Model.Query;
using Lifetop.Screens;
using Lifetop.Settings;
using Lifetop.Theming;
using Xunit;

namespace Lifetop.Tests.Docs;

public sealed partial class ManualTests
{
    private static readonly string Program = Plain(ProgramManual.Page()), Config = Plain(ConfigManual.Page());

    public static TheoryData<string> Pages => [ProgramManual.Page(), ConfigManual.Page()];

    /// <summary>As a reader sees it, line by line.</summary>
    private static string Plain(string roff)
    {
        string text = Unicode().Replace(roff, static code => char.ConvertFromUtf32(Convert.ToInt32(code.Groups[1].Value, 16)));
        foreach (var (escape, plain) in ((string, string)[])[("\\fB", ""), ("\\fI", ""), ("\\fR", ""), ("\\&", ""), ("\\(aq", "'"), ("\\(ga", "`"), ("\\(ha", "^"), ("\\(ti", "~"), ("\\-", "-"), ("\\e", "\\")])
            text = text.Replace(escape, plain, StringComparison.Ordinal);
        return text;
    }

    [Fact]
    public void The_program_page_has_every_verb_and_option_with_what_it_does()
    {
        foreach (var verb in Verbs.All)
            Assert.Contains($"\nlifetop {verb.Name}{(verb.Arguments.Length > 0 ? " " + verb.Arguments : "")}\n{verb.Summary}\n", Program, StringComparison.Ordinal);
        foreach (var option in Verbs.All.Append(Verbs.Screen).SelectMany(static verb => verb.Options).Concat(Verbs.Everywhere))
            Assert.Contains($"{option.Name}{(option.Value is { } value ? " " + value : "")}\n{option.Doc}\n", Program, StringComparison.Ordinal);
    }

    [Fact]
    public void The_program_page_has_every_key_state_field_and_exit_code()
    {
        foreach (var row in KeyMap.All)
            Assert.Contains($"\n{(row.Keys.Length > 0 ? row.Keys : "no key")} ({row.Name})\n{row.Doc}\n", Program, StringComparison.Ordinal);
        foreach (var state in Enum.GetValues<Lifecycle>())
            Assert.Contains($"\n{state.Word()} {state.Glyph()} ({state.Glyph(ascii: true)})\n{state.Meaning()}\n", Program, StringComparison.Ordinal);
        foreach (var field in WorkerFields.All)
            Assert.Contains($"\n{field.Name}\n{field.Doc}\n", Program, StringComparison.Ordinal);
        foreach (var (code, means) in ExitCode.All)
            Assert.Contains($"\n{code}\n{means}\n", Program, StringComparison.Ordinal);
    }

    [Fact]
    public void The_config_page_has_every_key_and_every_role()
    {
        foreach (var key in SettingKeys.All)
        {
            Assert.Contains($"\n{key.Name} (", Config, StringComparison.Ordinal);
            Assert.Contains($")\n{key.Doc}", Config, StringComparison.Ordinal);
        }
        for (int i = 0; i < Roles.Count; i++)
            Assert.Contains($"\n{Roles.Names[i]}\n{Roles.Meanings[i]}\n", Config, StringComparison.Ordinal);
    }

    [Fact]
    public void The_example_of_the_config_page_is_a_right_config()
    {
        string example = Config[(Config.IndexOf(".nf\n", StringComparison.Ordinal) + 4)..Config.IndexOf(".fi\n", StringComparison.Ordinal)];
        var (settings, problems) = SettingsReader.Read(System.Text.Encoding.UTF8.GetBytes(example));
        Assert.Empty(problems);
        KeyBindings.With(settings.Keys, out var wrong);
        Assert.Empty(wrong);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_is_plain_ascii_and_only_its_requests_begin_with_a_point(string page)
    {
        foreach (string line in page.TrimEnd('\n').Split('\n'))
        {
            Assert.True(line.All(static letter => letter is >= ' ' and <= '~'), line);
            Assert.Matches(@"^(\.(TH|SH|SS|TP|PP|RS|RE|nf|fi|nh|ad)\b|[^.'])", line);
        }
    }

    [GeneratedRegex(@"\\\[u([0-9A-F]{4,6})\]")]
    private static partial Regex Unicode();
}
