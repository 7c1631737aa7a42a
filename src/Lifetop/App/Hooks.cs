using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Judgement;
using Lifetop.Model;
using Lifetop.Model.Query;
using Lifetop.Registry;
using Lifetop.Screens;
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
/// Tells which hooks fire between one look and the next. The first look and the first answer of a slow source fire none, for what was so
/// before lifetop looked is no change; but whoever leads, and knows how earlier ones left it, fires for what has changed since.
/// </summary>
public sealed class Hooks
{
    private readonly ImmutableArray<HookRule> _named;
    private readonly bool _readOnly;
    private List<StateChange> _bell = [];
    private List<HookRule> _hooks = [];

    // Used again for each look that differs; the screen's thread alone asks.
    private readonly Dictionary<string, JudgedWorker> _before = [];
    private readonly Dictionary<string, Earlier> _remembered = [];
    private readonly Dictionary<string, Earlier> _untold = [];

    /// <param name="readOnly">Commands may change the world: only the bell is left then.</param>
    private Hooks(ImmutableArray<HookRule> named, bool readOnly)
    {
        _named = named;
        _readOnly = readOnly;
    }

    /// <summary>Bell and hook are as they were set on the screen last; the named hooks stand in the config alone.</summary>
    public static Hooks Of(UserSettings settings, UiSettings screen, bool readOnly)
    {
        var hooks = new Hooks(settings.Hooks, readOnly);
        hooks.Take(screen);
        return hooks;
    }

    /// <summary>For a watch, which has no screen to ring on: the named ones.</summary>
    public static Hooks Of(UserSettings settings, bool readOnly)
    {
        var hooks = new Hooks(settings.Hooks, readOnly);
        hooks._hooks = readOnly ? [] : [.. settings.Hooks];
        return hooks;
    }

    /// <summary>What was changed on the screen holds from the next look on. Words that are no change were told where they were typed.</summary>
    public void Take(UiSettings screen)
    {
        _bell = [];
        foreach (string word in screen.Bell.Split(',', StringSplitOptions.RemoveEmptyEntries))
            _ = StateChange.Read(word, _bell);
        _hooks = _readOnly ? [] : [.. _named];
        if (_readOnly || ArgumentText.Split(screen.Hook) is not { Count: > 0 } command)
            return;
        var needs = new List<StateChange>();
        _ = StateChange.Read(StateChange.Attention, needs);
        _hooks.Add(new HookRule("hook", [.. needs], [.. command], WorkerFilter.Everything));
    }

    /// <summary>How the registry had them when this one began to look: every change after that is this one's to tell.</summary>
    public void Remember(Recollection recollection)
    {
        _remembered.Clear();
        foreach (var worker in recollection.Workers)
        {
            var earlier = new Earlier(worker.State, worker.KnownState ?? worker.State);
            _remembered[worker.Identity] = earlier;
            foreach (string name in worker.AlsoKnownAs)
                _remembered.TryAdd(name, earlier);
        }
    }

    /// <summary>What the registry holds already and nobody was told of: such a worker is told of as it was before that.</summary>
    public void Remember(ImmutableArray<UntoldTransition> untold)
    {
        _untold.Clear();
        foreach (var (change, lastClear) in untold)
            _untold.TryAdd(change.Identity, new Earlier(change.From, change.From == Lifecycle.Unknown ? lastClear ?? change.From : change.From));
    }

