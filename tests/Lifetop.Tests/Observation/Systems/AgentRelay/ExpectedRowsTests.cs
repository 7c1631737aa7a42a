using System;
using System.Collections.Generic;
using System.Linq;
using Lifetop.Model;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Observation.Systems.AgentRelay;

/// <summary>Every line of EXPECTED.tsv, over the sample trees with real processes, at the samples' clock.</summary>
public sealed class ExpectedRowsTests(ExpectedRowsTests.Samples samples) : IClassFixture<ExpectedRowsTests.Samples>
{
    /// <summary>The state each of the system's words is, where it does not go on by the rules for all.</summary>
    private static readonly Dictionary<string, Lifecycle> States = new()
    {
        ["stale (ghost)"] = Lifecycle.Zombie,
        ["stale, identity mismatch"] = Lifecycle.Zombie,
        ["stale worker entry"] = Lifecycle.Zombie,
        ["stale"] = Lifecycle.Zombie,
        ["stale (no pid)"] = Lifecycle.Zombie,
        ["unknown"] = Lifecycle.Unknown,
        ["connecting"] = Lifecycle.Pending,
        ["offline"] = Lifecycle.Completed,
        ["live, unsupervised"] = Lifecycle.Orphan,
        ["orphan (broker dead)"] = Lifecycle.Orphan,
    };

    public static TheoryData<string, string> Rows => ExpectedRow.Names(AgentRelayWorld.System);

    [Theory]
    [MemberData(nameof(Rows))]
    public void Gives_the_verdict_of_its_document(string tree, string item)
    {
        var row = ExpectedRow.Find(AgentRelayWorld.System, tree, item);
        if (row.Verdict == "unreadable, last good view")
        {
            AssertUnreadable();
            return;
        }
        string word = WordOf(row.Verdict);
        var engine = samples.Of(tree).Engine;
        foreach (string name in item.Split(", "))
        {
            var judged = engine.The($"agent-relay/home/{name}");
            Assert.True(word == judged.Verdict.NativeState, $"{name} is {judged.Verdict.NativeState}: {engine.Told()}");
            if (States.TryGetValue(word, out var state))
                Assert.Equal(state, judged.Verdict.State);
            else
                Assert.Contains(judged.Verdict.State, (Lifecycle[])[Lifecycle.Running, Lifecycle.Idle]);
            Assert.NotEmpty(judged.Verdict.Evidence);
        }
    }

    [Fact]
    public void A_tree_that_was_never_whole_has_gaps_and_nobody()
    {
        using var world = new AgentRelayWorld("g1-torn");
        using var engine = world.Engine();
        engine.LookWhole();
        Assert.Equal(["agents.json", "workers.json"], engine.Roster.Gaps.Where(gap => gap.Scope.StartsWith(world.Tree.Home, StringComparison.Ordinal)).Select(static gap => gap.Scope.Split('/').Last()).Order());
        Assert.Equal(["daemon"], engine.Roster.Workers.Where(static one => one.Worker.Key.Text.StartsWith("agent-relay/home/", StringComparison.Ordinal)).Select(static one => one.Worker.Name));
    }

    [Fact]
    public void The_projects_of_the_old_global_folder_and_of_the_service_are_found()
    {
        using var world = new AgentRelayWorld("global-old");
        using var project = new SampleTree(AgentRelayWorld.System, "g1-old");
        project.Copy();
        var places = world.Places with { Home = world.Tree.Home, RootsOf = static _ => [] };
        world.Tree.Write(".agent-relay/orchestrator/workspaces.json", world.Tree.Read(".agent-relay/orchestrator/workspaces.json").Replace(world.Tree.File("proj"), project.Home, StringComparison.Ordinal));
        using var engine = new SampleEngine(places, world.Time);
        engine.LookWhole();
        Assert.Equal("daemon down", engine.The("agent-relay/proj/daemon").Verdict.NativeState);
        Assert.Equal("stale worker entry", engine.The("agent-relay/home/Zed").Verdict.NativeState);
    }

    [Fact]
    public void No_key_of_a_broker_is_shown_or_kept()
    {
        foreach (string tree in (string[])["g2", "g2-crashed"])
        {
            var (_, engine) = samples.Of(tree);
            foreach (var judged in engine.Roster.Workers)
                Assert.DoesNotContain("DO_NOT_SHOW", judged.Worker.Declaration + SampleEngine.Evidence(judged, SampleTime.Start), StringComparison.Ordinal);
            Assert.DoesNotContain("DO_NOT_SHOW", engine.Told(), StringComparison.Ordinal);
        }
    }

    /// <summary>What stands in brackets says more about the sample, but for words that have some of their own.</summary>
    private static string WordOf(string verdict) => States.ContainsKey(verdict) ? verdict : verdict.Split(" (")[0];

    /// <summary>Whoever was known before the files were torn is unknown, with what was known of him.</summary>
    private static void AssertUnreadable()
    {
        using var world = new AgentRelayWorld("g1");
        using var engine = world.Engine();
        engine.LookWhole();
        engine.See(world.Key("Alice"), "live");
        world.Tree.Copy("g1-torn", SampleTime.Start + Make.Seconds(1));
        // A source is asked again at its time at the latest.
        world.Time.Now += Make.Seconds(3);
        var alice = engine.See(world.Key("Alice"), "unreadable");
        Assert.Equal(Lifecycle.Unknown, alice.Verdict.State);
        Assert.True(alice.Verdict.LastKnown is { } last && last.IsAlive(), $"{alice.Verdict.LastKnown}");
        Assert.Equal(Lifecycle.Unknown, engine.See(world.Key("Ghost"), "unreadable").Verdict.State);
        Assert.Equal(Lifecycle.Unknown, engine.See(world.Key("Old"), "unreadable").Verdict.State);
        Assert.Contains(engine.Roster.Gaps, static gap => gap.What.Contains("workers.json is unreadable: not whole JSON", StringComparison.Ordinal));
    }

    /// <summary>Each tree looked at once for all its rows.</summary>
    public sealed class Samples : IDisposable
    {
        private readonly Dictionary<string, (AgentRelayWorld World, SampleEngine Engine)> _trees = [];

        internal (AgentRelayWorld World, SampleEngine Engine) Of(string tree)
        {
            if (_trees.TryGetValue(tree, out var known))
                return known;
            var world = new AgentRelayWorld(tree);
            var engine = world.Engine();
            _trees[tree] = (world, engine);
            engine.LookWhole();
            return _trees[tree];
        }

        public void Dispose()
        {
            foreach (var (world, engine) in _trees.Values)
            {
                engine.Dispose();
                world.Dispose();
            }
        }
    }
}
