using System;
using System.Globalization;
using System.IO;
using System.Linq;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>What the program refuses to do, and who stays out of what is done to many.</summary>
public sealed class ActingRefusalTests : Scenario
{
    [Fact]
    public void C01_does_nothing_without_a_terminal_and_without_yes()
    {
        var worker = Start("sleep", "1000");
        Declare("api", worker);

        var refused = Lifetop.Run("reap", "api");

        Assert.Equal(4, refused.ExitCode);
        Assert.Contains("--yes", refused.Errors, StringComparison.Ordinal);
        Assert.Equal("", refused.Output);
        Assert.Equal(4, Lifetop.Fed("api\n", "reap", "-").ExitCode);
        Assert.False(worker.HasEnded);
        Assert.Equal(0, Lifetop.Fed("api\n", "reap", "-", "--yes").ExitCode);
        Eventually.True(() => worker.HasEnded, "it is reaped");
    }

    [Fact]
    public void C02_lists_the_candidates_of_an_ambiguous_name_and_does_nothing()
    {
        using var tmux = Lifetop.Tmux().Start("main", "sleep", "1000");
        tmux.Tmux("new-window", "-d", "-t", "main:", "sleep", "1001");

        var ambiguous = Lifetop.Run("reap", "main", "--yes");

        Assert.Equal(2, ambiguous.ExitCode);
        Assert.Contains("tmux/main:0.0", ambiguous.Errors, StringComparison.Ordinal);
        Assert.Contains("tmux/main:1.0", ambiguous.Errors, StringComparison.Ordinal);
        Assert.Equal(2, tmux.Tmux("list-panes", "-a").Split('\n').Length);
    }

    [Fact]
    public void K13_ends_no_ancestor_of_its_own()
    {
        var shell = Lifetop.RunProgram(["sh", "-c", "\"$0\" adopt --pid $$ --name me >&2 && \"$0\" reap me --yes --json; code=$?; echo; exit $code", LifetopProgram.Executable]);

        Assert.Equal(4, shell.ExitCode);
        Assert.Equal(("refused", "it is an ancestor of lifetop"), (shell.Json.GetProperty("outcome").GetString(), shell.Json.GetProperty("reason").GetString()));
    }

    [Fact]
    public void K14_ends_neither_pid_1_nor_a_tmux_server()
    {
        using var tmux = Lifetop.Tmux().Start("main", "sleep", "1000");
        int server = tmux.ServerPid;
        Declare("first", 1, RealProcess.StartTicksOf(1)!.Value);
        Declare("server", server, RealProcess.StartTicksOf(server)!.Value);

        foreach (string name in (string[])["first", "server"])
            foreach (string verb in (string[])["reap", "stop", "pause"])
            {
                var refused = Lifetop.Run(verb, name, "--yes");
                Assert.True(refused.ExitCode == 4, refused.ToString());
                Assert.Contains($"{verb} of {name} refused: it is ", refused.Errors, StringComparison.Ordinal);
            }
        Assert.Equal(server, tmux.ServerPid);
    }

    /// <summary>A pane of whoever asks: the very terminal of lifetop, which is not the worker's to end.</summary>
    [Fact]
    public void Ends_neither_itself_nor_its_own_terminal()
    {
        using var tmux = Lifetop.Tmux().Start("keep", "sleep", "1000");
        string answer = Lifetop.Folder.File("answer");
        tmux.Tmux(["new-session", "-d", "-s", "own", .. Lifetop.Environment.Where(static pair => pair.Value is not null && pair.Key is not ("TMUX" or "TMUX_PANE")).SelectMany(static pair => new[] { "-e", $"{pair.Key}={pair.Value}" }),
            "sh", "-c", $"for key in tmux/own:0.0 pid:$$; do '{LifetopProgram.Executable}' reap $key --yes 2>&1; echo code $?; done > '{answer}.new'; mv '{answer}.new' '{answer}'; exec sleep 1000"]);
        Eventually.True(() => File.Exists(answer), "its answers");

        string told = File.ReadAllText(answer);
        Assert.Equal(2, told.Split("code 4\n").Length - 1);
        Assert.Equal(2, told.Split(" refused: it is ").Length - 1);
        Assert.Equal("0", tmux.Tmux("list-panes", "-t", "own:", "-F", "#{pane_dead}"));
    }

