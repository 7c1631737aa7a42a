using System;
using System.Collections.Generic;
using System.Linq;
using Lifetop.Model;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Observation.Systems.CommitRelay;

/// <summary>Every line of EXPECTED.tsv, over the sample tree with real processes, at the samples' clock.</summary>
public sealed class ExpectedRowsTests : IClassFixture<ExpectedRowsTests.Samples>
{
    /// <summary>The state each of the system's words is, where it does not go on by the rules for all.</summary>
    private static readonly Dictionary<string, Lifecycle> States = new()
    {
        ["live, silent"] = Lifecycle.Stalled,
        ["pending"] = Lifecycle.Pending,
        ["starting"] = Lifecycle.Pending,
        ["stuck pending"] = Lifecycle.Zombie,
        ["finished, unmoved"] = Lifecycle.Zombie,
        ["dead"] = Lifecycle.Zombie,
        ["orphan"] = Lifecycle.Zombie,
        ["reused pid"] = Lifecycle.Zombie,
        ["awaiting cleanup"] = Lifecycle.Zombie,
        ["survivor"] = Lifecycle.Zombie,
        ["daemon stale pid"] = Lifecycle.Zombie,
        ["malformed"] = Lifecycle.Failed,
        ["failed"] = Lifecycle.Failed,
    };

    private readonly Samples _samples;

    public ExpectedRowsTests(Samples samples) => _samples = samples;

    public static TheoryData<string, string> Rows => ExpectedRow.Names(RelayWorld.System);

    [Theory]
    [MemberData(nameof(Rows))]
    public void Gives_the_verdict_of_its_document(string tree, string item)
    {
        var row = ExpectedRow.Find(RelayWorld.System, tree, item);
        if (tree == "budget-*")
        {
            BudgetRows.Check(row);
            return;
        }
        string word = WordOf(row.Verdict);
        var engine = word == "malformed" ? _samples.Later : _samples.Engine;
        foreach (string name in item.Split(", "))
        {
            var judged = engine.The(KeyOf(name));
            Assert.Equal(word, judged.Verdict.NativeState);
            if (States.TryGetValue(word, out var state))
                Assert.Equal(state, judged.Verdict.State);
            else
                Assert.Contains(judged.Verdict.State, (Lifecycle[])[Lifecycle.Running, Lifecycle.Idle]);
        }
    }

    /// <summary>What stands in brackets or behind a semicolon says more about the sample, not the verdict.</summary>
    private static string WordOf(string verdict)
    {
        string word = verdict.Split(" (")[0].Split(';')[0];
        return word.StartsWith("daemon alive", StringComparison.Ordinal) ? "daemon alive" : word;
    }

    private static string KeyOf(string item) => $"commit-relay/home/{item.Split('/').Last()}";

    /// <summary>One world for all rows: at the samples' clock, and a minute later, when what is torn is malformed.</summary>
    public sealed class Samples : IDisposable
    {
        private readonly RelayWorld _world = new();

        public Samples()
        {
            Engine = _world.Engine();
            Engine.LookWhole();
            Assert.Equal(Lifecycle.Unknown, Engine.The("commit-relay/home/empty").Verdict.State);
            Later = _world.Engine();
            _world.Time.Now += Make.Seconds(61);
            Later.See("commit-relay/home/empty", "malformed");
        }

        internal SampleEngine Engine { get; }
        internal SampleEngine Later { get; }

        public void Dispose()
        {
            Engine.Dispose();
            Later.Dispose();
            _world.Dispose();
        }
    }
}
