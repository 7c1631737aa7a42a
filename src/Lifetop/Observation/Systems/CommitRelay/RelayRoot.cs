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
    private RelaySurroundings _around = new(null, "", "");
    private SourceAnswer? _read;

    public string Path => path;

    public required string FoundBy { get; init; }

    /// <summary>The folder of specs, by which it is a root.</summary>
    public string Specs { get; } = NativePath.Join(path, RelaySpecs.Folder);

    /// <summary>What its workers' keys begin with: as many folders of its path as set it apart from every other root.</summary>
    public string Label { get; set; } = "";

    /// <summary>How many specs wait to be launched, and since when the first of them does.</summary>
    public int Pending(out DateTimeOffset? oldest)
    {
        int count = 0;
        oldest = null;
        foreach (var spec in _read!.Declarations) // by Refresh
        {
            if (spec is not { Malformed: null, System: CommitRelayFacts { Folder: CommitRelayFolder.Active, Status: "pending" } facts })
                continue;
            count++;
            if (oldest is null || facts.DeclaredAt < oldest)
                oldest = facts.DeclaredAt;
        }
        return count;
    }

    /// <summary>True when anything is not as it was.</summary>
    public bool Refresh(DateTimeOffset now, RelayDaemon launcher, RelayDaemon cleaner)
    {
        LookAround(now, launcher.WordsFor(path), cleaner.WordsFor(path));
        var read = _specs.Look(now);
        bool changed = !ReferenceEquals(read, _read);
        if (changed)
            TakeSpecs(read);
        for (int i = 0; i < _ordered.Length; i++)
            changed |= _ordered[i].Refresh(read.Declarations[i], Label, _around, now);
        return changed;
    }

    public void AddTo(ImmutableArray<Declaration>.Builder declarations, ImmutableArray<Gap>.Builder gaps, ImmutableArray<string>.Builder watch)
    {
        gaps.AddRange(_read!.Gaps);
        watch.AddRange(_read.Watch);
        watch.Add(_workersFolder);
        foreach (var worker in _ordered)
        {
            declarations.Add(worker.Shown);
            if (worker.Gap is { } gap)
                gaps.Add(gap);
        }
    }

    private void LookAround(DateTimeOffset now, string launcher, string cleaner)
    {
        long? left = _around.BudgetLeft;
        if (_budget.Refresh(now) is { } reading)
            left = reading.IsRead ? RelayBudget.Read(reading.Bytes).Available : null;
        if (left != _around.BudgetLeft || launcher != _around.Launcher || cleaner != _around.Cleaner)
            _around = new RelaySurroundings(left, launcher, cleaner);
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
    }
}
