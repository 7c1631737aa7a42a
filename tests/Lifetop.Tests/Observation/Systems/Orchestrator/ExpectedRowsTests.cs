using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Lifetop.Model;
using Xunit;

namespace Lifetop.Tests.Observation.Systems.Orchestrator;

/// <summary>Every line of EXPECTED.tsv, over the sample trees with real processes, at the samples' clock.</summary>
public sealed class ExpectedRowsTests(ExpectedRowsTests.Samples samples) : IClassFixture<ExpectedRowsTests.Samples>
{
    private static readonly Dictionary<string, Lifecycle[]> States = new()
    {
        ["live"] = [Lifecycle.Running],
        ["anchor live"] = [Lifecycle.Running, Lifecycle.Idle],
        ["departing"] = [Lifecycle.Stalled],
        ["unreachable"] = [Lifecycle.Stalled],
        ["gone"] = [Lifecycle.Completed],
        ["anchor stale"] = [Lifecycle.Zombie],
        ["anchor stale (reused)"] = [Lifecycle.Zombie],
        ["anchor stale, bad content"] = [Lifecycle.Zombie],
        ["killed (in log)"] = [Lifecycle.Failed],
    };

    public static TheoryData<string, string> Rows => ExpectedRow.Names(OrchestratorWorld.System);

    [Theory]
    [MemberData(nameof(Rows))]
    public void Gives_the_verdict_of_its_document(string tree, string item)
    {
        string verdict = ExpectedRow.Find(OrchestratorWorld.System, tree, item).Verdict;
        if (tree == "proc-chains.json")
            ChainRows.Check();
        else if (verdict.Contains("untouched", StringComparison.Ordinal))
            AssertNobody(samples.Of(tree), item);
        else if (tree == "torn")
            AssertUnreadable();
        else if (tree == "no-state-dir")
            AssertNothing(samples.Of(tree));
        else
            foreach (string name in NamesOf(tree, item))
                AssertIs(samples.Of(tree), name, WordOf(verdict));
    }

    private static void AssertIs(OrchestratorWorld world, string name, string word)
    {
        var judged = name.StartsWith("server-", StringComparison.Ordinal) ? world.Engine.The("orchestrator/" + name) : world.The(name);
        Assert.True(judged.Verdict.NativeState == word, $"{name} is {judged.Verdict.NativeState}: {world.Engine.Told()}");
        Assert.Contains(judged.Verdict.State, States[word]);
        Assert.NotEmpty(judged.Verdict.Evidence);
    }

    private IEnumerable<string> NamesOf(string tree, string item) => (tree, item) switch
    {
        (_, "active-session-999999981..87") => Enumerable.Range(999999981, 7).Select(static pid => $"active-session-{pid}"),
        (_, ['a', 'c', 't', 'i', 'v', 'e', '-', ..]) => [samples.Of(tree).Anchor(int.Parse(item["active-session-".Length..], null))],
        (_, ['d', 'b', ' ', ..]) => item[3..].Split(", "),
        ("home", _) => ["server-" + item.Split(' ')[^1]],
        ("legacy", _) => ["PA"],
        ("legacy-array", _) => ["x"],
        _ => [item],
    };

    /// <summary>What stands behind it says more about the sample, where it is not a word of the verdict.</summary>
    private static string WordOf(string verdict) => verdict switch
    {
        "killed (no shutdown line)" => "killed (in log)",
        "live row" => "live",
        _ when States.ContainsKey(verdict) => verdict,
        _ => verdict.Split(" (")[0],
    };

    private static void AssertNobody(OrchestratorWorld world, string item)
    {
        var names = item.Split(", ").Select(static name => name switch
        {
            ['-', ..] => "active-session" + name,
            "bare dash" => "active-session-",
            _ => name,
        }).ToList();
        var state = new DirectoryInfo(world.Project.File(OrchestratorWorld.State));
        if (names.Remove("other files"))
            names.AddRange(state.GetFiles().Select(static file => file.Name).Where(static name => !name.StartsWith("active-session", StringComparison.Ordinal)));
        foreach (string name in names)
        {
            Assert.True(File.Exists(Path.Combine(state.FullName, name)), name);
            Assert.DoesNotContain(world.Engine.Roster.Workers, judged => judged.Worker.Name == name || judged.Worker.Declaration?.File == Path.Combine(state.FullName, name));
        }
    }

    private static void AssertUnreadable()
    {
        using var world = new OrchestratorWorld();
        Assert.Equal("live", world.The("PA main").Verdict.NativeState);
        var before = world.The("PA main").Verdict.State;
        world.Project.Copy("torn");
        world.Time.Now += TimeSpan.FromSeconds(6);
        world.Engine.See(OrchestratorWorld.Prefix + "PA main", "unreadable");
        var judged = world.The("PA main");
        Assert.Equal((Lifecycle.Unknown, before), (judged.Verdict.State, judged.Verdict.LastKnown));
        var gaps = world.Engine.Roster.Gaps.Where(static gap => gap.Source == "orchestrator").Select(static gap => Path.GetFileName(gap.Scope));
        Assert.Equal(["agent_channel.db", "sessions.json"], gaps.Order(StringComparer.Ordinal));
    }

    private static void AssertNothing(OrchestratorWorld world)
    {
        Assert.DoesNotContain(world.Engine.Roster.Workers, static judged => judged.Worker.Key.Text.StartsWith(OrchestratorWorld.Prefix, StringComparison.Ordinal));
        Assert.DoesNotContain(world.Engine.Roster.Gaps, static gap => gap.Source == "orchestrator");
    }

    /// <summary>Each tree looked at once for all its rows.</summary>
    public sealed class Samples : IDisposable
    {
        private readonly Dictionary<string, OrchestratorWorld> _worlds = [];

        internal OrchestratorWorld Of(string tree)
        {
            if (!_worlds.TryGetValue(tree, out var world))
                _worlds[tree] = world = new OrchestratorWorld(tree == "home" ? "project" : tree);
            return world;
        }

        public void Dispose()
        {
            foreach (var world in _worlds.Values)
                world.Dispose();
        }
    }
}
