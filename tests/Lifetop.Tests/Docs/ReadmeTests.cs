using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Text.Json;
using Lifetop.App;
using Lifetop.Cli;
using Lifetop.Model;
using Lifetop.Model.Query;
using Lifetop.Screens;
using Lifetop.Settings;
using Lifetop.Tests.Support;
using Lifetop.Theming;
using Xunit;

namespace Lifetop.Tests.Docs;

public class ReadmeTests
{
    private static readonly Document Readme = new("README.md");

    [Fact]
    public void Names_every_config_key_with_its_default_and_meaning()
        => Assert.Equal(
            SettingKeys.All.Select(key => $"{key.Name} | {key.Default} | {key.Doc}"),
            Readme.Table("key").Select(row => $"{Document.Plain(row[0])} | {Document.Plain(row[1])} | {row[2]}"));

    [Fact]
    public void Names_every_verb_with_its_summary()
        => Assert.Equal(
            Verbs.All.Select(verb => $"lifetop {verb.Name} | {verb.Summary}"),
            // The first row is lifetop without a verb.
            Readme.Table("command").Skip(1).Select(row => $"{Document.Plain(row[0])} | {row[1]}"));

    [Fact]
    public void Names_every_option_that_all_verbs_take()
    {
        string text = string.Join(' ', Readme.Prose());
        foreach (var option in Verbs.Everywhere)
            if (option.Name is not "--version")
                Assert.Contains($"`{option.Name}", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_every_state_with_its_signs_in_the_order_of_precedence()
        => Assert.Equal(
            Enum.GetValues<Lifecycle>().Select(state => $"{state.Glyph()} {state.Glyph(ascii: true)} {state.Word()}: {state.Meaning()}"),
            Readme.Table("sign").Select(row => $"{Document.Plain(row[0])} {Document.Plain(row[1])} {row[2]}: {row[3]}"));

    [Fact]
    public void Names_every_key_of_the_screen()
        => Assert.Equal(
            KeyMap.All.Select(row => $"{row.Group} | {row.Name} | {row.Keys} | {row.Doc}"),
            Readme.Table("group").Select(row => $"{row[0]} | {Document.Plain(row[1])} | {Document.Plain(row[2])} | {row[3]}"));

    [Fact]
    public void Names_every_theme_and_every_role()
    {
        Assert.Equal(
            ThemeCatalog.Shipped.Select(name => $"{name} | {ThemeCatalog.BuiltIn(name).About}"),
            Readme.Table("theme").Select(row => $"{Document.Plain(row[0])} | {row[1]}"));
        Assert.Equal(
            Roles.Names.Zip(Roles.Meanings, (name, meaning) => $"{name} | {meaning}"),
            Readme.Table("role").Select(row => $"{Document.Plain(row[0])} | {row[1]}"));
    }

    [Fact]
    public void Names_every_variable_a_hook_is_given()
        => Assert.Equal(
            HookVariables.All.Select(variable => $"{variable.Name} | {variable.Holds}"),
            Readme.Table("variable").Select(row => $"{Document.Plain(row[0])} | {row[1]}"));

    [Fact]
    public void Names_every_exit_code()
    {
        var codes = typeof(ExitCode).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => field.GetRawConstantValue()).OfType<int>().Order().Select(code => code.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(codes, Readme.Column("code"));
    }

    [Fact]
    public void Names_every_filter_field()
    {
        string text = string.Join(' ', Readme.Prose());
        int from = text.IndexOf("Fields, for filters", StringComparison.Ordinal);
        string list = text[from..text.IndexOf('#', from)];
        foreach (var field in WorkerFields.All)
            Assert.Contains($"`{field.Name}`", list, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_every_field_that_the_json_of_a_worker_has()
    {
        using var list = JsonDocument.Parse(Listed().ToArray());
        Assert.Equal(FieldsOf(list.RootElement.GetProperty("workers")[0]), Readme.Column("worker field"));
    }

    [Fact]
    public void Names_every_field_of_the_lists_around_the_workers()
    {
        var command = CliRun.Parse("ls");
        using var list = JsonDocument.Parse(Listed().ToArray());
        using var change = JsonDocument.Parse(JsonOutput.Changes(SampleWorld.Roster(), "devbox", [], ["gone"], SafetyOf).ToArray());
        using var error = JsonDocument.Parse(JsonOutput.Error("devbox", command, ExitCode.Usage, "no").ToArray());
        var written = FieldsOf(list.RootElement).Union(FieldsOf(change.RootElement)).Union(FieldsOf(error.RootElement));
        Assert.Equal(written, Readme.Column("field").Take(8));
    }

    [Fact]
    public void Names_every_field_of_a_result()
    {
        using var result = JsonDocument.Parse(PlanJson.Of("adopt", "done", "", [new ResultStep("lifetop/web", "record", "pid 1")], TimeSpan.Zero).ToArray());
        string text = Section("### Results");
        var worker = result.RootElement.GetProperty("workers")[0];
        foreach (string field in FieldsOf(result.RootElement).Concat(FieldsOf(worker)).Concat(FieldsOf(worker.GetProperty("steps")[0])))
            Assert.Contains($"`{field}`", text, StringComparison.Ordinal);
    }

    private static string Section(string heading)
    {
        var lines = Readme.Prose().SkipWhile(line => line != heading).Skip(1).TakeWhile(line => !line.StartsWith('#')).ToList();
        Assert.NotEmpty(lines);
        return string.Join(' ', lines);
    }

    private static List<string> FieldsOf(JsonElement element) => element.EnumerateObject().Select(property => property.Name).ToList();

    private static ReadOnlySpan<byte> Listed()
    {
        var roster = CliRun.Look(SampleWorld.KnownInFull()) with { Counters = [SampleWorld.KnownCounters] };
        return JsonOutput.Workers(roster, "devbox", [.. WorkerRow.Of(roster)], SafetyOf);
    }

    private static Safety SafetyOf(JudgedWorker worker) => new(SafetyAnswer.Unknown, [], []);
}
