using System;
using System.IO;
using System.Linq;
using Lifetop.Actions;
using Lifetop.Actions.Ending;
using Lifetop.Actions.Steps;
using Lifetop.Model;
using Lifetop.Tests.Observation.Proc;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Actions;

/// <summary>Who is near a worker, like it, or was taken for it, is never signalled.</summary>
public sealed class BystanderTests : IDisposable
{
    private readonly ActingWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public void Spares_the_namesake_the_neighbouring_pid_and_the_folder_of_a_longer_name()
    {
        string own = Directory.CreateDirectory(_world.Folder.File("w/a")).FullName;
        string other = Directory.CreateDirectory(_world.Folder.File("w/ab")).FullName;
        var before = _world.Detach(other, "sleep", "1000");
        var root = _world.Start("sleep", "1000");
        var inside = _world.Detach(own, "sleep", "1000");
        using var next = PidBearer.Next(root.Pid + 1, "setsid", "sleep", "1000");
        _world.Declare("a", root, $"\"worktree\": \"{own}\"");

        var result = _world.End(_world.Reap(5, _world.See("manifest/a", 2)));

        Assert.Equal(StepOutcome.Done, result.Outcome);
        Eventually.True(() => root.HasEnded && inside.HasEnded, "both end");
        Assert.False(before.HasEnded);
        Assert.True(next?.HasEnded != true);
    }

    [Fact]
    public void Spares_who_has_taken_the_pid_since_the_plan_was_made()
    {
        var root = _world.Start("sleep", "1000");
        _world.Declare("gone", root);
        var plan = _world.Reap(5, _world.See("manifest/gone", 1));
        int pid = root.Pid;
        root.Kill();
        using var newcomer = PidBearer.Next(pid, "setsid", "sleep", "1000");
        if (newcomer is null || plan.Workers[0].Root == Plans.Identity(pid))
            plan = Plans.Of(Plans.Identity(_world.Start("sleep", "1000").Pid) with { StartTicks = 5 });

        var result = _world.End(plan);

        Assert.Equal(StepOutcome.Skipped, result.Outcome);
        Assert.Contains("is no longer that process", result.Detail, StringComparison.Ordinal);
        Assert.Empty(Assert.Single(result.Processes).Signals);
        Assert.True(newcomer?.HasEnded != true);
    }

    [Fact]
    public void Leaves_alone_what_another_worker_has_by_now()
    {
        var root = _world.Start("sleep", "1000");
        var taken = _world.Start("sleep", "1001");
        _world.Declare("first", root);
        var seen = _world.See("manifest/first", 1);
        var plan = _world.Reap(5, seen);
        var step = new EndProcesses(Plans.Planned(Plans.Identity(root.Pid), Plans.Identity(taken.Pid)), TimeSpan.FromSeconds(5));
        plan = plan with { Workers = [plan.Workers[0] with { Steps = [step] }] };
        _world.Declare("second", taken);
        _world.See("manifest/second", 1);

        var result = _world.End(plan);

        Assert.Equal(StepOutcome.Done, result.Outcome);
        Assert.Contains($"pid {taken.Pid} left alone: belongs to manifest/second now", result.Detail, StringComparison.Ordinal);
        root.WaitForEnd();
        Assert.False(taken.HasEnded);
    }

    [Fact]
    public void Ends_who_no_look_ties_to_the_worker_any_more_but_the_plan_named()
    {
        var lost = _world.Start("sleep", "1000");

        Assert.Equal(StepOutcome.Done, _world.End(Plans.Of(Plans.Identity(lost.Pid))).Outcome);
        lost.WaitForEnd();
    }

