using System;
using System.Globalization;
using System.IO;
using System.Linq;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>What the screen leaves of a pane of a real tmux, by what <c>stty -a</c> says before and after it in the shell that started it.</summary>
public sealed class ScreenEndingInTmuxTests : ScreenScenario
{
    private static readonly string[] Shell = ["bash", "--norc", "--noprofile", "--noediting", "-i"];

    [Theory]
    [InlineData("HUP", 129)]
    [InlineData("TERM", 143)]
    public void A_signal_leaves_the_pane_as_it_was(string signal, int code)
    {
        using var pane = Begin();
        string before = Settings(pane, "before");
        Show(pane);
        RealProcess.Signal(ChildOf(pane.ProgramPid), signal);
        pane.UntilShows(string.Create(CultureInfo.InvariantCulture, $"code {code}"));
        Assert.Equal(before, Settings(pane, "after"));
    }

    [Fact]
    public void Stopped_and_gone_on_and_left_it_leaves_the_pane_as_it_was()
    {
        using var pane = Begin();
        string before = Settings(pane, "before");
        Show(pane);
        pane.Press("C-z").UntilShows("Stopped");
        Assert.Equal(before, Settings(pane, "stopped"));
        pane.Type("fg; echo \"left $?\"").Press("Enter").UntilShows("No workers yet");
        pane.Type("q").UntilShows("left 0");
        Assert.Equal(before, Settings(pane, "after"));
    }

    /// <summary>The terminal the client had is given back by its own shell; the pane is lifetop's to give back, whoever looks at it.</summary>
    [Fact]
    public void The_client_killed_that_shows_it_both_terminals_are_as_they_were()
    {
        using var pane = Begin();
        string before = Settings(pane, "before");
        Show(pane);
        using var pty = new Pty(80, 24, new VirtualTerminal(80, 24) { IsForgiving = true });
        var environment = With();
        environment["PS1"] = "outside> ";
        environment["HISTFILE"] = "";
        pty.Start(Shell, environment, Lifetop.Home);
        pty.UntilShows("outside>");
        byte[] outside = pty.Modes;
        pty.Type($"tmux -u -S {pane.Socket} attach -t =screen\r");
        // What the client writes is for another terminal than the tests have, and is not read.
        Eventually.True(() => pty.IsRaw && pane.Run("list-clients", "-F", "x").Length > 0, "a client");
        int client = int.Parse(pane.Run("list-clients", "-F", "#{client_pid}"), CultureInfo.InvariantCulture);
        RealProcess.Signal(client, "KILL");
        Eventually.True(() => pty.Modes.SequenceEqual(outside), "the modes of before");
        pane.Type("?").UntilShows("type to search");
        pane.Press("Escape").UntilShows("No workers yet");
        pane.Type("q").UntilShows("code 0");
        Assert.Equal(before, Settings(pane, "after"));
    }

    private TmuxScreen Begin()
    {
        Lifetop.Environment["PS1"] = "inside> ";
        Lifetop.Environment["HISTFILE"] = "";
        var pane = new TmuxScreen(Lifetop, 80, 24, program: Shell);
        return pane.UntilShows("inside>");
    }

    private static void Show(TmuxScreen pane)
    {
        pane.Type(LifetopProgram.Executable + "; echo \"code $?\"").Press("Enter");
        pane.UntilShows("No workers yet");
    }

    private string Settings(TmuxScreen pane, string name)
    {
        string file = Lifetop.Folder.File(name);
        pane.Type($"stty -a > {file}.part && mv {file}.part {file}").Press("Enter");
        Eventually.True(() => File.Exists(file), "what stty says");
        string said = File.ReadAllText(file);
        Assert.Contains("icanon", said, StringComparison.Ordinal);
        return said;
    }
}
