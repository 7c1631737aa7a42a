using System;
using System.Collections.Generic;
using System.Linq;
using Lifetop.Model;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Observation.Systems.EveryCode;

/// <summary>Every line of EXPECTED.tsv, over the sample trees with real sessions and processes, at the samples' clock.</summary>
public sealed class ExpectedRowsTests(ExpectedRowsTests.Looks looks) : IClassFixture<ExpectedRowsTests.Looks>
{
    private static readonly Dictionary<string, Lifecycle[]> States = new()
    {
        ["worker up"] = [Lifecycle.Running, Lifecycle.Idle],
        ["session live"] = [Lifecycle.Running, Lifecycle.Idle],
        ["session live, lease expired"] = [Lifecycle.Stalled],
        ["ended, not reconciled"] = [Lifecycle.Blocked],
        ["terminal but open"] = [Lifecycle.Zombie],
        ["awaiting feedback, keep"] = [Lifecycle.Completed],
        ["residue"] = [Lifecycle.Zombie],
        ["leaking"] = [Lifecycle.Zombie],
        ["foreign"] = [Lifecycle.Unknown],
        ["queued"] = [Lifecycle.Pending],
        ["invalid session file"] = [Lifecycle.Failed],
        ["stale pid, worker down"] = [Lifecycle.Zombie],
        ["reused pid"] = [Lifecycle.Zombie],
        ["invalid, worker down"] = [Lifecycle.Zombie],
        ["stale lock"] = [Lifecycle.Zombie],
        ["blocked start"] = [Lifecycle.Zombie],
        ["start under way"] = [Lifecycle.Pending],
    };

    public static TheoryData<string, string> Rows => ExpectedRow.Names(EveryCodeWorld.System);

    [Theory]
    [MemberData(nameof(Rows))]
    public void Gives_the_verdict_of_its_document(string tree, string item)
    {
        var row = ExpectedRow.Find(EveryCodeWorld.System, tree, item);
        var engine = looks.Of(tree).Engine;
        switch (row.Verdict)
        {
            case "residue / leaking":
                AssertIs(engine, item, "residue");
                looks.Leak();
                engine.See(one => NameIs(one, item, "leaking"), "leaking");
                AssertIs(engine, item, "leaking");
                break;
            case "invalid; blocked start if lock > 60 s":
                AssertIs(engine, "worker.pid", "invalid, worker down");
                AssertIs(engine, "worker.lock", "start under way");
                looks.AMinuteLater(tree);
                engine.See("every-code/worker.lock", "blocked start");
                AssertIs(engine, "worker.lock", "blocked start");
                break;
            case "invalid session file":
                foreach (string name in item.Split(", "))
                    Assert.Equal(("unreadable", Lifecycle.Unknown), Verdict(engine, name));
                using (var later = looks.Later(tree))
                {
                    later.See("every-code/acme-board-19-torn", "invalid session file");
                    foreach (string name in item.Split(", "))
                        AssertIs(later, name, "invalid session file");
                }
                break;
            default:
                AssertIs(engine, item, row.Verdict.Split(" (")[0]);
                break;
        }
    }

    private static void AssertIs(SampleEngine engine, string item, string word)
    {
        var judged = Of(engine, item);
        Assert.True(judged.Verdict.NativeState == word, $"{item} is {judged.Verdict.NativeState}, not {word}: {engine.Told()}");
        Assert.Contains(judged.Verdict.State, States[word]);
        Assert.NotEmpty(judged.Verdict.Evidence);
    }

    private static bool NameIs(SampleEngine engine, string item, string word) => Of(engine, item).Verdict.NativeState == word;

    private static (string?, Lifecycle) Verdict(SampleEngine engine, string item) => (Of(engine, item).Verdict.NativeState, Of(engine, item).Verdict.State);

    private static JudgedWorker Of(SampleEngine engine, string item)
    {
        string start = item switch
        {
            "worker.pid" => "every-code/worker",
            "worker.lock" => "every-code/worker.lock",
            ['1' or '2', _, '-', ..] => "every-code/acme-board-" + item,
            _ => "",
        };
        return start.Length > 0 ? engine.The(start)
            : engine.Roster.Workers.Single(one => one.Worker.Source == "every-code" && one.Worker.Name is var name
                && (item.StartsWith("issue ", StringComparison.Ordinal) ? name is not ("worker" or "worker.lock") && name.EndsWith("board-" + item[6..], StringComparison.Ordinal) : name == "acme-site.github.io-3"));
    }

    /// <summary>Each tree looked at once for all its rows.</summary>
    public sealed class Looks : IDisposable
    {
        private readonly Dictionary<string, EveryCodeWorld> _worlds = [];

        internal EveryCodeWorld Of(string tree)
        {
            if (_worlds.TryGetValue(tree, out var known))
                return known;
            var world = _worlds[tree] = EveryCodeWorld.Of(tree);
            world.Engine.LookWhole();
            if (tree == "fenced")
                world.Engine.See("every-code/acme-board-97-d78b8a8f38a15b58", "session live");
            return world;
        }

        /// <summary>A dev server that a session left behind.</summary>
        internal void Leak() => Of("fenced").ProcessIn(Of("fenced").Root + "/every-code-worker/worktrees/acme-board/every-code-acme-board-14-d78b8a8f38a15b5b", "sleep", "1000");

        internal void AMinuteLater(string tree) => Of(tree).Time.Now += Make.Seconds(61);

        /// <summary>The same tree seen by another lifetop a minute later.</summary>
        internal SampleEngine Later(string tree)
        {
            var time = new SampleTime();
            var engine = new SampleEngine(Of(tree).Places, time);
            time.Now += Make.Seconds(61);
            return engine;
        }

        public void Dispose()
        {
            foreach (var world in _worlds.Values)
                world.Dispose();
        }
    }
}
