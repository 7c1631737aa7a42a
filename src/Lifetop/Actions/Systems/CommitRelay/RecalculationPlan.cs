using System;
using System.Collections.Generic;
using System.Globalization;
using Lifetop.Model;
using Lifetop.Model.Systems;
using Lifetop.Observation.Systems.CommitRelay;
using Lifetop.Platform;

namespace Lifetop.Actions.Systems.CommitRelay;

/// <summary>
/// The plan to set a root's budget to what its specs come to. Pure: refused unless everybody there is proven dead or counted, since what
/// nobody counted would be given out a second time.
/// </summary>
internal static class RecalculationPlan
{
    private const int MostNamed = 3;

    public static Plan Of(string root, RelaySpecSum specs, RelayBudgetFile file, Roster roster)
    {
        string? refusal = Refusal(root, specs, file, roster);
        bool isDone = refusal is null && file.Budget.Says(specs);
        return new Plan
        {
            Action = WorkerAction.Recalculate,
            Workers =
            [
                new WorkerPlan
                {
                    Identity = "budget:" + file.Path,
                    Key = "budget/" + root,
                    Name = "the budget of " + root,
                    Refusal = refusal,
                    Already = isDone ? $"{RelayBudgetFile.Name} says what its specs say" : null,
                    Steps = refusal is not null || isDone ? [] : [new RecalculateBudget(root, file.Budget.GivenOut, specs.Given)],
                },
            ],
        };
    }

    private static string? Refusal(string root, RelaySpecSum specs, RelayBudgetFile file, Roster roster)
    {
        if ((file.Trouble ?? file.Budget.WhyNot(specs)) is { } why)
            return why;
        var uncounted = new List<string>(specs.Unread);
        foreach (var gap in roster.Gaps)
            if (gap.HidesWorkers && Concerns(gap, root))
                uncounted.Add(gap.What);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var judged in roster.Workers)
        {
            if (judged.Worker.Declaration is not { System: CommitRelayFacts facts } || facts.Root != root)
                continue;
            seen.Add(judged.Worker.Declaration.File ?? "");
            if (Uncounted(judged, facts) is { } reason)
                uncounted.Add($"{judged.Worker.Name} {reason}");
        }
        foreach (string spec in specs.Files)
            if (!seen.Contains(spec))
                uncounted.Add($"{NativePath.Name(spec)} was not there when lifetop looked");
        return uncounted.Count == 0 ? null : Words(uncounted);
    }

    private static bool Concerns(Gap gap, string root)
        => gap.Source == Gap.OfProcesses || (gap.Source == CommitRelaySource.Label && (gap.Scope.Length == 0 || gap.Scope.StartsWith(root + "/", StringComparison.Ordinal)));

    /// <summary>Why it is neither dead for certain nor in the sum; null when it is one of both.</summary>
    private static string? Uncounted(JudgedWorker judged, CommitRelayFacts facts)
    {
        var declaration = judged.Worker.Declaration!; // it has facts
        // Its spec is among those that could not be read.
        if (declaration.Malformed is not null)
            return null;
        if (judged.Verdict.State == Lifecycle.Unknown)
            return "is in a state that is unknown";
        bool isCounted = facts.Folder is CommitRelayFolder.Active or CommitRelayFolder.Zombie && declaration.TokensAllocated is not null;
        bool lives = judged.Verdict.State.IsAlive() || !judged.Worker.Members.IsEmpty;
        if (isCounted || !lives)
            return null;
        return facts.Folder is CommitRelayFolder.Active or CommitRelayFolder.Zombie
            ? "lives, and its spec does not say what it was allocated"
            : "still runs, though by its spec it is over";
    }

    private static string Words(List<string> uncounted)
    {
        string all = string.Join("; ", uncounted.GetRange(0, Math.Min(MostNamed, uncounted.Count)));
        return uncounted.Count <= MostNamed ? all : $"{all}; and {(uncounted.Count - MostNamed).ToString(CultureInfo.InvariantCulture)} more";
    }
}
