using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Lifetop.Actions;
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
            Assert.True(RealProcess.Carrying("LIFETOP_WORKER=" + world.Mark("tree")) is [], about);
            Assert.All(result.Workers[0].Steps[0]!.Processes, process => Assert.True(process.Gone && process.Signals.Count(static signal => signal == "TERM") <= 1, about));
            Assert.All(beside, process => Assert.False(process.HasEnded, about));
            ended += result.Workers[0].Steps[0]!.Processes.Length;
            killed += result.Workers[0].Steps[0]!.Processes.Count(static process => process.Signals.Contains("KILL"));
            longest = Math.Max(longest, result.Took.TotalSeconds);
        }
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Times} trees, {ended} processes, {killed} by KILL, longest {longest:0.00}s, seed {seed}"));
    }

    [Fact]
    public void Spares_whoever_has_taken_the_pid_each_time()
    {
        int spared = 0;
        for (int i = 0; i < Times; i++)
        {
            using var world = new ActingWorld();
            var root = world.Start("sleep", "1000");
            int pid = root.Pid;
            var known = Plans.Identity(pid);
            root.Kill();
            using var newcomer = PidBearer.Next(pid, "setsid", "sleep", "1000");
            // Who is born in the same hundredth of a second under the same number is the same by all the kernel tells of a start.
            if (newcomer is null || Plans.Identity(pid) == known)
                continue;
            var result = world.End(Plans.Of(known));
            Assert.True(result.Outcome == StepOutcome.Skipped, $"{known} is now {Plans.Identity(pid)}: {result.Detail}");
            Assert.False(newcomer.HasEnded);
            spared++;
        }
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{spared} of {Times} newcomers met and spared"));
    }
}
