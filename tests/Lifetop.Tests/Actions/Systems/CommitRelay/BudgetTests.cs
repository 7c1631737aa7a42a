using System;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using Lifetop.Actions;
using Lifetop.Actions.Planning;
using Lifetop.Actions.Systems.CommitRelay;
using Lifetop.Model;
using Lifetop.Model.Budgets;
using Lifetop.Model.Query;
using Lifetop.Model.Systems;
using Lifetop.Observation.Systems.CommitRelay;
using Lifetop.Platform;
using Lifetop.Tests.Observation.Systems;
using Lifetop.Tests.Observation.Systems.CommitRelay;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Actions.Systems.CommitRelay;

/// <summary>What the budget view promises of a reap, and what happens to a budget that somebody else writes at the same time.</summary>
public sealed class BudgetTests
{
    private const string Budget = "coordination/token-budget.json";
    private const string Zombie = "coordination/worker-specs/zombie/worker-fix-022.json";

    [Fact]
    public void What_is_called_recoverable_is_what_a_reap_gives_back()
    {
        using var world = new RelayWorld();
        using var engine = world.Engine();
        engine.LookWhole();
        int giving = 0;
        foreach (var row in WorkerRow.Of(engine.Roster))
        {
            if (row.Declaration is not { System: CommitRelayFacts { Folder: CommitRelayFolder.Active or CommitRelayFolder.Zombie }, TokensAllocated: not null } declaration || row.State == Lifecycle.Unknown)
                continue;
            var facts = new WorkerFacts(row.Judged, world.Time.Now)
            {
                Tree = PlannedTree.Of(row.Worker, engine.Engine.Observer.Census, out _),
                Record = FileStamp.Of(declaration.File!),
            };
            var plan = Planner.Of(new PlanRequest(WorkerAction.Reap), [facts], Make.Seconds(5)).Workers.Single();
            Assert.True(plan.Steps.OfType<ReturnTokens>().Sum(static step => step.Tokens) == RecoverableTokens.Of(row), $"{row.Name}: {RecoverableTokens.Of(row)}");
            giving += RecoverableTokens.Of(row) > 0 ? 1 : 0;
        }
        Assert.True(giving > 2);
    }

    [Fact]
    public void Neither_loses_what_it_wrote_when_the_system_writes_in_the_middle_of_a_recalculation()
    {
        using var root = new SampleTree(RelayWorld.System, "budget-runbook").Copy();
        Directory.CreateDirectory(root.File("coordination/worker-specs/zombie"));
        root.Write(Zombie, """{ "worker_id": "worker-fix-022", "token_budget": { "allocated": 40000, "used": 10 } }""");
        // Asked for the time between reading the budget and writing it.
        var time = new WritingTime(() => root.Write(Budget, """{ "total": 600000, "used": 310000, "available": 290000, "note": "theirs" }"""));

        var result = new RecalculateBudgetRunner(time).Run(new RecalculateBudget(root.Home, 300000, 40000), new WorkerPlan { Identity = "i", Key = "k", Name = "n" }, default);

        Assert.Equal((StepOutcome.Done, 2), (result.Outcome, time.Asked));
        var budget = JsonNode.Parse(root.Read(Budget))!;
        Assert.Equal((600000L, 40000L, 560000L, "theirs"), ((long)budget["total"]!, (long)budget["used"]!, (long)budget["available"]!, (string?)budget["note"]));
        Assert.Equal(["token-budget.json"], Directory.GetFiles(root.File("coordination")).Select(Path.GetFileName));
    }

    [Fact]
    public void Nothing_is_written_when_the_specs_come_to_something_else_by_then()
    {
        using var root = new SampleTree(RelayWorld.System, "budget-runbook").Copy();
        Directory.CreateDirectory(root.File("coordination/worker-specs/zombie"));
        root.Write(Zombie, """{ "worker_id": "worker-fix-022", "token_budget": { "allocated": 40000, "used": 10 } }""");
        string before = root.Read(Budget);

        var result = new RecalculateBudgetRunner(new SampleTime()).Run(new RecalculateBudget(root.Home, 300000, 50000), new WorkerPlan { Identity = "i", Key = "k", Name = "n" }, default);

        Assert.Equal((StepOutcome.Skipped, "its specs come to 40000 by now: ask again"), (result.Outcome, result.Detail));
        Assert.Equal(before, root.Read(Budget));
    }

    [Fact]
    public void What_was_given_back_is_no_part_of_the_sum()
    {
        using var root = new SampleTree(RelayWorld.System, "budget-runbook").Copy();
        Directory.CreateDirectory(root.File("coordination/worker-specs/zombie"));
        root.Write(Zombie, """{ "worker_id": "worker-fix-022", "token_budget": { "allocated": 40000, "used": 10 }, "cleanup": { "tokens_returned": 39990 } }""");
        Assert.Equal(0, RelaySpecSum.Read(root.Home, SampleTime.Start).Given);
    }

    /// <summary>Calls somebody at the first question.</summary>
    private sealed class WritingTime(Action first) : TimeProvider
    {
        public int Asked { get; private set; }

        public override DateTimeOffset GetUtcNow()
        {
            if (++Asked == 1)
                first();
            return SampleTime.Start;
        }
    }
}
