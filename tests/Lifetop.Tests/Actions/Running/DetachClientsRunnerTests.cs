using System;
using Lifetop.Actions;
using Lifetop.Actions.Running;
using Lifetop.Actions.Steps;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Actions.Running;

public sealed class DetachClientsRunnerTests : IDisposable
{
    private readonly TmuxSandbox tmux = new();
    private readonly DetachClientsRunner runner = new();

    public void Dispose() => tmux.Dispose();

    [Fact]
    public void Takes_the_clients_off_that_session_and_no_other()
    {
        tmux.Start("one");
        tmux.Tmux("new-session", "-d", "-s", "two", "sleep", "1000");
        using var first = Attach("one");
        using var second = Attach("two");
        Eventually.True(() => Attached() == "$0 1\n$1 1", "both are attached");
        var detach = new DetachClients(tmux.Server(), "$0", "one", 1);

        Assert.Equal(new StepResult(StepOutcome.Done, "1 client detached"), runner.Run(detach));

        Assert.Equal("$0 0\n$1 1", Attached());
        Assert.Equal(new StepResult(StepOutcome.Already, "nobody is attached to one"), runner.Run(detach));
        Assert.Equal(new StepResult(StepOutcome.Already, "session gone is gone"), runner.Run(new DetachClients(tmux.Server(), "$7", "gone", 1)));
        Assert.Equal(StepOutcome.Skipped, runner.Run(detach with { Server = detach.Server with { StartTicks = 1 } }).Outcome);
        Assert.Equal("$0 0\n$1 1", Attached());
    }

    private string Attached() => tmux.Tmux("list-sessions", "-F", "#{session_id} #{session_attached}");

    private RealProcess Attach(string session)
        => RealProcess.Start("sh", "-c", $"unset TMUX; TERM=xterm exec script -qfc \"tmux -S '{tmux.Socket}' attach-session -t ={session}\" /dev/null < /dev/zero > /dev/null 2>&1");
}
