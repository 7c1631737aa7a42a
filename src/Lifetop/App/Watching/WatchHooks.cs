using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Judgement;
using Lifetop.Model;
using Lifetop.Registry;
using Lifetop.Settings;

namespace Lifetop.App.Watching;

/// <summary>
/// The hooks of a watch, which may die at any moment: a call is written down with the change it is about, and taken out again right before
/// its command is started. The next watch makes those that are left, and tells what was recorded and taken in by nobody.
/// </summary>
internal sealed class WatchHooks : IHookRunner, IDisposable
{
    /// <summary>What is older helps nobody any more. Plans that were left are finished for as long.</summary>
    private static readonly TimeSpan Oldest = TimeSpan.FromMinutes(10);

    /// <summary>Nobody waits for its start, and it asks only once.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HookTaking _taking = new() { Leads = true };
    private readonly List<HookRule> _rules = []; // of the calls that are due, in their order
    private readonly List<EndedAttempt> _ended = []; // told of, and not recorded yet
    private readonly HookRunner _runner;
    private ImmutableArray<UntoldTransition> _untold = [];
    private bool _isTakenOver;

    // Written by the watch's thread; a hook's own threads open the registry.
    private volatile Func<RegistryFile?> _open = static () => null;

    // Guards what the threads of hooks share: the registry, and what is begun and could not be written down.
    private readonly object _gate = new();
    private readonly List<long> _begun = [];
    private RegistryFile? _registry;

    /// <param name="tell">Told what went wrong, from any thread.</param>
    public WatchHooks(Action<string> tell) => _runner = new HookRunner(tell, static () => { }) { Begins = Begin };

    public void Ring()
    {
    }

    public void Run(HookRule hook, JudgedWorker worker, Lifecycle? was)
    {
        if (!_runner.Fits(hook, _taking.Due.Count + 1))
            return;
        _rules.Add(hook);
        _taking.Due.Add(HookFacts.Due(hook, worker, was));
    }

    /// <summary>Goes on where another watch left off, once, after the first look.</summary>
    public void TakeOver(Lookout lookout)
    {
        _open = () => lookout.OpenRegistry(out _);
        lookout.Taking = _taking;
        if (_isTakenOver || lookout.Settings.Hooks.IsEmpty)
            return;
        // Later it would find calls of its own.
        _isTakenOver = true;
        using var registry = _open();
        if (registry is null)
            return;
        registry.Patience = Patience;
        new HookJournal(registry).Left(lookout.Time.GetUtcNow() - Oldest, out _untold, out var due);
        foreach (var call in due)
            if (Find(lookout.Settings.Hooks, call.Hook) is { } hook && _runner.Fits(hook, 1))
                _runner.Run(hook, call);
            else
                Begin(call); // it is no more wanted
    }

    /// <summary>Notes what is to be run; it goes into the record of this look.</summary>
    public void See(Hooks hooks, Roster before, Roster now, Past past)
    {
        _rules.Clear();
        _taking.Due.Clear();
        if (past.Untold.Count == 0)
            _ended.Clear(); // by now they are recorded
        foreach (var ended in past.Untold)
            if (!IsToldOf(ended))
            {
                hooks.Ended(ended, now, this);
                _ended.Add(ended);
            }
        if (ReferenceEquals(before, Roster.Empty) && !_untold.IsEmpty)
        {
            hooks.Remember(_untold);
            _taking.Told.Clear();
            new UntoldEnds(hooks, now, this).See(_untold, _taking.Told);
        }
        hooks.Seen(before, now, this);
    }

    /// <summary>Runs what was noted, recorded or not: a registry that takes nothing stops no hook.</summary>
    public void Start()
    {
        for (int i = 0; i < _rules.Count; i++)
            _runner.Run(_rules[i], _taking.Due[i]);
        _rules.Clear();
        _taking.Due.Clear();
    }

    public void Dispose()
    {
        _runner.Dispose();
        lock (_gate)
        {
            _registry?.Dispose();
            _registry = null;
        }
    }

    /// <summary>What the registry would not take is taken out with the next one.</summary>
    private void Begin(DueHook due)
    {
        if (due.Id == 0)
            return;
        lock (_gate)
        {
            _begun.Add(due.Id);
            if ((_registry ??= OpenForBegun()) is { } registry && new HookJournal(registry).Begin(_begun).IsUsable)
                _begun.Clear();
        }
    }

    /// <summary>Open from the first on, and nobody waits for the disk: the moment before the start, in which a death loses the call, stays short.</summary>
    private RegistryFile? OpenForBegun()
    {
        var registry = _open();
        if (registry is not null)
            registry.OutlivesMachine = false;
        return registry;
    }

    private bool IsToldOf(EndedAttempt ended)
    {
        foreach (var told in _ended)
            if (ReferenceEquals(told, ended))
                return true;
        return false;
    }

    private static HookRule? Find(ImmutableArray<HookRule> hooks, string name)
    {
        foreach (var hook in hooks)
            if (hook.Name == name)
                return hook;
        return null;
    }
}
