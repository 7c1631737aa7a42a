using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Model;
using Lifetop.Model.Systems;
using Lifetop.Platform;

namespace Lifetop.Observation.Systems.CommitRelay;

/// <summary>One project that commit-relay works in: all workers of its specs.</summary>
/// <param name="path">Links resolved.</param>
/// <param name="markers">Where the worker daemon marks what it launched.</param>
internal sealed class RelayRoot(string path, string markers)
{
    private readonly RelaySpecs _specs = new(path);
    private readonly string _workersFolder = NativePath.Join(path, "agents/workers");
    private Dictionary<string, RelayWorker> _workers = [];
    private RelayWorker[] _ordered = [];
    private readonly WatchedFile _budget = new(RelayBudgetFile.PathOf(path));
    private readonly RelayCoordination _coordination = new(path);
    private RelaySurroundings _around = new(null, "", "", "", false);
    private SourceAnswer? _read;

    public string Path => path;

    public required string FoundBy { get; init; }

    /// <summary>The folder of specs, by which it is a root.</summary>
    public string Specs { get; } = NativePath.Join(path, RelaySpecs.Folder);

    /// <summary>What its workers' keys begin with: as many folders of its path as set it apart from every other root.</summary>
    public string Label { get; set; } = "";

    /// <summary>How many specs wait to be launched, and since when the first of them does.</summary>
    public int Pending { get; private set; }
    public DateTimeOffset? OldestPending { get; private set; }

    /// <summary>Who waits to be started again.</summary>
    public RestartQueue Restarts => _coordination.Queue;

    /// <summary>True when anything is not as it was.</summary>
    public bool Refresh(DateTimeOffset now, RelayDaemon launcher, RelayDaemon cleaner, RelayDaemon restarter)
    {
        LookAround(now, launcher.WordsFor(path), cleaner.WordsFor(path), restarter.WordsFor(path), restarter.RunsFor(path));
        bool changed = _coordination.Refresh(now);
        var read = _specs.Look(now);
        if (!ReferenceEquals(read, _read))
        {
            TakeSpecs(read);
            changed = true;
        }
        for (int i = 0; i < _ordered.Length; i++)
            changed |= _ordered[i].Refresh(read.Declarations[i], Label, _around, _coordination, now);
        return changed;
    }

    public void AddTo(ImmutableArray<Declaration>.Builder declarations, ImmutableArray<Gap>.Builder gaps, ImmutableArray<string>.Builder watch)
    {
        gaps.AddRange(_read!.Gaps);
        watch.AddRange(_read.Watch);
        watch.Add(_workersFolder);
        _coordination.AddTo(gaps, watch);
        foreach (var worker in _ordered)
        {
            declarations.Add(worker.Shown);
            if (worker.Gap is { } gap)
                gaps.Add(gap);
        }
    }

    private void LookAround(DateTimeOffset now, string launcher, string cleaner, string restarter, bool isRestarterUp)
    {
        long? left = _around.BudgetLeft;
        if (_budget.Refresh(now) is { } reading)
            left = reading.IsRead ? RelayBudget.Read(reading.Bytes).Available : null;
        if (left != _around.BudgetLeft || launcher != _around.Launcher || cleaner != _around.Cleaner || restarter != _around.Restarter || isRestarterUp != _around.IsRestarterUp)
            _around = new RelaySurroundings(left, launcher, cleaner, restarter, isRestarterUp);
    }

    private void TakeSpecs(SourceAnswer read)
    {
        _read = read;
        var workers = new Dictionary<string, RelayWorker>(read.Declarations.Length);
        _ordered = new RelayWorker[read.Declarations.Length];
        for (int i = 0; i < _ordered.Length; i++)
        {
            var declaration = read.Declarations[i];
            string file = declaration.File!;
            if (!_workers.TryGetValue(file, out var worker))
                worker = new RelayWorker((CommitRelayFacts)declaration.System!, file, markers);
            workers[file] = worker;
            _ordered[i] = worker;
        }
        _workers = workers;
        CountPending(read);
    }

    private void CountPending(SourceAnswer read)
    {
        (Pending, OldestPending) = (0, null);
        foreach (var spec in read.Declarations)
        {
            if (spec is not { Malformed: null, System: CommitRelayFacts { Folder: CommitRelayFolder.Active, Status: "pending" } facts })
                continue;
            Pending++;
            if (OldestPending is null || facts.DeclaredAt < OldestPending)
                OldestPending = facts.DeclaredAt;
        }
    }
}
