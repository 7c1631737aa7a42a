using System;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using Lifetop.Actions;
using Lifetop.Actions.Planning;
using Lifetop.Actions.Systems;
using Lifetop.Actions.Systems.CommitRelay;
using Lifetop.App.Acting;
using Lifetop.Model;
using Lifetop.Platform;
using Lifetop.Tests.Observation.Systems;
using Lifetop.Tests.Observation.Systems.CommitRelay;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Actions.Systems.CommitRelay;

/// <summary>What a reap does to commit-relay's files, and that it touches no other.</summary>
public sealed class ReapTests : IDisposable
{
    private const string Specs = "coordination/worker-specs/";
    private const string Budget = "coordination/token-budget.json";
    private readonly RelayWorld _world = new();
    private readonly RelayActing _acting;

    public ReapTests() => _acting = new RelayActing(_world);

    public void Dispose()
    {
        _acting.Dispose();
        _world.Dispose();
    }

    [Fact]
    public void C1_A_dead_worker_goes_through_zombie_to_archived_and_its_tokens_back_into_the_budget()
    {
        var result = Reap("worker-implementation-003");
        Assert.Equal(PlanOutcome.Done, result.Outcome);
        AssertOnlyTouched(Specs + "active/worker-implementation-003.json", Specs + "archived/worker-implementation-003.json", Budget);
        var spec = Json(Specs + "archived/worker-implementation-003.json");
        Assert.Equal("zombie", (string?)spec["status"]);
        Assert.Equal(("2026-11-21T12:00:00Z", false, 7500L), ((string?)spec["cleanup"]!["cleaned_at"], (bool)spec["cleanup"]!["automated"]!, (long)spec["cleanup"]!["tokens_returned"]!));
        // What it says besides is as it was.
        var before = JsonNode.Parse(_acting.Before[Specs + "active/worker-implementation-003.json"])!.AsObject();
        before.Remove("status");
        spec.Remove("status");
        spec.Remove("cleanup");
        Assert.True(JsonNode.DeepEquals(before, spec));
        var budget = Json(Budget);
        Assert.Equal((302500L, 197500L, 310000L), ((long)budget["in_use"]!, (long)budget["available"]!, (long)budget["allocated"]!));
    }

    [Fact]
    public void C2_A_live_worker_is_shut_down_and_lies_in_completed()
    {
        var result = Reap("worker-implementation-002");
        Assert.Equal(PlanOutcome.Done, result.Outcome);
        Assert.True(_world.Of("worker-implementation-002").HasEnded);
        AssertOnlyTouched(Specs + "active/worker-implementation-002.json", Specs + "completed/worker-implementation-002.json");
        Assert.Equal("shutting_down", (string?)Json(Specs + "completed/worker-implementation-002.json")["status"]);
    }

    [Theory]
    [InlineData("worker-implementation-004")]
    [InlineData("worker-implementation-007")]
    public void C3_Who_may_be_launched_at_this_moment_is_let_be(string name)
    {
        Assert.Equal("it may be launched at this moment: wait until it has been declared for 60s", Plan(name).Workers.Single().Refusal);
        AssertOnlyTouched();
    }

    [Fact]
    public void C4_A_malformed_spec_is_put_into_quarantine_as_the_daemon_does_it()
    {
        _world.Time.Now += Make.Seconds(61);
        _acting.Engine.See("commit-relay/home/dev-worker-1672B646", "malformed");
        Reap("dev-worker-1672B646");
        string to = $"{Specs}quarantine/dev-worker-1672B646-malformed-{_world.Time.Now.ToUnixTimeSeconds()}.json";
        AssertOnlyTouched(Specs + "active/dev-worker-1672B646.json", to);
        Assert.Equal(_acting.Before[Specs + "active/dev-worker-1672B646.json"], _acting.Files()[to]);
    }

    [Fact]
    public void C5_A_finished_worker_is_moved_to_completed_with_its_end()
    {
        Assert.Equal(PlanOutcome.Done, Reap("worker-implementation-006").Outcome);
        AssertOnlyTouched(Specs + "active/worker-implementation-006.json", Specs + "completed/worker-implementation-006.json");
        var spec = Json(Specs + "completed/worker-implementation-006.json");
        Assert.Equal(("completed", "2026-11-21T11:50:00Z"), ((string?)spec["status"], (string?)spec["completed_at"]));
    }

    [Fact]
    public void C6_A_survivor_is_ended_before_its_spec_is_archived()
    {
        Assert.Equal(PlanOutcome.Done, Reap("worker-fix-021").Outcome);
        Assert.True(_world.Of("worker-fix-021").HasEnded);
        AssertOnlyTouched(Specs + "zombie/worker-fix-021.json", Specs + "archived/worker-fix-021.json", Budget);
    }

