using System;
using System.Collections.Immutable;
using Lifetop.Judgement.Systems;
using Lifetop.Model;

namespace Lifetop.Judgement;

/// <summary>
/// Census, workers, past and policy in, roster out; the clock is the census's. The rules stand in <see cref="Rules"/>; here is
/// only the bookkeeping: what did not change is kept as the very same object, and who was not seen any more is judged too.
/// </summary>
public sealed class Judge
{
    private readonly Policy _policy;
    private readonly OwnRules _own;
    private readonly Rules _rules;

    private long _look;
    private Roster _last = Roster.Empty;

    public Judge(Policy policy) : this(policy, OwnRules.Known)
    {
    }

    internal Judge(Policy policy, OwnRules own)
    {
        _policy = policy;
        _own = own;
        _rules = new Rules(policy, own);
    }

    public Roster Of(Census census, ImmutableArray<Worker> workers, Past past)
    {
        _look++;
        TakeDeaths(census, past);
        var board = _last.Board;
        var counters = board.Spare(workers.Length + past.Workers.Count);
        var next = new RosterDraft(_last.Workers);
        foreach (var worker in workers.AsSpan())
        {
            var known = past.Of(worker, _look);
            if (EndedAttempt.Before(worker, known, census, past.Recollection, _policy, _own) is { } ended)
                past.Tell(ended);
            known.Meet(worker, _look, census.Time.UtcTicks);
            if (HangsOnAwaited(worker, known, census) || IsStrayTooEarly(worker, census))
                continue;
            var numbers = Activity.Measure(worker, known, census, _policy);
            var ruling = _rules.Decide(worker, known, numbers, census, past.Recollection);
            Judged(ref next, worker, known, ruling, census, past);
            counters[next.Count - 1] = numbers;
            known.Remember(worker, numbers, ruling.State != Lifecycle.Unknown, census.Time.UtcTicks);
        }
        for (int i = past.Workers.Count - 1; i >= 0; i--)
        {
            var known = past.Workers[i];
            if (known.SeenInLook == _look)
                continue;
            switch (Vanishing.Look(known, census, _policy))
            {
                case Vanished.Forgotten:
                    past.Drop(known);
                    break;
                case Vanished.NotYetAsked:
                    break;
                default:
                    var ruling = Rules.DecideGone(known.Gone!, known, census, past.Recollection);
                    Judged(ref next, known.Gone!, known, ruling, census, past);
                    counters[next.Count - 1] = Activity.Measure(known.Gone!, known, census, _policy);
                    break;
            }
        }
        board.Publish();
        // The first look is one, also where there is nobody to see.
        return _last = next.IsUnchanged && IsSameAround(census) && !ReferenceEquals(_last, Roster.Empty)
            ? _last
            : new Roster
            {
                Time = census.Time,
                Workers = next.ToImmutable(),
                Counters = Roster.Empty.Counters,
                Board = board,
                Gaps = census.Gaps,
                Awaited = census.Awaited,
                CpuWatched = census.CpuWatched,
            };
    }

    private bool IsSameAround(Census census) => _last.Gaps == census.Gaps && _last.Awaited == census.Awaited;

    /// <summary>How somebody ended is said in one look only; whoever does not judge that look keeps it by this.</summary>
    public static void TakeDeaths(Census census, Past past)
    {
        foreach (var death in census.Deaths)
            foreach (var known in past.Workers)
                if (known.Root == death.Process)
                    known.Ending = death.Ending;
    }

    private void Judged(ref RosterDraft next, Worker worker, PastWorker known, Ruling ruling, Census census, Past past)
    {
        int slot = next.Count;
        var last = known.Last;
        bool isProtected = IsProtected(past.Recollection, worker);
        var snoozed = SnoozedUntil(past.Recollection, worker, census.Time);
        if (last is not null && known.Ruling == ruling && ReferenceEquals(last.Worker, worker)
            && last.Slot == slot && last.Protected == isProtected && last.SnoozedUntil == snoozed)
        {
            next.Keep(last);
            return;
        }
        var verdict = last is not null && known.Ruling == ruling && ReferenceEquals(last.Worker, worker)
            ? last.Verdict
            : Wording.Verdict(worker, known, ruling, census, past.Recollection, _policy, _own);
        var judged = new JudgedWorker(worker, verdict, slot) { Protected = isProtected, SnoozedUntil = snoozed };
        known.Judged(judged, ruling);
        next.Keep(judged);
    }

    /// <summary>
    /// Not alive as a process, and what became of its pane tmux has yet to say: neither shown nor dropped until it does. Nor who is found as a
    /// process alone and was in a pane before: by that he may have another name, and ask something.
    /// </summary>
    private static bool HangsOnAwaited(Worker worker, PastWorker known, Census census)
        => worker.Pane is null && census.Awaited.Contains("tmux")
            && (worker.RootAlive
                ? worker.Declaration is null && known.Pane is not null
                : worker.Declaration?.Pane is not null || known.Pane is { Owned: true });

    /// <summary>That nobody declares it can be said of a process only once everybody who might has answered, or is known to be late.</summary>
    private static bool IsStrayTooEarly(Worker worker, Census census)
    {
        if (!worker.IsStray || worker.Declaration is not null)
            return false;
        foreach (string source in census.Awaited.AsSpan())
            if (source != worker.Source && !HasGap(source, census))
                return true;
        return false;
    }

    private static bool HasGap(string source, Census census)
    {
        foreach (var gap in census.Gaps.AsSpan())
            if (gap.Source == source)
                return true;
        return false;
    }

    private static bool IsProtected(Recollection recollection, Worker worker)
    {
        foreach (string identity in recollection.Protected.AsSpan())
            if (Identities.IsAbout(identity, worker))
                return true;
        return false;
    }

    private static DateTimeOffset? SnoozedUntil(Recollection recollection, Worker worker, DateTimeOffset now)
    {
        foreach (var snooze in recollection.Snoozed.AsSpan())
            if (Identities.IsAbout(snooze.Identity, worker) && snooze.Until > now)
                return snooze.Until;
        return null;
    }
}

/// <summary>Collects judged workers and notices whether they are just those of the last roster.</summary>
internal struct RosterDraft(ImmutableArray<JudgedWorker> last)
{
    private ImmutableArray<JudgedWorker>.Builder? _changed;

    public int Count { get; private set; }

    public readonly bool IsUnchanged => _changed is null && Count == last.Length;

    public void Keep(JudgedWorker worker)
    {
        if (_changed is null && (Count >= last.Length || !ReferenceEquals(last[Count], worker)))
        {
            _changed = ImmutableArray.CreateBuilder<JudgedWorker>(Count + 16);
            for (int i = 0; i < Count; i++)
                _changed.Add(last[i]);
        }
        _changed?.Add(worker);
        Count++;
    }

    public readonly ImmutableArray<JudgedWorker> ToImmutable() => _changed is null ? last[..Count] : _changed.DrainToImmutable();
}
