using System;
using System.Globalization;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>Paused is said only of who is: tmux continues whatever it started as soon as that is stopped.</summary>
public sealed class PauseTests : Scenario
{
    [Fact]
    public void The_program_of_a_pane_goes_on_and_that_is_said()
    {
        var tmux = StartTmux("work", "sh", "-c", "sleep 1000 & wait");
        int root = int.Parse(tmux.Tmux("list-panes", "-F", "#{pane_pid}"), CultureInfo.InvariantCulture);
        ListUntil("tmux/work:0.0", static worker => worker.IsAlive, "ran");

        var paused = Lifetop.Run("pause", "tmux/work:0.0");

        // What tmux did not continue with it stays stopped.
        Assert.True(paused.ExitCode is 1 or 5, paused.ToString());
        Assert.Contains($"pid {root} goes on", paused.Output + paused.Errors, StringComparison.Ordinal);
        Assert.Contains("tmux continues what is stopped in its pane", paused.Output + paused.Errors, StringComparison.Ordinal);
        Assert.Equal('S', RealProcess.StateOf(root));
    }

    [Fact]
    public void Any_other_is_paused_and_resumed()
    {
        var worker = Start("sleep", "1000");
        Declare("other", worker);
        ListUntil("manifest/other", static one => one.IsAlive, "ran");

        Assert.Equal(0, Lifetop.Run("pause", "other").ExitCode);
        Eventually.True(() => RealProcess.StateOf(worker.Pid) == 'T', "it is stopped");
        Assert.Equal(0, Lifetop.Run("resume", "other").ExitCode);
        Eventually.True(() => RealProcess.StateOf(worker.Pid) == 'S', "it goes on");
    }
}
