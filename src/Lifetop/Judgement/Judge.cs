using System;
using System.Collections.Immutable;
using Lifetop.Model;

namespace Lifetop.Judgement;

/// <summary>
/// Census, workers, past and policy in, roster out; the clock is the census's. The rules stand in <see cref="Rules"/>; here is
/// only the bookkeeping: what did not change is kept as the very same object, and who was not seen any more is judged too.
/// </summary>
public sealed class Judge(Policy policy)
{
    private readonly Rules _rules = new(policy);
    private long _look;
    private Roster _last = Roster.Empty;

    public Roster Of(Census census, ImmutableArray<Worker> workers, Past past)
    {
        _look++;
        TakeDeaths(census, past);
        var board = _last.Board;
        var counters = board.Spare(workers.Length + past.Workers.Count);
        var next = new RosterDraft(_last.Workers);
        foreach (var worker in workers.AsSpan())
        {
            var known = past.Of(worker);
            known.SeenInLook = _look;
            var numbers = Activity.Measure(worker, known, census, policy);
            var ruling = _rules.Decide(worker, known, numbers, census, past.Recollection);
            Judged(ref next, worker, known, ruling, census, past);
            counters[next.Count - 1] = numbers;
            Remember(known, worker, numbers, census);
        }
        for (int i = past.Workers.Count - 1; i >= 0; i--)
        {
            var known = past.Workers[i];
            if (known.SeenInLook == _look)
                continue;
            switch (Vanishing.Look(known, census, policy))
            {
                case Vanished.Forgotten:
                    past.Drop(known);
                    break;
                case Vanished.NotYetAsked:
                    break;
                default:
                    var ruling = Rules.DecideGone(known.Gone!, known, census, past.Recollection);
                    Judged(ref next, known.Gone!, known, ruling, census, past);
                    counters[next.Count - 1] = default;
                    break;
            }
        }
        board.Publish();
        return _last = next.IsUnchanged && IsSameAround(census)
            ? _last
            : new Roster
            {
                Time = census.Time,
                Workers = next.ToImmutable(),
                Counters = [],
                Board = board,
                Gaps = census.Gaps,
                Awaited = census.Awaited,
                CpuWatched = census.CpuWatched,
            };
    }

    private bool IsSameAround(Census census) => _last.Gaps == census.Gaps && _last.Awaited == census.Awaited;

    private static void TakeDeaths(Census census, Past past)
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
        bool isProtected = past.Recollection.Protected.Contains(worker.Identity);
        var snoozed = SnoozedUntil(past.Recollection, worker.Identity, census.Time);
        if (last is not null && known.Ruling == ruling && ReferenceEquals(last.Worker, worker)
            && last.Slot == slot && last.Protected == isProtected && last.SnoozedUntil == snoozed)
        {
            next.Keep(last);
            return;
        }
        var verdict = last is not null && known.Ruling == ruling && ReferenceEquals(last.Worker, worker)
            ? last.Verdict
            : Wording.Verdict(worker, known, ruling, census, past.Recollection, policy);
        known.Ruling = ruling;
        known.Last = new JudgedWorker(worker, verdict, slot) { Protected = isProtected, SnoozedUntil = snoozed };
        next.Keep(known.Last);
    }

    private static DateTimeOffset? SnoozedUntil(Recollection recollection, string identity, DateTimeOffset now)
    {
        foreach (var snooze in recollection.Snoozed)
            if (snooze.Identity == identity && snooze.Until > now)
                return snooze.Until;
        return null;
    }

    private static void Remember(PastWorker known, Worker worker, in Counters numbers, Census census)
    {
        known.BusyTicks = numbers.BusyTicks;
        known.SeenTicks = census.Time.UtcTicks;
        known.CpuNanoseconds = numbers.CpuNanoseconds;
        known.SampledTicks = census.Time.UtcTicks;
        known.Gone = null;
        if (known.MembersOf == worker)
            return;
        known.MembersOf = worker;
        var members = ImmutableArray.CreateBuilder<ProcessIdentity>(worker.Members.Length);
        foreach (var member in worker.Members)
            members.Add(member.Process);
        known.Members = members.DrainToImmutable();
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
