using System;
using System.IO;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>Workers in panes that are talked to, gone to and let go of from the command line.</summary>
public sealed class NudgeTests : Scenario
{
    [Theory]
    [InlineData("go on")]
    [InlineData("Enter")]
    [InlineData("C-c")]
    [InlineData("-l")]
    [InlineData("--")]
    [InlineData("ends in ;")]
    [InlineData("a ; kill-server ;")]
    [InlineData("#(touch X)")]
    [InlineData("größe 🦦")]
    public void Types_the_text_as_it_stands(string text)
    {
        var tmux = Reading();
        var nudged = Lifetop.Run("nudge", "tmux/reader:0.0", text);
        Assert.True(nudged.ExitCode == 0, nudged.ToString());
        Eventually.True(() => Read() == text + "\n", "the line has arrived");
        Assert.Equal("reader", tmux.Tmux("list-sessions", "-F", "#{session_name}"));
        Assert.False(File.Exists(Path.Combine(Folder, "X")));
        Assert.Contains("nudge", Lifetop.Run("history", "--actions").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Words_and_options_of_ours_are_told_from_text()
    {
        Reading();
        Assert.Equal(0, Lifetop.Run("nudge", "reader:0.0", "--yes", "one", "-x", "two", "--json").ExitCode);
        Eventually.True(() => Read() == "one -x two\n", "the line has arrived");
        Assert.Equal(0, Lifetop.Run("nudge", "reader:0.0", "--", "--json", "--").ExitCode);
        Eventually.True(() => Read() == "one -x two\n--json --\n", "the second line has arrived");
        Assert.Equal(0, Lifetop.Run("nudge", "reader:0.0", "").ExitCode);
        Eventually.True(() => Read() == "one -x two\n--json --\n\n", "Enter has arrived");
        Assert.Equal(2, Lifetop.Run("nudge", "reader:0.0").ExitCode);
        Assert.Equal(2, Lifetop.Run("nudge", "reader:0.0", "x", "--jsno").ExitCode);
        Assert.Equal(3, Lifetop.Run("nudge", "nobody", "x").ExitCode);
        Assert.Equal("one -x two\n--json --\n\n", Read());
    }

    [Fact]
    public void What_could_do_something_else_is_refused()
    {
        var tmux = Reading();
        Assert.Equal(4, Lifetop.Run("nudge", "reader:0.0", "a\u0003b").ExitCode);
        Assert.Equal(4, Lifetop.Run("nudge", "reader:0.0", "a\nb").ExitCode);
        Assert.Equal(4, Lifetop.Run("nudge", "--read-only", "reader:0.0", "a").ExitCode);
        var shown = Lifetop.Run("nudge", "--dry-run", "reader:0.0", "hello");
        Assert.Equal(0, shown.ExitCode);
        Assert.Contains("type into %0: hello", shown.Output, StringComparison.Ordinal);
        Assert.Equal(0, Lifetop.Run("protect", "reader:0.0").ExitCode);
        Assert.Equal(4, Lifetop.Run("nudge", "reader:0.0", "a").ExitCode);
        Assert.Equal(0, Lifetop.Run("protect", "--off", "reader:0.0").ExitCode);
        tmux.Tmux("set-option", "-g", "remain-on-exit", "on");
        tmux.Tmux("new-session", "-d", "-s", "dead", "exit 1");
        ListUntil("tmux/dead:0.0", static worker => worker.State == "zombie", "dead");
        var dead = Lifetop.Run("nudge", "dead:0.0", "a", "--json");
        Assert.Equal(4, dead.ExitCode);
        Assert.Contains("\"outcome\":\"refused\"", dead.Output, StringComparison.Ordinal);
        using var process = RealProcess.Start("sleep", "1000");
        Declare("plain", process);
        Assert.Contains("no pane", Lifetop.Run("nudge", "plain", "a").Errors, StringComparison.Ordinal);
        Assert.Equal("", Read());
    }

    [Fact]
    public void A_shell_left_by_an_agent_is_not_given_its_answer()
    {
        var tmux = StartTmux("left", "sh");
        using var process = RealProcess.Start("sleep", "1000");
        Declare("agent", process, "\"kind\": \"agent\", " + PaneField(tmux, "%0"));
        process.Kill();
        ListUntil("manifest/agent", static worker => worker.State == "zombie", "over");
        var refused = Lifetop.Run("nudge", "agent", "touch X");
        Assert.True(refused.ExitCode == 4 && refused.Errors.Contains("has ended", StringComparison.Ordinal), refused.ToString());
    }

    [Fact]
    public void Attaches_with_the_terminal_until_somebody_detaches()
    {
        var tmux = Reading();
        Assert.Equal(2, Lifetop.Run("attach", "reader:0.0").ExitCode);
        using var pty = new Pty(80, 24, new VirtualTerminal(80, 24) { IsForgiving = true });
        Lifetop.Environment["TERM"] = "xterm-256color";
        pty.Start([LifetopProgram.Executable, "attach", "reader:0.0"], Lifetop.Environment, Lifetop.Home);
        Eventually.True(() => tmux.Tmux("list-sessions", "-F", "#{session_attached}") == "1", "attached");

        var detached = Lifetop.Run("detach", "reader:0.0", "--json");

        Assert.True(detached.ExitCode == 0 && detached.Output.Contains("1 client detached", StringComparison.Ordinal), detached.ToString());
        Eventually.True(() => pty.HasEnded, "back from tmux");
        Assert.Equal("0", tmux.Tmux("list-sessions", "-F", "#{session_attached}"));
        Assert.Equal("running", List()["tmux/reader:0.0"].State);
        var again = Lifetop.Run("detach", "reader:0.0");
        Assert.True(again.ExitCode == 0 && again.Output.Contains("nobody is attached", StringComparison.Ordinal), again.ToString());
    }

    [Fact]
    public void Lets_go_of_what_was_adopted_and_leaves_it_alive()
    {
        using var process = RealProcess.Start("sleep", "1000");
        Assert.Equal(0, Lifetop.Run("adopt", "--pid", process.Pid.ToString(System.Globalization.CultureInfo.InvariantCulture), "--name", "web").ExitCode);
        using var other = RealProcess.Start("sleep", "1000");
        Declare("plain", other);
        Assert.Equal(4, Lifetop.Run("detach", "plain").ExitCode);

        var detached = Lifetop.Run("detach", "web");

        Assert.True(detached.ExitCode == 0, detached.ToString());
        Assert.Null(List().Find("lifetop/web"));
        File.Delete(Lifetop.MemoryFile);
        Assert.Null(List().Find("lifetop/web"));
        Assert.False(process.HasEnded);
    }

    private TmuxSandbox Reading()
    {
        string got = Path.Combine(Folder, "got");
        var tmux = StartTmux("reader", "sh", "-c", $"cd '{Folder}'; touch '{got}'; exec cat >> '{got}'");
        Eventually.True(() => File.Exists(got), "it reads");
        return tmux;
    }

    private string Read() => File.ReadAllText(Path.Combine(Folder, "got"));
}
