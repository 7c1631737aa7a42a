using System.Threading;
using Lifetop.Actions;
using Lifetop.Actions.Systems.AgentRelay;
using Lifetop.Model;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Actions.Systems.AgentRelay;

/// <summary>Asking agent-relay to release an agent, over real HTTP.</summary>
public sealed class ReleaseAgentTests
{
    private const int DeadPid = 999_999_941;
    private static readonly WorkerPlan Nobody = new() { Identity = "i", Key = "agent-relay/a/Ghost", Name = "Ghost" };

    [Fact]
    public void Its_name_is_escaped_and_its_success_told()
    {
        using var dashboard = new Dashboard();
        Assert.Equal((StepOutcome.Done, "released"), Release(dashboard.Port, "A b/c?", DeadPid));
        Assert.Equal(["DELETE /api/spawned/A%20b%2Fc%3F"], dashboard.Told);
    }

    [Fact]
    public void Nobody_is_asked_while_the_pid_is_another_process()
    {
        using var dashboard = new Dashboard();
        using var stranger = RealProcess.Start("sleep", "1000");
        var (outcome, detail) = Release(dashboard.Port, "Ghost", stranger.Pid);
        Assert.Equal((StepOutcome.Skipped, $"pid {stranger.Pid} is another process by now, and agent-relay would end it"), (outcome, detail));
        var earlier = new ProcessIdentity(stranger.Pid, stranger.StartTicks - 1, RealProcess.Boot);
        Assert.Equal(StepOutcome.Skipped, Release(dashboard.Port, "Ghost", stranger.Pid, earlier).Outcome);
        Assert.Empty(dashboard.Told);
        Assert.False(stranger.HasEnded);
    }

    [Fact]
    public void Its_end_is_waited_for()
    {
        using var agent = RealProcess.Start("sleep", "1000");
        using var dashboard = new Dashboard { Does = () => RealProcess.Signal(agent.Pid, "TERM") };
        Assert.Equal(StepOutcome.Done, Release(dashboard.Port, "Alice", agent.Pid, new ProcessIdentity(agent.Pid, agent.StartTicks, RealProcess.Boot)).Outcome);
        agent.WaitForEnd();
    }

    [Fact]
    public void What_the_daemon_does_not_know_is_kept_and_what_it_refuses_is_said()
    {
        using var dashboard = new Dashboard { Reply = ("404 Not Found", """{"success":false,"error":"Agent Ghost not found"}""") };
        Assert.Equal(StepOutcome.Kept, Release(dashboard.Port, "Ghost", DeadPid).Outcome);
        dashboard.Reply = ("200 OK", """{"success":false,"error":"not today"}""");
        Assert.Equal((StepOutcome.Failed, "its dashboard answers 200, not today: restart the daemon (agent-relay down, agent-relay up)"), Release(dashboard.Port, "Ghost", DeadPid));
        dashboard.Reply = ("500 Internal Server Error", "oops");
        Assert.Equal(StepOutcome.Failed, Release(dashboard.Port, "Ghost", DeadPid).Outcome);
    }

    [Fact]
    public void A_live_one_is_left_to_lifetop_where_no_dashboard_answers()
    {
        using var agent = RealProcess.Start("sleep", "1000");
        int port;
        using (var dashboard = new Dashboard())
            port = dashboard.Port;
        var (outcome, detail) = Release(port, "Alice", agent.Pid, new ProcessIdentity(agent.Pid, agent.StartTicks, RealProcess.Boot));
        Assert.Equal((StepOutcome.Done, $"nobody of this user listens on port {port}: ended by lifetop instead, which its daemon sees"), (outcome, detail));
        Assert.Equal(StepOutcome.Failed, Release(port, "Ghost", DeadPid).Outcome);
    }

    private static (StepOutcome Outcome, string Detail) Release(int port, string agent, int pid, ProcessIdentity? process = null)
    {
        var result = new ReleaseAgentRunner().Run(new ReleaseAgent(port, agent, pid, process), Nobody, CancellationToken.None);
        return (result.Outcome, result.Detail);
    }
}
