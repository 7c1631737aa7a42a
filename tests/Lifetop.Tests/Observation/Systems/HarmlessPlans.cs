using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Lifetop.Actions;
using Lifetop.Actions.Steps;
using Lifetop.Model;
using Xunit;

namespace Lifetop.Tests.Observation.Systems;

/// <summary>
/// What a reap of every worker would touch while all of a sample tree's files are whole. After damage to one of them no plan may touch anything
/// beyond that: nobody is signalled, nothing removed, moved or given back that was not that worker's to begin with.
/// </summary>
internal sealed class HarmlessPlans
{
    /// <summary>A pid that nobody has.</summary>
    public const int Nobody = 999999990;

    private readonly string _keys;
    private readonly Dictionary<string, HashSet<string>> _good = [];
    private readonly HashSet<string> _all = [];

    /// <param name="keys">How the keys of the tree's workers begin: other tests may have some of the same system.</param>
    public HarmlessPlans(SampleEngine engine, string keys)
    {
        _keys = keys;
        foreach (var judged in Its(engine))
        {
            var touched = Touched(engine.Plan(judged)).ToHashSet();
            _good[judged.Worker.Identity] = touched;
            _all.UnionWith(touched);
        }
        Assert.NotEmpty(_good);
    }

    /// <summary>Of a worker that only the damage made, by another name in its entry: it may have nothing but what was some worker's.</summary>
    public void Hold(SampleEngine engine, string what)
    {
        foreach (var judged in Its(engine))
        {
            var plan = engine.Plan(judged);
            var good = _good.GetValueOrDefault(judged.Worker.Identity, _all);
            foreach (string touched in Touched(plan))
                Assert.True(good.Contains(touched), $"{judged.Worker.Key.Text} ({judged.Verdict.NativeState}): {touched}, which is not among {string.Join("; ", good)}. For {what}");
        }
    }

    private IEnumerable<JudgedWorker> Its(SampleEngine engine) => engine.Roster.Workers.Where(judged => judged.Worker.Key.Text.StartsWith(_keys, StringComparison.Ordinal));

    private static IEnumerable<string> Touched(Plan plan)
    {
        foreach (var step in plan.Workers.Single().Steps)
        {
            // A record of the task is lifetop's own.
            if (step is RecordTask)
                continue;
            if (step.Processes.IsEmpty)
                yield return $"{step.What} {step.Target}";
            foreach (var process in step.Processes)
                yield return string.Create(CultureInfo.InvariantCulture, $"signal {process.Process.Pid}");
        }
    }
}
