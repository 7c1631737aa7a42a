using System;
using System.Collections.Generic;
using System.Linq;
using Lifetop.Actions;
using Lifetop.Model;
using Lifetop.Registry;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Registry;

/// <summary>Real lifetops that begin the same plan at once, or are killed between any two calls of one.</summary>
public sealed class PlanDeathTests : IDisposable
{
    private readonly StateSandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    public static TheoryData<string> Calls => [.. PlanningProgram.Calls];

    [Fact]
    public void Of_two_that_begin_at_once_exactly_one_does()
    {
        using var registry = _sandbox.Open();
        Assert.True(registry.Check().IsUsable);
        for (int round = 1; round <= 5; round++)
        {
            string start = $"{_sandbox.Root}/start-{round}";
            var racers = new List<RealProcess>();
            for (int i = 0; i < 2; i++)
                racers.Add(PlanningProgram.Start(_sandbox.Folder.Path, "begun", 0, start));
            foreach (var racer in racers)
                Assert.Equal("ready", racer.Output.ReadLine());
            System.IO.File.WriteAllText(start, "");
            string[] said = [.. racers.Select(racer => racer.Output.ReadLine()!)];
            foreach (var racer in racers)
                racer.WaitForEnd();
            racers.ForEach(racer => racer.Dispose());
            // The loser may come when the winner has ended already, and takes over from it then.
            new ActionHistory(registry).Plans(new HistoryQuery(), out var plans);
            Assert.Single(plans, plan => plan.Outcome is null);
            Assert.All(said, line => Assert.True(line == "begun" || line.Contains("is at a: reap", StringComparison.Ordinal) || line.Contains("registry busy", StringComparison.Ordinal), line));
            Assert.Contains("begun", said);
        }
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public void Killed_after_any_call_it_leaves_word_of_all_before(string call)
    {
        using (var seen = _sandbox.Open())
            StateSandbox.Record(seen, StateSandbox.Noon, StateSandbox.Change("a", Lifecycle.Running, StateSandbox.Noon));
        using (var program = PlanningProgram.Start(_sandbox.Folder.Path, call, 0))
        {
            Assert.Equal("ready", program.Output.ReadLine());
            foreach (string expected in PlanningProgram.Calls.TakeWhile(name => name != call).Append(call))
                Assert.Equal(expected, program.Output.ReadLine());
            if (call != "ended")
            {
                using var waiting = _sandbox.Open();
                var refused = new PlanJournal(waiting, new Actor("ana", null, null, "reap"), PlanOwner.Self(), TimeProvider.System) { Patience = TimeSpan.Zero }
                    .Begin(PlanningProgram.Plan(), StateSandbox.Noon);
                Assert.True(refused.TimedOut, refused.Refusal);
            }
            program.Kill();
        }

        using var registry = _sandbox.Open();
        registry.Write(connection => Assert.Equal("ok", Sql.Text(connection, "PRAGMA integrity_check")));
        new ActionHistory(registry).Plans(new HistoryQuery(), out var plans);
        int done = Array.IndexOf(PlanningProgram.Calls, call);
        Assert.Equal(((done + 1) / 2 > 2 ? 2 : (done + 1) / 2, Math.Min(done / 2, 2)),
            (plans[0].Steps.Count(step => step.IntendedAt is not null), plans[0].Steps.Count(step => step.Outcome == "done")));
        Assert.Equal(call == "ended" ? "done" : null, plans[0].Outcome);
        new UnfinishedPlans(registry).Read(out var unfinished);
        Assert.Equal(call == "ended" ? 0 : 1, unfinished.Length);

        using var next = PlanningProgram.Start(_sandbox.Folder.Path, "ended", 0);
        foreach (string expected in PlanningProgram.Calls.Prepend("ready"))
            Assert.Equal(expected, next.Output.ReadLine());
        new ActionHistory(registry).Plans(new HistoryQuery(), out plans);
        Assert.Equal("done", plans[^1].Outcome);
        Assert.Equal(call == "ended" ? "done" : "taken over", plans[0].Outcome);
        Assert.Equal(Lifecycle.Cleaned, StateSandbox.Transitions(registry, "test:a")[^1].To);
        Assert.Equal(2, StateSandbox.Transitions(registry, "test:a").Length);
    }
}