    [Fact]
    public void C7_A_budget_that_counts_in_an_unknown_way_is_not_touched_and_the_spec_archived_all_the_same()
    {
        const string unknown = """{ "pools": [ { "n": "a", "left": 5 } ] }""";
        _world.Root.Write(Budget, unknown);
        var result = Reap("worker-implementation-011");
        Assert.Equal(PlanOutcome.Done, result.Outcome);
        Assert.Contains(result.Workers.Single().Steps, static step => step is { Outcome: StepOutcome.Skipped } && step.Detail.Contains("does not know", StringComparison.Ordinal));
        AssertOnlyTouched(Specs + "active/worker-implementation-011.json", Specs + "archived/worker-implementation-011.json", Budget);
        Assert.Equal(unknown, _world.Root.Read(Budget));
    }

    [Fact]
    public void C13_A_name_that_is_taken_gets_a_suffix_and_overwrites_nothing()
    {
        Assert.Equal(PlanOutcome.Done, Reap("worker-fix-020").Outcome);
        AssertOnlyTouched(Specs + "zombie/2026-11-21/worker-fix-020.json", Specs + "archived/worker-fix-020-2.json", Budget);
    }

    [Fact]
    public void A_reused_pid_is_never_signalled()
    {
        Assert.Equal(PlanOutcome.Done, Reap("worker-implementation-008").Outcome);
        Assert.False(_world.Process(RelayWorld.Reused).HasEnded);
    }

    [Fact]
    public void A_spec_that_was_written_since_is_left_where_it_is()
    {
        var plan = Plan("worker-implementation-003");
        string path = Specs + "active/worker-implementation-003.json";
        _world.Root.Write(path, _world.Root.Read(path).Replace("task-003", "task-333", StringComparison.Ordinal));
        var result = Run(plan);
        Assert.Equal(PlanOutcome.Failed, result.Outcome);
        AssertOnlyTouched(path);
        Assert.Contains("task-333", _world.Root.Read(path), StringComparison.Ordinal);
    }

    [Fact]
    public void Tokens_that_were_given_back_before_are_not_given_twice()
    {
        string path = Specs + "zombie/2026-11-21/worker-fix-020.json";
        var plan = Plan("worker-fix-020");
        var give = Assert.Single(plan.Workers.Single().Steps.OfType<ReturnTokens>());
        Assert.Equal(3800, give.Tokens);
        var worker = plan.Workers.Single();
        Assert.Equal(StepOutcome.Done, new SpecRunner().Run(give, worker, default).Outcome);
        var again = new SpecRunner().Run(give with { Stamp = FileStamp.Of(_world.Root.File(path)) }, worker, default);
        Assert.Equal((StepOutcome.Already, "they were given back before"), (again.Outcome, again.Detail));
        Assert.Equal(193800L, (long)Json(Budget)["available"]!);
    }

    [Fact]
    public void Neither_loses_what_it_wrote_when_the_system_writes_meanwhile()
    {
        int tries = 0;
        var trouble = JsonEdit.Apply(_world.Root.File(Budget), json =>
        {
            if (++tries == 1)
                _world.Root.Write(Budget, _world.Root.Read(Budget).Replace("\"total\": 500000", "\"total\": 600000", StringComparison.Ordinal));
            return BudgetEdit.Give(json, 1000);
        }, out _);
        Assert.Null(trouble);
        Assert.Equal((2, 600000L, 309000L), (tries, (long)Json(Budget)["total"]!, (long)Json(Budget)["in_use"]!));
        Assert.Equal([Budget], _acting.Files().Keys.Where(static name => name.StartsWith(Budget, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("budget-old", "total_used", 260000, "total_budget", 500000)]
    [InlineData("budget-runbook", "used", 260000, "available", 240000)]
    public void The_other_dialects_get_their_tokens_back_by_their_own_names(string tree, string used, long usedAfter, string other, long otherAfter)
    {
        using var copy = new SampleTree(RelayWorld.System, tree).Copy();
        Assert.Null(JsonEdit.Apply(copy.File(Budget), static json => BudgetEdit.Give(json, 40000), out _));
        var budget = JsonNode.Parse(copy.Read(Budget))!;
        Assert.Equal((usedAfter, otherAfter), ((long)budget[used]!, (long)budget[other]!));
        // More than was used cannot have been given.
        Assert.Null(JsonEdit.Apply(copy.File(Budget), static json => BudgetEdit.Give(json, 999999), out _));
        Assert.Equal(0, (long)JsonNode.Parse(copy.Read(Budget))![used]!);
    }

    private Plan Plan(string name) => _acting.Plan(name);

    private PlanResult Reap(string name) => _acting.Run(Plan(name));

    private PlanResult Run(Plan plan) => _acting.Run(plan);

    private JsonObject Json(string name) => _acting.Json(name);

    private void AssertOnlyTouched(params string[] names) => _acting.AssertOnlyTouched(names);
}
