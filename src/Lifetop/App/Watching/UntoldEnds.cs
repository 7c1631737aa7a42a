using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Model;
using Lifetop.Registry;

namespace Lifetop.App.Watching;

/// <summary>
/// Of changes that others recorded and nobody was told of: ends after which the worker was begun anew, which no look shows any more. All else
/// is told by the look that shows it.
/// </summary>
internal sealed class UntoldEnds(Hooks hooks, Roster now, IHookRunner runner)
{
    private readonly Dictionary<string, JudgedWorker> _workers = [];

    /// <param name="told">Gets those that are told herewith, or by this look.</param>
    public void See(ImmutableArray<UntoldTransition> untold, List<RecordedTransition> told)
    {
        foreach (var judged in now.Workers)
            _workers[judged.Worker.Identity] = judged;
        foreach (var (change, _) in untold)
            if (_workers.TryGetValue(change.Identity, out var judged))
                See(change, judged, told);
    }

    private void See(RecordedTransition change, JudgedWorker judged, List<RecordedTransition> told)
    {
        bool isOver = (change.To == Lifecycle.Zombie || change.To.IsEnded()) && change.Root is not null && judged.Worker.Root is { } root && root != change.Root;
        if (!isOver && change.To != judged.Verdict.State)
            return;
        told.Add(change);
        if (isOver && !(judged.SnoozedUntil > now.Time))
            hooks.Ended(AsItEnded(judged, change), change.From, now, runner);
    }

    private static JudgedWorker AsItEnded(JudgedWorker judged, RecordedTransition change) => judged with
    {
        Worker = judged.Worker with { Root = change.Root, RootAlive = false },
        Verdict = new Verdict
        {
            State = change.To,
            Since = change.Since,
            Evidence = change.Evidence,
            Note = change.Note,
            Ending = change.ExitCode is null && change.Signal is null ? null : new Ending(change.ExitCode, change.Signal, null, Memory.Source),
            Ended = change.To is Lifecycle.Completed or Lifecycle.Failed or Lifecycle.Blocked ? change.To.Word() : null,
        },
    };
}