    // Asked of the rule alone: who could be harmed were it wrong is no party to these tests.
    [Fact]
    public void Never_are_the_first_process_lifetop_what_is_above_it_and_kernel_threads()
    {
        _world.World.Look();
        var table = _world.World.Census.Processes;
        string? Reason(int pid) => NeverSignalled.Reason(table.Rows[table.IndexOf(pid)], _world.World.Census);

        Assert.Equal("the first process of the machine", Reason(1));
        Assert.Equal("lifetop itself", Reason(Environment.ProcessId));
        Assert.Equal("an ancestor of lifetop", Reason(RealProcess.ParentOf(Environment.ProcessId)!.Value));
        Assert.Equal("a kernel thread", NeverSignalled.Reason(new ProcessRow { Pid = 77, Flags = 0x0020_0000 }, _world.World.Census));
    }

    [Fact]
    public void Never_signals_who_is_in_lifetop_s_own_session_nor_ends_whom_it_started()
    {
        using var near = Child.Shell("sleep 1000 & echo $!; read line; kill $!");

        var result = _world.End(Plans.Of(Plans.Identity(near.Pid)));

        Assert.Equal(StepOutcome.Skipped, result.Outcome);
        Assert.Equal($"pid {near.Pid} left alone: in lifetop's own session", result.Detail);
        Assert.Empty(Assert.Single(result.Processes).Signals);
        Assert.NotEqual('Z', RealProcess.StateOf(near.SaidPid));
        near.Tell("end");
    }

    [Fact]
    public void Never_signals_lifetop_watch()
    {
        string program = _world.Folder.File("lifetop");
        File.Copy(Path.GetFullPath("/bin/sh"), program);
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        File.WriteAllText(_world.Folder.File("watch"), "while :; do sleep 1000; done\n");
        var watch = _world.Start(program, "watch");

        var result = _world.End(Plans.Of(Plans.Identity(watch.Pid)));

        Assert.Equal($"pid {watch.Pid} left alone: lifetop watch", result.Detail);
        Assert.False(watch.HasEnded);
    }

    [Fact]
    public void What_is_somebody_else_s_is_an_outcome_and_the_rest_is_ended()
    {
        var root = _world.Start("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "sleep", "1000");
        var theirs = _world.Start("sleep", "1001");
        Eventually.True(() => RealProcess.NameOf(root.Pid) == "sleep", "another user's process runs");
        var both = Plans.Of(Plans.Identity(root.Pid), Plans.Identity(theirs.Pid));
        var only = Plans.Of(Plans.Identity(theirs.Pid));
        StepResult? mixed = null, none = null;
        _world.Bystanders.Begin();

        OtherUser.Run(() =>
        {
            mixed = _world.End(both);
            none = _world.End(only);
        });

        Assert.Equal(StepOutcome.Partly, mixed!.Outcome);
        Assert.StartsWith("1 of 2 gone, TERM, ", mixed.Detail, StringComparison.Ordinal);
        Assert.Contains($"pid {theirs.Pid} not ours to signal", mixed.Detail, StringComparison.Ordinal);
        Assert.Equal(StepOutcome.NoRights, none!.Outcome);
        Assert.False(theirs.HasEnded);
    }

    [Fact]
    public void Signals_by_identity_and_says_who_was_missed()
    {
        var paused = _world.Start("sleep", "1000");
        var other = Plans.Identity(_world.Start("sleep", "1001").Pid);
        var runner = new SignalRunner(_world.World, TimeProvider.System);
        var to = Plans.Planned(Plans.Identity(paused.Pid), other with { StartTicks = other.StartTicks - 1 });

        var result = runner.Run(new SendSignal(to, 19, "STOP"), Plans.ByHand(), default);

        Assert.Equal(StepOutcome.Partly, result.Outcome);
        Assert.Equal($"STOP to 1 of 2; pid {other.Pid} no longer that process", result.Detail);
        Eventually.True(() => RealProcess.StateOf(paused.Pid) == 'T', "stopped");
        Assert.NotEqual('T', RealProcess.StateOf(other.Pid));
        Assert.Equal(StepOutcome.Done, runner.Run(new SendSignal([to[0]], 18, "CONT"), Plans.ByHand(), default).Outcome);
        Eventually.True(() => RealProcess.StateOf(paused.Pid) != 'T', "running again");
    }
}
