using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Lifetop.Actions;
using Lifetop.Actions.Ending;
using Lifetop.Model;
using Lifetop.Observation.Proc;
using Lifetop.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace Lifetop.Tests.Actions;

/// <summary>Random trees, ended one after the other and counted from outside; <c>make reaps N=1000</c> for many.</summary>
public sealed class ReapLoadTests(ITestOutputHelper output)
{
    private static readonly int Times = int.Parse(Environment.GetEnvironmentVariable("LIFETOP_REAPS") ?? "20", CultureInfo.InvariantCulture);

    [Fact]
    public void Leaves_nobody_of_a_random_tree_and_everybody_beside_it()
    {
        int seed = int.Parse(Environment.GetEnvironmentVariable("LIFETOP_SEED") ?? Environment.TickCount.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        var chance = new Random(seed);
        using var bystanders = new ActingWorld();
        var beside = new List<RealProcess>
        {
            bystanders.Start("python3", "-c", "import time; time.sleep(100000)"),
            bystanders.StartMarked("neighbour", "sleep", "100000"),
        };
        int ended = 0, killed = 0;
        double longest = 0;
        for (int i = 0; i < Times; i++)
        {
            using var world = new ActingWorld();
            int size = chance.Next(1, 51);
            string folder = Directory.CreateDirectory(world.Folder.File("pids")).FullName;
            var root = world.StartMarked("tree", "python3", RealProcess.ScriptPath("tree.py"), chance.Next(1_000_000).ToString(CultureInfo.InvariantCulture), size.ToString(CultureInfo.InvariantCulture), folder);
            Eventually.True(() => Directory.GetFiles(folder).Length >= size, $"a tree of {size}, seed {seed}, number {i}", TimeSpan.FromSeconds(60));
            world.Declare("tree", root);
            world.World.Look();
            var worker = Eventually.Get(() =>
            {
                world.World.Look();
                return world.World.Roster.Workers.FirstOrDefault(static judged => judged.Worker.Key.Text == "manifest/tree");
            }, "the worker");

            var result = world.Run(world.Reap(chance.Next(3) * 0.2, worker));

            string about = $"seed {seed}, number {i}, size {size}: {result.Workers[0].Steps[0]!.Detail}";
            Assert.True(result.Outcome == PlanOutcome.Done, about);
            // Its environment has the mark, each wrote its pid: both are asked, and neither by lifetop.
            var left = RealProcess.Carrying("LIFETOP_WORKER=" + world.Mark("tree"));
            Assert.True(left.Count == 0, $"{about}; left: {string.Join(", ", left)}, ended: {string.Join(", ", result.Workers[0].Steps[0]!.Processes.Select(static process => process.Process.Pid))}");
            Assert.All(result.Workers[0].Steps[0]!.Processes, process => Assert.True(process.Gone && process.Signals.Count(static signal => signal == "TERM") <= 1, about));
            Assert.All(beside, process => Assert.False(process.HasEnded, about));
            ended += result.Workers[0].Steps[0]!.Processes.Length;
            killed += result.Workers[0].Steps[0]!.Processes.Count(static process => process.Signals.Contains("KILL"));
            longest = Math.Max(longest, result.Took.TotalSeconds);
        }
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Times} trees, {ended} processes, {killed} by KILL, longest {longest:0.00}s, seed {seed}"));
    }

    /// <summary>
    /// Each newcomer counts once it has the number of somebody who was recorded: met by a plan that was made for that one. It is born in a
    /// later hundredth of a second, for within one the kernel itself tells two bearers of a number apart by nothing.
    /// </summary>
    [NeedsChosenPidsFact]
    public void Spares_whoever_has_taken_the_pid_each_time()
    {
        int tries = 0;
        for (int met = 0; met < Times; tries++)
        {
            using var world = new ActingWorld();
            var (known, newcomer) = Replaced(world, static identity => Eventually.True(() => Now() > identity.StartTicks, "the next hundredth of a second"));
            using (newcomer)
            {
                Assert.NotEqual(known, Plans.Identity(known.Pid));
                var result = world.End(Plans.Of(known));
                Assert.True(result.Outcome == StepOutcome.Skipped && result.Processes is [{ Signals: [], How: "no longer that process" }], $"{known} is now {Plans.Identity(known.Pid)}: {result.Detail}");
                Assert.False(newcomer.HasEnded);
                met++;
            }
        }
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Times} newcomers met and spared of {tries} tried"));
    }

    /// <summary>
    /// The window there is lies between a record and the pidfd opened after it. From then on the number does not matter: of those who died
    /// when they were held already, no newcomer gets a signal, born in the same hundredth of a second or not.
    /// </summary>
    [NeedsChosenPidsFact]
    public void A_process_that_is_held_is_never_confused_with_who_takes_its_pid_even_in_the_same_tick()
    {
        int sameTick = 0;
        for (int met = 0; met < Times; met++)
        {
            using var world = new ActingWorld();
            using var proc = new ProcFolder();
            world.World.Look();
            EndingTarget? held = null;
            var (known, newcomer) = Replaced(world, identity => held = EndingTarget.Open(proc, identity, 0, "", planned: true, isRoot: true));
            using (newcomer)
            using (held)
            {
                sameTick += Plans.Identity(known.Pid) == known ? 1 : 0;
                held!.Send(EndingSignal.Terminate, world.World.Census, 0);
                held.Send(EndingSignal.Kill, world.World.Census, 0);
                Assert.True(held is { Signals: [], HasEnded: true, IsPending: false });
                Assert.False(newcomer.HasEnded);
            }
        }
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Times} newcomers met and spared, {sameTick} of them born in the tick of whom they followed"));
    }

    /// <summary>Somebody who was, and whoever has his number now. Where another took it first, it is tried with somebody else.</summary>
    /// <param name="meanwhile">Done while the first one lives.</param>
    private static (ProcessIdentity Known, PidBearer Newcomer) Replaced(ActingWorld world, Action<ProcessIdentity> meanwhile)
    {
        while (true)
        {
            var first = world.Start("sleep", "1000");
            var known = Plans.Identity(first.Pid);
            meanwhile(known);
            first.Kill();
            if (PidBearer.Next(known.Pid, "setsid", "sleep", "1000") is { } newcomer)
                return (known, newcomer);
        }
    }

    /// <summary>In the ticks that start times are counted in.</summary>
    private static long Now() => BootClock.SinceBoot().Ticks * 100 / TimeSpan.TicksPerSecond;
}