    [Fact]
    public void Does_nothing_when_read_only_but_shows_what_it_would_do()
    {
        var worker = Start("sleep", "1000");
        Declare("api", worker);

        Assert.Equal(4, Lifetop.Run("reap", "api", "--yes", "--read-only").ExitCode);
        Assert.Equal(0, Lifetop.Run("reap", "api", "--dry-run", "--read-only").ExitCode);
        Assert.False(worker.HasEnded);
        Assert.False(File.Exists(Path.Combine(Lifetop.StateFolder, "registry.db")));
    }

    [Fact]
    public void Needs_to_be_told_whom()
    {
        Assert.Equal(2, Lifetop.Run("reap", "--yes").ExitCode);
        Assert.Equal(2, Lifetop.Run("reap", "x", "--all", "--yes").ExitCode);
        Assert.Equal(3, Lifetop.Run("reap", "--all", "--yes", "--filter", "name=nobody-at-all").ExitCode);
    }

    [Fact]
    public void Leaves_those_out_of_many_that_speak_against_it_and_says_why()
    {
        using var tmux = Lifetop.Tmux().Start("shell", "sh", "-i");
        var young = Start("sleep", "1000");
        Declare("young", young);
        Declare("gone", 2_000_000_000, 1);

        var several = Lifetop.Run("reap", "--filter", "src:manifest,tmux", "--yes");
        Assert.Equal(2, several.ExitCode);
        Assert.Contains("--all", several.Errors, StringComparison.Ordinal);

        var reaped = Lifetop.Run("reap", "--filter", "src:manifest,tmux", "--all", "--yes");

        Assert.True(reaped.ExitCode == 0, reaped.ToString());
        Assert.Equal("reaped gone: 1 file removed\n", reaped.Output);
        Assert.Contains("left out manifest/young: young", reaped.Errors, StringComparison.Ordinal);
        Assert.Contains("left out tmux/shell:0.0: a shell, only when named", reaped.Errors, StringComparison.Ordinal);
        Assert.False(young.HasEnded);
        Assert.Equal("shell", tmux.Tmux("list-sessions", "-F", "#{session_name}"));

        var json = Lifetop.Run("reap", "--filter", "src:manifest,tmux", "--all", "--force", "--yes", "--json");
        Assert.True(json.ExitCode == 0, json.ToString());
        Assert.Equal(["manifest/young"], json.Json.GetProperty("workers").EnumerateArray().Select(static worker => worker.GetProperty("key").GetString()));
        Assert.Equal(["tmux/shell:0.0"], json.Json.GetProperty("left_out").EnumerateArray().Select(static left => left.GetProperty("key").GetString()));
        Eventually.True(() => young.HasEnded, "force takes in the young");
    }

    [Fact]
    public void Asks_on_a_terminal_and_takes_no_for_an_answer()
    {
        var worker = Start("sleep", "1000");
        Declare("api", worker);

        foreach (var (answer, code) in new[] { ("n", 4), ("", 4), ("y", 0) })
        {
            using var pty = new Pty();
            pty.Start([LifetopProgram.Executable, "reap", "api"], Lifetop.Environment, Lifetop.Home);
            pty.UntilShows("reap api? [y/N]");
            Assert.Contains("TERM to 1 process, after 5s KILL to what is left", pty.Output, StringComparison.Ordinal);
            Assert.Contains(worker.Pid.ToString(CultureInfo.InvariantCulture), pty.Output, StringComparison.Ordinal);
            pty.Type(answer + "\r");
            Assert.Equal(code, pty.WaitForEnd() >> 8);
            Assert.True(code == 0 ? Eventually.IsTrue(() => worker.HasEnded, TimeSpan.FromSeconds(5)) : !worker.HasEnded);
        }
    }

    [Fact]
    public void Stops_in_the_grace_when_interrupted_and_says_who_got_what()
    {
        var worker = Start("sh", "-c", "trap 'echo got' TERM; while :; do sleep 0.1; done");
        Declare("stubborn", worker);
        using var pty = new Pty();
        pty.Start([LifetopProgram.Executable, "reap", "stubborn", "--yes", "--grace", "1m"], Lifetop.Environment, Lifetop.Home);
        Assert.Equal("got", worker.Output.ReadLine());

        pty.Type("\u0003");

        Assert.Equal(130, pty.WaitForEnd() >> 8);
        Assert.Contains("reap of stubborn cancelled", pty.Output, StringComparison.Ordinal);
        Assert.Contains("TERM", pty.Output, StringComparison.Ordinal);
        Assert.False(worker.HasEnded);
    }
}
