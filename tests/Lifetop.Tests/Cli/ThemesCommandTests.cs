using System;
using System.Linq;
using System.Text.Json;
using Lifetop.App;
using Lifetop.Cli;
using Lifetop.Cli.Commands;
using Lifetop.Settings;
using Lifetop.Terminal;
using Lifetop.Tests.Support;
using Lifetop.Theming;
using Xunit;

namespace Lifetop.Tests.Cli;

public sealed class ThemesCommandTests
{
    private static (int Code, string Out, string Error) Run(TempFolder folder, OutputStyle style, params string[] arguments)
        => new CliRun { Settings = UserSettings.Default with { Theme = "nord" } }
            .Run(context => ThemesCommand.Run(context, ThemeFolder.Catalog(folder.File("config.json")), ColorDepth.TrueColor), style, ["themes", .. arguments]);

    [Fact]
    public void Lists_them_with_the_chosen_one_marked_and_where_ones_own_are_from()
    {
        using var folder = new TempFolder();
        folder.Write("themes/amber.json", "{ \"like\": \"dark\", \"about\": \"glowing\\u001b[31m\" }");
        folder.Write("themes/notes.txt", "");
        var (code, output, error) = Run(folder, OutputStyle.Plain);
        Assert.Equal((ExitCode.Done, ""), (code, error));
        var lines = output.TrimEnd('\n').Split('\n');
        Assert.Equal(ThemeCatalog.Shipped.Length + 1, lines.Length);
        Assert.Equal("  dark              cool and quiet; what lifetop wears out of the box", lines[0]);
        Assert.StartsWith("* nord ", lines[5], StringComparison.Ordinal);
        Assert.StartsWith("  amber             glowing", lines[^1], StringComparison.Ordinal);
        Assert.EndsWith("  " + folder.File("themes/amber.json"), lines[^1], StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', output);
    }

    [Fact]
    public void A_broken_one_is_named_with_its_line_and_the_rest_are_listed()
    {
        using var folder = new TempFolder();
        folder.Write("themes/torn.json", "{\n\"ok\": ");
        var (code, output, error) = Run(folder, OutputStyle.Plain);
        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains("  torn              broken  ", output, StringComparison.Ordinal);
        Assert.Equal($"lifetop: {folder.File("themes/torn.json")}:2: not readable from here on: a comma, quote or bracket is missing or too many\n", error);
    }

    [Fact]
    public void With_colours_each_shows_some_states_on_its_own_ground_and_resets_behind_them()
    {
        using var folder = new TempFolder();
        var lines = Run(folder, new OutputStyle(80, true, false)).Out.TrimEnd('\n').Split('\n');
        Assert.Contains("38;2;242;201;76;48;2;15;19;24m ?", lines[0], StringComparison.Ordinal);
        Assert.All(lines, static line => Assert.DoesNotContain('\e', line[(line.LastIndexOf("\e[m", StringComparison.Ordinal) + 3)..]));
    }

    [Fact]
    public void As_names_and_as_json_for_a_script()
    {
        using var folder = new TempFolder();
        folder.Write("themes/torn.json", "{");
        Assert.Equal(string.Join('\n', [.. ThemeCatalog.Shipped, "torn", ""]), Run(folder, OutputStyle.Plain, "-o", "name").Out);
        using var json = JsonDocument.Parse(Run(folder, OutputStyle.Plain, "--json").Out);
        Assert.Equal(1, json.RootElement.GetProperty("schema").GetInt32());
        var torn = json.RootElement.GetProperty("themes").EnumerateArray().Last();
        Assert.Equal(("torn", JsonValueKind.Null, 1), (torn.GetProperty("name").GetString(), torn.GetProperty("about").ValueKind, torn.GetProperty("problems").GetArrayLength()));
        var nord = json.RootElement.GetProperty("themes").EnumerateArray().Single(static one => one.GetProperty("chosen").GetBoolean());
        Assert.Equal(("nord", JsonValueKind.Null), (nord.GetProperty("name").GetString(), nord.GetProperty("path").ValueKind));
    }
}
