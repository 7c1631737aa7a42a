using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Lifetop.Actions;
using Lifetop.Model;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Actions;

/// <summary>Real trees of every sort are ended whole, and the result says what happened to each of them.</summary>
public sealed class EndingTests : IDisposable
{
    private readonly ActingWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public void Ends_root_child_and_grandchild_and_names_every_pid_and_signal()
    {
        var root = StartScript("family");
        _world.Declare("family", root);
        var seen = _world.See("manifest/family", 3);

        var result = _world.End(_world.Reap(5, seen));

        Assert.Equal(StepOutcome.Done, result.Outcome);
        Assert.StartsWith("3 of 3 gone, TERM, ", result.Detail, StringComparison.Ordinal);
        Assert.Equal(seen.Worker.Members.Select(static member => member.Process).Order(ByPid), result.Processes.Select(static process => process.Process).Order(ByPid));
        Assert.All(result.Processes, static process => Assert.True(process.Gone && process.Signals.SequenceEqual(["TERM"]), process.Words));
        Assert.All(seen.Worker.Members, static member => AssertGone(member.Process.Pid));
    }

    [Fact]
    public void Ends_a_child_that_left_with_nothing_but_the_marker()
    {
        var root = _world.StartMarked("lone", "sh", "-c", "setsid --fork sleep 1000; exec sleep 1001");
        _world.Declare("lone", root);
        var seen = _world.See("manifest/lone", 2);
        Assert.Contains(seen.Worker.Members, static member => member.Tie == MemberTie.Marker || member.Tie == MemberTie.Remembered);

        Assert.StartsWith("2 of 2 gone, TERM, ", _world.End(_world.Reap(5, seen)).Detail, StringComparison.Ordinal);
        Assert.Empty(RealProcess.Carrying("LIFETOP_WORKER=" + _world.Mark("lone")));
    }

    [Fact]
    public void Ends_a_server_that_only_its_folder_ties_to_the_worker_even_through_a_link()
    {
        string real = Directory.CreateDirectory(_world.Folder.File("real/tree")).FullName;
        string neighbour = Directory.CreateDirectory(_world.Folder.File("real/tree-next")).FullName;
        File.CreateSymbolicLink(_world.Folder.File("link"), _world.Folder.File("real"));
        var root = _world.Start("sleep", "1000");
        var inside = _world.Detach(real, "env", "-i", "sleep", "1001");
        var beside = _world.Detach(neighbour, "env", "-i", "sleep", "1001");
        _world.Declare("tree", root, $"\"worktree\": \"{_world.Folder.Path}/link/tree\"");

        var result = _world.End(_world.Reap(5, _world.See("manifest/tree", 2)));

        Assert.StartsWith("2 of 2 gone, TERM, ", result.Detail, StringComparison.Ordinal);
        Assert.True(inside.HasEnded);
        Assert.False(beside.HasEnded);
    }

    [Theory]
    [InlineData(1, "2 of 2 gone, KILL after grace, 1.")]
    [InlineData(0, "2 of 2 gone, KILL, 0.")]
    public void Kills_who_ignores_everything_else_once_the_grace_is_over(int grace, string said)
    {
        var root = StartScript("stubborn");
        _world.Declare("stubborn", root);

        var result = _world.End(_world.Reap(grace, _world.See("manifest/stubborn", 2)));

        Assert.Equal(StepOutcome.Done, result.Outcome);
        Assert.StartsWith(said, result.Detail, StringComparison.Ordinal);
        var first = result.Processes.Single(process => process.Process.Pid == root.Pid);
        Assert.Equal("TERM, STOP, KILL", string.Join(", ", first.Signals));
        Assert.Contains("signal 9", first.How, StringComparison.Ordinal);
        AssertGone(root.Pid);
    }

    [Fact]
    public void Lets_a_worker_clean_up_and_tells_how_it_ended()
    {
        string file = _world.Folder.File("tidied");
        var root = StartScript("tidy", file);
        _world.Declare("tidy", root);

        var result = _world.End(_world.Reap(10, _world.See("manifest/tidy", 1)));

        Assert.StartsWith("1 of 1 gone, TERM, ", result.Detail, StringComparison.Ordinal);
        Assert.Contains("its root ended with exit 0", result.Detail, StringComparison.Ordinal);
        Assert.Equal("TERM", string.Join(", ", Assert.Single(result.Processes).Signals));
        Assert.True(File.Exists(file));
        Assert.Contains(_world.Said, static said => said.StartsWith("reaping tidy: 0 of 1 gone, 10s of grace left", StringComparison.Ordinal));
    }

    [Fact]
    public void Outruns_a_worker_that_has_a_child_every_3_ms()
    {
        var root = StartScript("breeding");
        _world.Declare("breeding", root);
        Eventually.True(() => RealProcess.Carrying("LIFETOP_WORKER=" + _world.Mark("breeding")).Count > 20, "children");
        _world.World.Look();
        var clock = Stopwatch.StartNew();

        var result = _world.End(_world.Reap(1, _world.World.Roster.Workers.Single(static judged => judged.Worker.Key.Text == "manifest/breeding")));

        Assert.True(result.Outcome == StepOutcome.Done, result.Detail);
        Assert.InRange(clock.Elapsed.TotalSeconds, 1, 10);
        Assert.Matches(@"^(\d+) of \1 gone, KILL after grace, \d+\.\ds, \d+ looks", result.Detail);
        Assert.InRange(result.Rounds, 5, 200);
        Assert.InRange(result.Processes.Length, 50, 5000);
        Assert.All(result.Processes, static process => Assert.True(process.Signals.Count(static signal => signal == "TERM") <= 1, process.Words));
        Assert.Empty(RealProcess.Carrying("LIFETOP_WORKER=" + _world.Mark("breeding")));
    }

