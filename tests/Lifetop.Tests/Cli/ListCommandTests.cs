using System;
using System.IO;
using Lifetop.Cli;
using Lifetop.Cli.Commands;
using Lifetop.Model;
using Lifetop.Settings;
using Lifetop.Terminal;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Cli;

public sealed class ListCommandTests
{
    private static (int Code, string Out, string Error) Ls(params string[] more) => new CliRun(SampleWorld.Roster()).Run(ListCommand.Run, OutputStyle.Plain, ["ls", .. more]);

    [Fact]
    public void Ended_ones_are_listed_for_an_hour_and_with_gone_for_ever()
    {
        Assert.DoesNotContain("quick-ibis", Ls().Out, StringComparison.Ordinal);
        Assert.Contains("short-elk", Ls().Out, StringComparison.Ordinal);
        Assert.Equal("lifetop/migrate-db\nlifetop/quick-ibis\nlifetop/short-elk\n", Ls("--gone", "-o", "name").Out);
        Assert.Equal("lifetop/quick-ibis\n", Ls("quick-ibis", "-o", "name").Out);
    }

    [Theory]
    [InlineData(2, "lifetop: --filter: 5 what? write 5s, 5m, 5h or 5d\n  src:tmux age>5\n               ^\n", "--filter", "src:tmux age>5")]
    [InlineData(2, "lifetop: --columns: no field nmae, did you mean name?\n", "--columns", "nmae")]
    [InlineData(2, "lifetop: --sort: no field cup: did you mean cpu?\n", "--sort", "cup")]
    [InlineData(2, "lifetop: --watch prints JSON: add --json, or run lifetop for the live list\n", "--watch")]
    [InlineData(3, "lifetop: no worker happy-oter: did you mean happy-otter?\n", "happy-oter")]
    public void Says_on_stderr_what_is_wrong(int code, string error, params string[] more) => Assert.Equal((code, "", error), Ls(more));

    [Fact]
    public void A_filter_that_fits_nothing_is_an_empty_list() => Assert.Equal((0, "", ""), Ls("--filter", "state:blocked"));

    [Fact]
    public void A_gap_is_told_on_stderr()
    {
        var roster = CliRun.Look() with { Gaps = [new Gap("multiclaude", "f", "state.json is cut short", Rows.Now.AddSeconds(-14))] };
        Assert.Equal((0, "", "lifetop: multiclaude cannot be read for 14s: state.json is cut short\n"), new CliRun(roster).Run(ListCommand.Run, OutputStyle.Plain, "ls"));
    }

    [Fact]
    public void Asks_for_what_its_options_say()
    {
        var run = new CliRun(CliRun.Look());
        run.Run(ListCommand.Run, OutputStyle.Plain, "ls", "--dir", "run", "--gone");
        Assert.True(run.Asked!.Gone);
        Assert.Equal(Path.GetFullPath("run"), Assert.Single(run.Asked.Folders));
    }

    [Fact]
    public void A_full_disk_is_a_failure_and_a_reader_that_left_is_none()
    {
        using var full = File.OpenHandle("/dev/full", FileMode.Open, FileAccess.Write);
        using var silent = File.OpenHandle("/dev/null", FileMode.Open, FileAccess.Write);
        var context = new CommandContext(CliRun.Parse("ls"), new CliRun(SampleWorld.Roster()), new TextOutput((int)full.DangerousGetHandle()), new TextOutput((int)silent.DangerousGetHandle()), OutputStyle.Plain);
        Assert.Equal(1, context.Finish(ListCommand.Run(context)));
        var closed = context with { Lifetop = new CliRun(SampleWorld.Roster()), Out = new TextOutput(-1) };
        Assert.Equal(1, closed.Finish(ListCommand.Run(closed)));
        using var server = new System.IO.Pipes.AnonymousPipeServerStream(System.IO.Pipes.PipeDirection.In);
        using var writer = new System.IO.Pipes.AnonymousPipeClientStream(System.IO.Pipes.PipeDirection.Out, server.ClientSafePipeHandle);
        server.Dispose();
        var left = context with { Lifetop = new CliRun(SampleWorld.Roster()), Out = new TextOutput((int)writer.SafePipeHandle.DangerousGetHandle()) };
        Assert.Equal(0, left.Finish(ListCommand.Run(left)));
    }

    [Fact]
    public void Config_show_says_who_won_and_check_fails_for_what_is_wrong()
    {
        var (settings, problems) = SettingsReader.Read("{\n\"interval\": \"2s\", \"colr\": 1}"u8);
        var run = new CliRun { Settings = settings, Problems = problems };
        var (code, output, error) = run.Run(ConfigCommand.Run, OutputStyle.Plain, "config", "show");
        Assert.Equal(0, code);
        Assert.Matches("(?m)^interval +2s +config line 2$", output);
        Assert.Matches("(?m)^idle_after +5m +default$", output);
        Assert.Equal("lifetop: /home/me/.config/lifetop/config.json:2: no key colr: did you mean color?\n", error);
        Assert.Equal((1, "/home/me/.config/lifetop/config.json:2: no key colr: did you mean color?\n", ""), run.Run(ConfigCommand.Run, OutputStyle.Plain, "config", "check"));
        Assert.Equal((0, "/home/me/.config/lifetop/config.json\n", ""), run.Run(ConfigCommand.Run, OutputStyle.Plain, "config", "path"));
        Assert.Contains("\"problems\":[{\"line\":2,", run.Run(ConfigCommand.Run, OutputStyle.Plain, "config", "--json").Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("auto", true, null, "xterm", true)]
    [InlineData("auto", true, "", "xterm", true)]
    [InlineData("auto", true, "1", "xterm", false)]
    [InlineData("auto", true, null, "dumb", false)]
    [InlineData("auto", true, null, "nonsense-9", false)]
    [InlineData("auto", true, null, null, false)]
    [InlineData("auto", false, null, "xterm", false)]
    [InlineData("always", false, "1", "dumb", true)]
    [InlineData("never", true, null, "xterm", false)]
    public void Colours_only_where_wanted(string when, bool terminal, string? noColor, string? term, bool expected)
        => Assert.Equal(expected, OutputStyle.HasColor(when, terminal, name => name == "NO_COLOR" ? noColor : term));

    [Theory]
    [InlineData(null, null, "en_US.UTF-8", true)]
    [InlineData(null, null, "C.utf8", true)]
    [InlineData("C", null, "en_US.UTF-8", false)]
    [InlineData("", "", "", false)]
    public void Draws_what_the_locale_can(string? all, string? letters, string? lang, bool expected)
        => Assert.Equal(expected, OutputStyle.IsUtf8(name => name switch { "LC_ALL" => all, "LC_CTYPE" => letters, _ => lang }));
}