    public void Seen(Roster before, Roster after, IHookRunner runner)
    {
        bool isFirst = ReferenceEquals(before, Roster.Empty);
        if (ReferenceEquals(before, after) || (isFirst && _remembered.Count + _untold.Count == 0) || _bell.Count + _hooks.Count == 0)
            return;
        _before.Clear();
        foreach (var judged in before.Workers)
            _before[judged.Worker.Identity] = judged;
        bool rings = false;
        foreach (var judged in after.Workers)
        {
            _ = _before.TryGetValue(judged.Worker.Identity, out var earlier);
            // New to this lifetop, though it may have been so before that looked.
            bool begins = IsFirstWord(earlier, judged, before) || (isFirst && earlier is null);
            var remembered = Untold(earlier, judged) ?? (begins ? Find(_remembered, judged.Worker) : null);
            if ((begins && remembered is null) || judged.SnoozedUntil > after.Time)
                continue;
            Lifecycle? was = remembered is not null ? remembered.LastClear : earlier is null ? null : Clear(earlier.Verdict);
            if (was == judged.Verdict.State || (remembered is null ? earlier?.Verdict.State : remembered.State) == judged.Verdict.State)
                continue;
            foreach (var change in _bell)
                rings |= change.Fits(was, judged.Verdict.State);
            Fire(judged, was, RowOf(judged, after), runner);
        }
        if (rings)
            runner.Ring();
    }

    /// <summary>An end that no look has shown, and that has just been written down.</summary>
    public void Ended(EndedAttempt ended, Roster now, IHookRunner runner)
    {
        foreach (var judged in now.Workers)
            if (judged.Worker.Identity == ended.Past.Identity && judged.SnoozedUntil > now.Time)
                return;
        Ended(ended.Judged, ended.Past.State, now, runner);
    }

    public void Ended(JudgedWorker ended, Lifecycle? was, Roster now, IHookRunner runner)
        => Fire(ended, was, new WorkerRow(ended, WorkerRow.Uncounted, now.Time), runner);

    private void Fire(JudgedWorker judged, Lifecycle? was, WorkerRow row, IHookRunner runner)
    {
        foreach (var hook in _hooks)
            if (Fits(hook, was, judged.Verdict.State) && hook.Filter.Matches(row))
                runner.Run(hook, judged, was);
    }

    /// <summary>Once, at the first look that sees it clearly.</summary>
    private Earlier? Untold(JudgedWorker? earlier, JudgedWorker judged)
    {
        if (_untold.Count == 0 || earlier is { Verdict.State: not Lifecycle.Unknown })
            return null;
        var untold = Find(_untold, judged.Worker);
        if (untold is not null && judged.Verdict.State != Lifecycle.Unknown)
        {
            _untold.Remove(judged.Worker.Identity);
            foreach (string name in judged.Worker.AlsoKnownAs)
                _untold.Remove(name);
        }
        return untold;
    }

    private static Earlier? Find(Dictionary<string, Earlier> known, Worker worker)
    {
        if (known.TryGetValue(worker.Identity, out var found))
            return found;
        foreach (string name in worker.AlsoKnownAs)
            if (known.TryGetValue(name, out found))
                return found;
        return null;
    }

    /// <summary>Who knows most of it had not answered yet in the look before: what he says of it is no change.</summary>
    private static bool IsFirstWord(JudgedWorker? earlier, JudgedWorker now, Roster before)
        => !before.Awaited.IsEmpty
            && ((earlier?.Worker.Source != now.Worker.Source && before.Awaited.Contains(now.Worker.Source))
                || (now.Worker.Pane is not null && earlier?.Worker.Pane is null && before.Awaited.Contains("tmux")));

    /// <summary>A gap is no change: what comes back from it counts from what was last seen clearly.</summary>
    private static Lifecycle Clear(Verdict verdict)
        => verdict is { State: Lifecycle.Unknown, LastKnown: { } last } ? last : verdict.State;

    private static bool Fits(HookRule hook, Lifecycle? was, Lifecycle now)
    {
        foreach (var change in hook.On)
            if (change.Fits(was, now))
                return true;
        return false;
    }

    private static WorkerRow RowOf(JudgedWorker judged, Roster roster)
        => new(judged, (uint)judged.Slot < (uint)roster.Counters.Length ? roster.Counters[judged.Slot] : WorkerRow.Uncounted, roster.Time);

    /// <summary>How a worker was when it was last told of, as it was and without gaps; null where it was not there.</summary>
    private sealed class Earlier(Lifecycle? state, Lifecycle? lastClear)
    {
        public Lifecycle? State { get; } = state;

        public Lifecycle? LastClear { get; } = lastClear;
    }
}