    [Fact]
    public void Ends_a_worker_whose_every_generation_starts_the_next_when_told_to_end()
    {
        var root = _world.StartMarked("reborn", "sh", RealProcess.ScriptPath("respawning"), "1000");
        Assert.Equal("ready", root.Output.ReadLine());
        _world.Declare("reborn", root);

        var result = _world.End(_world.Reap(1, _world.See("manifest/reborn", 2)));

        Assert.True(result.Outcome == StepOutcome.Done, result.Detail);
        Assert.True(result.Processes.Length > 2, result.Detail);
        Assert.Empty(RealProcess.Carrying("LIFETOP_WORKER=" + _world.Mark("reborn")));
    }

    [Fact]
    public void Wakes_a_stopped_worker_so_that_it_can_end()
    {
        var root = _world.Start("sleep", "1000");
        RealProcess.Signal(root.Pid, "STOP");
        Eventually.True(() => RealProcess.StateOf(root.Pid) == 'T', "stopped");
        _world.Declare("stopped", root);

        var result = _world.End(_world.Reap(5, _world.See("manifest/stopped", 1)));

        Assert.StartsWith("1 of 1 gone, TERM, ", result.Detail, StringComparison.Ordinal);
        Assert.Equal("TERM, CONT", string.Join(", ", Assert.Single(result.Processes).Signals));
        AssertGone(root.Pid);
    }

    [Fact]
    public void Counts_a_zombie_as_dead_and_names_the_parent_it_waits_for()
    {
        var parent = _world.Start("sh", RealProcess.ScriptPath("careless"));
        int child = int.Parse(parent.Output.ReadLine()!, CultureInfo.InvariantCulture);
        Eventually.True(() => RealProcess.StateOf(child) == 'Z', "the child is a zombie");
        var zombie = new ProcessIdentity(child, RealProcess.StartTicksOf(child)!.Value, RealProcess.Boot);

        var result = _world.End(Plans.Of(zombie));

        Assert.Equal(StepOutcome.Already, result.Outcome);
        Assert.Contains($"its parent, pid {parent.Pid} (", result.Detail, StringComparison.Ordinal);
        Assert.Empty(Assert.Single(result.Processes).Signals);
        Assert.False(parent.HasEnded);
    }

    [Fact]
    public void A_second_time_there_is_nothing_to_do()
    {
        var root = _world.Start("sleep", "1000");
        _world.Declare("twice", root);
        var plan = _world.Reap(5, _world.See("manifest/twice", 1));

        Assert.Equal(PlanOutcome.Done, _world.Run(plan).Outcome);
        root.WaitForEnd();
        var again = _world.Run(plan);
        Assert.Equal(PlanOutcome.Already, again.Outcome);
        Assert.Equal("1 of 1 gone before", again.Workers[0].Steps[0]!.Detail);
    }

    [Fact]
    public void Two_workers_share_one_grace()
    {
        var first = StartScript("stubborn");
        var second = StartScript("stubborn");
        _world.Declare("first", first);
        _world.Declare("second", second);
        var plan = _world.Reap(1, _world.See("manifest/first", 2), _world.See("manifest/second", 2));
        var clock = Stopwatch.StartNew();

        var result = _world.Run(plan);

        Assert.Equal(PlanOutcome.Done, result.Outcome);
        Assert.InRange(clock.Elapsed.TotalSeconds, 1, 1.9);
        Assert.All(result.Workers, static worker => Assert.StartsWith("2 of 2 gone, KILL after grace, ", worker.Steps[0]!.Detail, StringComparison.Ordinal));
        AssertGone(first.Pid);
        AssertGone(second.Pid);
    }

    [Fact]
    public void Cancelled_in_the_grace_it_stops_and_says_who_was_told_to_end()
    {
        var root = StartScript("telling");
        _world.Declare("spared", root);
        using var cancel = new CancellationTokenSource();
        var reader = Task.Run(() =>
        {
            Assert.Equal("told", root.Output.ReadLine());
            cancel.Cancel();
        });

        var result = _world.Run(_world.Reap(60, _world.See("manifest/spared", 2)), cancel.Token);

        Assert.Equal(PlanOutcome.Cancelled, result.Outcome);
        Assert.Contains("cancelled when TERM had gone to pid", result.Workers[0].Steps[0]!.Detail, StringComparison.Ordinal);
        Assert.False(root.HasEnded);
        Assert.Equal("end cancelled", _world.Journal.Calls[^1]);
        Assert.True(reader.IsCompletedSuccessfully);
    }

    [Fact]
    public void Cancelled_before_it_began_it_signals_nobody()
    {
        var root = _world.Start("sleep", "1000");
        _world.Declare("spared", root);

        var result = _world.End(_world.Reap(60, _world.See("manifest/spared", 1)), new CancellationToken(canceled: true));

        Assert.Equal((StepOutcome.Cancelled, "cancelled before anybody was signalled"), (result.Outcome, result.Detail));
        Assert.False(root.HasEnded);
    }

    private RealProcess StartScript(string script, params string[] arguments)
    {
        var process = _world.StartMarked(script, ["sh", RealProcess.ScriptPath(script), .. arguments]);
        Assert.Equal("ready", process.Output.ReadLine());
        return process;
    }

    internal static void AssertGone(int pid) => Assert.True(RealProcess.StateOf(pid) is null or 'Z', $"{pid} lives");

    private static readonly Comparer<ProcessIdentity> ByPid =
        Comparer<ProcessIdentity>.Create(static (a, b) => a.Pid.CompareTo(b.Pid));
}
