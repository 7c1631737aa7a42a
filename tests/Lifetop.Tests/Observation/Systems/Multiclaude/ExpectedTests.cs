using System;
using System.Collections.Generic;
using System.Linq;
using Lifetop.Model;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Observation.Systems.Multiclaude;

/// <summary>Every row of EXPECTED.tsv, over the trees as they are and real windows and processes.</summary>
public sealed class ExpectedTests(ExpectedTests.Looks looks) : IClassFixture<ExpectedTests.Looks>
{
    private const string System = MulticlaudeWorld.System;

    private static readonly Dictionary<string, Lifecycle[]> States = new()
    {
        ["live"] = [Lifecycle.Running, Lifecycle.Idle, Lifecycle.Waiting, Lifecycle.Stalled],
        ["live (unknown type)"] = [Lifecycle.Running, Lifecycle.Idle],
        ["restarting"] = [Lifecycle.Restarting],
        ["starting"] = [Lifecycle.Pending],
        ["stale (pid0)"] = [Lifecycle.Zombie],
        ["dead-in-window"] = [Lifecycle.Zombie],
        ["lost"] = [Lifecycle.Zombie],
        ["done"] = [Lifecycle.Zombie],
        ["orphan worktree"] = [Lifecycle.Zombie],
        ["daemon dead, pid reused"] = [Lifecycle.Zombie],
    };

    public static TheoryData<string, string> Rows => ExpectedRow.Names(System);

    [Theory]
    [MemberData(nameof(Rows))]
    public void Gives_the_named_verdict(string tree, string item)
    {
        var expected = ExpectedRow.Find(System, tree, item);
        var engine = looks.Of(tree).Engine;
        if (expected.Verdict.StartsWith("unreadable", StringComparison.Ordinal))
        {
            AssertUnreadable(looks.Of(tree), expected);
            return;
        }
        var judged = engine.The("multiclaude/" + (item.StartsWith("wts/", StringComparison.Ordinal) ? item[4..] : item));
        Assert.True(judged.Verdict.NativeState == expected.Verdict, $"{item} is {judged.Verdict.NativeState}: {engine.Told()}");
        Assert.Contains(judged.Verdict.State, States[expected.Verdict]);
        Assert.NotEmpty(judged.Verdict.Evidence);
    }

    /// <summary>What was never read has nobody to show; what was stays as it was, and is unknown.</summary>
    private static void AssertUnreadable(MulticlaudeWorld world, ExpectedRow expected)
    {
        var gap = Assert.Single(world.Engine.Roster.Gaps, static gap => gap.Source == "multiclaude");
        Assert.Equal(world.StateFile, gap.Scope);
        Assert.Contains("unreadable", gap.What);
        if (expected.Verdict.Contains("daemon down", StringComparison.Ordinal))
        {
            Assert.Equal("daemon down", world.Engine.The("multiclaude/daemon").Verdict.NativeState);
            Assert.Equal(Lifecycle.Failed, world.Engine.The("multiclaude/daemon").Verdict.State);
        }
        if (!expected.Verdict.Contains("last good view", StringComparison.Ordinal))
            return;
        foreach (var (item, before) in Looks.GoodView)
        {
            var judged = world.Engine.The(item);
            Assert.Equal(("unreadable", Lifecycle.Unknown), (judged.Verdict.NativeState, judged.Verdict.State));
            Assert.Equal(before, judged.Verdict.LastKnown);
        }
    }

    /// <summary>Each tree looked at once for all its rows.</summary>
    public sealed class Looks : IDisposable
    {
        private readonly Dictionary<string, MulticlaudeWorld> _worlds = [];

        public static (string, Lifecycle)[] GoodView => [("multiclaude/my.app/quiet-shell", Lifecycle.Zombie), ("multiclaude/my.app/eager-badger", Lifecycle.Pending)];

        internal MulticlaudeWorld Of(string tree)
        {
            if (_worlds.TryGetValue(tree, out var known))
                return known;
            var world = _worlds[tree] = MulticlaudeWorld.Of(tree == "torn" ? "current" : tree);
            world.Engine.LookWhole();
            if (tree == "torn")
            {
                world.Engine.See("multiclaude/my.app/happy-otter", "live");
                world.Tree.Copy("torn");
                world.Time.Now += TimeSpan.FromSeconds(1);
                world.Engine.See("multiclaude/my.app/happy-otter", "unreadable");
            }
            return world;
        }

        public void Dispose()
        {
            foreach (var world in _worlds.Values)
                world.Dispose();
        }
    }
}
