using System;
using System.IO;
using System.Threading;
using Lifetop.Actions;
using Lifetop.Actions.Systems.Multiclaude;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Actions.Systems;

/// <summary>What is said to multiclaude's daemon, and what is made of its answers.</summary>
public sealed class CompleteAgentTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Socket => _folder.File("daemon.sock");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Pings_then_completes_with_the_reason()
    {
        using var daemon = new MulticlaudeDaemon(Socket);
        Assert.Equal(StepOutcome.Done, Run().Outcome);
        Assert.Equal(["""{"command":"ping"}""", """{"command":"complete_agent","args":{"repo":"my.app","agent":"fox","failure_reason":"reaped by lifetop: dead-in-window"}}"""], daemon.Told);
    }

    [Theory]
    [InlineData("""{"success":false,"error":"agent 'fox' not found in repository 'my.app'"}""", StepOutcome.Already, "no such agent")]
    [InlineData("""{"success":false,"error":"disk full"}""", StepOutcome.Failed, "disk full")]
    [InlineData("""{"data":1}""", StepOutcome.Failed, "another language")]
    [InlineData("HTTP/1.1 400 Bad Request", StepOutcome.Failed, "another language")]
    public void Takes_its_answers_as_they_are_meant(string reply, StepOutcome outcome, string said)
    {
        using var daemon = new MulticlaudeDaemon(Socket) { Reply = reply };
        var result = Run();
        Assert.Equal(outcome, result.Outcome);
        Assert.Contains(said, result.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_socket_that_nobody_listens_at_or_a_plain_file_is_no_daemon()
    {
        Assert.Contains("there is no socket", Run().Detail, StringComparison.Ordinal);
        File.WriteAllText(Socket, "");
        Assert.Equal(StepOutcome.Failed, Run().Outcome);
        File.Delete(Socket);
        using (var listener = new global::System.Net.Sockets.Socket(global::System.Net.Sockets.AddressFamily.Unix, global::System.Net.Sockets.SocketType.Stream, 0))
            listener.Bind(new global::System.Net.Sockets.UnixDomainSocketEndPoint(Socket));
        Assert.Contains("does not answer", Run().Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Work_that_is_nowhere_else_is_kept_and_the_daemon_not_asked()
    {
        using var daemon = new MulticlaudeDaemon(Socket);
        string worktree = _folder.File("wt");
        Directory.CreateDirectory(worktree);
        using (var git = global::System.Diagnostics.Process.Start("git", ["init", "-q", worktree]))
            git.WaitForExit();
        File.WriteAllText(Path.Combine(worktree, "new"), "work");
        Assert.Equal(StepOutcome.Kept, Run(worktree).Outcome);
        Assert.Empty(daemon.Told);
        Assert.Equal(StepOutcome.Done, Run(worktree, discard: true).Outcome);
        Assert.True(File.Exists(Path.Combine(worktree, "new")));
    }

    /// <summary>A loop of links, which stops root too.</summary>
    [Fact]
    public void A_worktree_that_cannot_be_looked_at_is_kept_and_the_daemon_not_asked()
    {
        using var daemon = new MulticlaudeDaemon(Socket);
        File.CreateSymbolicLink(_folder.File("loop"), _folder.File("loop"));
        Assert.Equal(StepOutcome.Kept, Run(_folder.File("loop/wt")).Outcome);
        Assert.Empty(daemon.Told);
    }

    [Fact]
    public void Restarts_by_force_only_what_runs()
    {
        using var daemon = new MulticlaudeDaemon(Socket);
        foreach (bool force in (bool[])[true, false])
            Assert.Equal(StepOutcome.Done, Restart(force).Outcome);
        Assert.Contains("""{"command":"restart_agent","args":{"repo":"r","agent":"fox","force":true}}""", daemon.Told);
        Assert.Contains("""{"command":"restart_agent","args":{"repo":"r","agent":"fox"}}""", daemon.Told);
        daemon.Reply = """{"success":false,"error":"agent not found"}""";
        Assert.Equal(StepOutcome.Failed, Restart(false).Outcome);
    }

    private StepResult Restart(bool force)
    {
        var step = new RestartAgent(Socket, "r", "fox", force);
        return new RestartAgentRunner().Run(step, new WorkerPlan { Identity = "i", Key = "k", Name = "fox", Steps = [step] }, CancellationToken.None);
    }

    private StepResult Run(string? worktree = null, bool discard = false)
    {
        var step = new CompleteAgent(Socket, "my.app", "fox", worktree, discard, "reaped by lifetop: dead-in-window");
        return new CompleteAgentRunner().Run(step, new WorkerPlan { Identity = "i", Key = "k", Name = "fox", Steps = [step] }, CancellationToken.None);
    }
}
