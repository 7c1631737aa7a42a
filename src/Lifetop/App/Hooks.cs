using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Model;
using Lifetop.Model.Query;
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
/// Tells which hooks fire between one look and the next. The first look fires none, and neither does the first answer of a
/// slow source: what was so before lifetop looked is no change.
/// </summary>
public sealed class Hooks
{
    private readonly ImmutableArray<HookRule> _named;
    private readonly bool _readOnly;
    private List<StateChange> _bell = [];
    private List<HookRule> _hooks = [];

    // Used again for each look that differs; the screen's thread alone asks.
    private readonly Dictionary<string, JudgedWorker> _before = [];

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

    public void Seen(Roster before, Roster after, IHookRunner runner)
    {
        if (ReferenceEquals(before, after) || ReferenceEquals(before, Roster.Empty) || _bell.Count + _hooks.Count == 0)
            return;
        _before.Clear();
        foreach (var judged in before.Workers)
            _before[judged.Worker.Identity] = judged;
        bool rings = false;
        foreach (var judged in after.Workers)
        {
            _ = _before.TryGetValue(judged.Worker.Identity, out var earlier);
            if (IsFirstWord(earlier, judged, before) || judged.SnoozedUntil > after.Time)
                continue;
            Lifecycle? was = earlier is null ? null : Clear(earlier.Verdict);
            if (was == judged.Verdict.State || earlier?.Verdict.State == judged.Verdict.State)
                continue;
            foreach (var change in _bell)
                rings |= change.Fits(was, judged.Verdict.State);
            foreach (var hook in _hooks)
                if (Fits(hook, was, judged.Verdict.State) && hook.Filter.Matches(RowOf(judged, after)))
                    runner.Run(hook, judged, was);
        }
        if (rings)
            runner.Ring();
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
}
