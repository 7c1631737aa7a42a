using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Model;
using Lifetop.Model.Query;
using Lifetop.Settings;

namespace Lifetop.App;

/// <summary>What is done about a change that somebody wanted to hear of.</summary>
public interface IHookRunner
{
    void Ring();

    /// <param name="was">The state before; null for a worker that was not there.</param>
    void Run(HookRule hook, JudgedWorker worker, Lifecycle? was);
}

/// <summary>
/// Tells which hooks fire between one look and the next. The first look fires none, and neither does the first answer of a
/// slow source: what was so before lifetop looked is no change.
/// </summary>
public sealed class Hooks
{
    private readonly ImmutableArray<StateChange> _bell;
    private readonly ImmutableArray<HookRule> _hooks;

    // Used again for each look that differs; the screen's thread alone asks.
    private readonly Dictionary<string, JudgedWorker> _before = [];

    private Hooks(ImmutableArray<StateChange> bell, ImmutableArray<HookRule> hooks)
    {
        _bell = bell;
        _hooks = hooks;
    }

    /// <param name="readOnly">Commands may change the world: only the bell is left then.</param>
    public static Hooks Of(UserSettings settings, bool readOnly) => new(settings.Bell, readOnly ? [] : settings.Hooks);

    public void Seen(Roster before, Roster after, IHookRunner runner)
    {
        if (ReferenceEquals(before, after) || ReferenceEquals(before, Roster.Empty) || (_bell.IsEmpty && _hooks.IsEmpty))
            return;
        _before.Clear();
        foreach (var judged in before.Workers)
            _before[judged.Worker.Identity] = judged;
        bool rings = false;
        foreach (var judged in after.Workers)
        {
            bool known = _before.TryGetValue(judged.Worker.Identity, out var earlier);
            if ((!known && before.Awaited.Contains(judged.Worker.Source)) || judged.SnoozedUntil > after.Time)
                continue;
            Lifecycle? was = earlier is null ? null : Clear(earlier.Verdict);
            if (was == judged.Verdict.State || earlier?.Verdict.State == judged.Verdict.State)
                continue;
            rings |= Fits(_bell, was, judged.Verdict.State);
            foreach (var hook in _hooks)
                if (Fits(hook.On, was, judged.Verdict.State) && hook.Filter.Matches(RowOf(judged, after)))
                    runner.Run(hook, judged, was);
        }
        if (rings)
            runner.Ring();
    }

    /// <summary>A gap is no change: what comes back from it counts from what was last seen clearly.</summary>
    private static Lifecycle Clear(Verdict verdict)
        => verdict is { State: Lifecycle.Unknown, LastKnown: { } last } ? last : verdict.State;

    private static bool Fits(ImmutableArray<StateChange> changes, Lifecycle? was, Lifecycle now)
    {
        foreach (var change in changes)
            if (change.Fits(was, now))
                return true;
        return false;
    }

    private static WorkerRow RowOf(JudgedWorker judged, Roster roster)
        => new(judged, (uint)judged.Slot < (uint)roster.Counters.Length ? roster.Counters[judged.Slot] : WorkerRow.Uncounted, roster.Time);
}
