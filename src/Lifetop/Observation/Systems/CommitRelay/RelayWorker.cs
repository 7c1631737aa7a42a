using System;
using System.Collections.Immutable;
using Lifetop.Model;
using Lifetop.Model.Systems;
using Lifetop.Platform;

namespace Lifetop.Observation.Systems.CommitRelay;

/// <summary>One worker: its spec, and what lies elsewhere about it. The same declaration as before while nothing of it changed.</summary>
internal sealed class RelayWorker
{
    /// <summary>Both daemons write by this name; older, it is nobody's half of a write any more.</summary>
    private static readonly TimeSpan TornCopyAge = TimeSpan.FromSeconds(60);

    private readonly WorkerFolder? _folder;
    private readonly string _copy, _marker, _archived;
    private readonly CommitRelayFolder _place;
    private readonly LogEnd? _output, _errors;
    private Declaration? _spec;
    private RelaySurroundings? _around;
    private string _label = "";
    private bool _hasCopy, _isLaunched, _isArchiveTaken;
    private int _version = -1;
    private string? _taskStatus, _poolStatus, _breaker, _replacedBy;
    private bool _isRestartQueued;
    private DateTimeOffset? _restartQueuedAt;

    public RelayWorker(CommitRelayFacts facts, string file, string markers)
    {
        _place = facts.Folder;
        // What is over by its folder is told from its spec alone: there may be thousands.
        _folder = _place is CommitRelayFolder.Active or CommitRelayFolder.Zombie ? new WorkerFolder(facts.Root, facts.Id) : null;
        if (_place == CommitRelayFolder.Active)
        {
            _output = new LogEnd(_folder!.Log, AgentLog.Meaning);
            _errors = new LogEnd(NativePath.Join(_folder.Path, "logs/stderr.log"), AgentLog.Meaning);
        }
        _copy = file + ".tmp";
        _marker = NativePath.Join(markers, facts.Id);
        _archived = $"{facts.Root}/{RelaySpecs.Folder}/archived/{facts.Id}.json";
    }

    public Declaration Shown { get; private set; } = null!; // by the first Refresh
    public Gap? Gap { get; private set; }

    /// <summary>True when there is something else to show than before.</summary>
    public bool Refresh(Declaration spec, string label, RelaySurroundings around, RelayCoordination coordination, DateTimeOffset now)
    {
        bool changed = !ReferenceEquals(_spec, spec) || _label != label;
        if ((changed || _version != coordination.Version) && _place != CommitRelayFolder.Completed && spec.Malformed is null)
            changed |= TakeCoordination(spec, coordination);
        (_spec, _label) = (spec, label);
        if (_place != CommitRelayFolder.Completed)
        {
            changed |= !ReferenceEquals(_around, around);
            _around = around;
        }
        if (_folder is not null && spec.Malformed is null)
        {
            changed |= _folder.Refresh(now) | _output?.Refresh(now) == true | _errors?.Refresh(now) == true;
            changed |= Set(ref _hasCopy, _place == CommitRelayFolder.Active && FileStamp.Of(_copy) is { Exists: true } copy && now - copy.Modified >= TornCopyAge);
            changed |= Set(ref _isLaunched, spec.NativeState == "pending" && FileStamp.Of(_marker).Exists);
            changed |= Set(ref _isArchiveTaken, _place == CommitRelayFolder.Zombie && FileStamp.Of(_archived).Exists);
        }
        if (changed)
            Show(spec, now);
        return changed;
    }

    /// <summary>True when it says something else of this worker than before.</summary>
    private bool TakeCoordination(Declaration spec, RelayCoordination from)
    {
        var facts = (CommitRelayFacts)spec.System!;
        _version = from.Version;
        string? task = from.Tasks.Of(facts.TaskId), pool = from.Pool.Of(facts.Id), breaker = from.BreakerOf(spec.Type);
        var entry = from.Queue.Of(facts.Id);
        bool changed = task != _taskStatus || pool != _poolStatus || breaker != _breaker
            || entry?.Name != _replacedBy || entry?.IsPending == true != _isRestartQueued || entry?.QueuedAt != _restartQueuedAt;
        (_taskStatus, _poolStatus, _breaker) = (task, pool, breaker);
        (_replacedBy, _isRestartQueued, _restartQueuedAt) = (entry?.Name, entry?.IsPending == true, entry?.QueuedAt);
        return changed;
    }

    private CommitRelayFacts Coordinated(CommitRelayFacts facts) => facts with
    {
        TaskStatus = _taskStatus,
        PoolStatus = _poolStatus,
        Breaker = _breaker,
        ReplacedBy = _replacedBy,
        IsRestartQueued = _isRestartQueued,
        RestartQueuedAt = _restartQueuedAt,
        Restarter = _around?.Restarter ?? "",
        IsRestarterUp = _around?.IsRestarterUp == true,
    };

    private void Show(Declaration spec, DateTimeOffset now)
    {
        Shown = Named(spec);
        if (_folder is null || spec.Malformed is not null)
        {
            Gap = null;
            if (_place == CommitRelayFolder.Failed && spec is { Malformed: null, System: CommitRelayFacts over })
                Shown = Shown with { System = Coordinated(over) };
            return;
        }
        Gap = _folder.Trouble is not { } trouble ? null
            : new Gap(CommitRelaySource.Label, spec.File!, $"{trouble}; mend it, it is read again when it changes", Gap?.Since ?? now);
        var facts = (CommitRelayFacts)spec.System!;
        bool isBeatNewer = _folder.LastBeat is not null && (spec.LastBeat is null || _folder.LastBeat > spec.LastBeat);
        bool isFinished = _folder.Finished is not null && _place == CommitRelayFolder.Active;
        Shown = Shown with
        {
            Process = _folder.Pid is { } pid ? RelaySpecDeclaration.Claim(pid, facts) : spec.Process,
            LastBeat = isBeatNewer ? _folder.LastBeat : spec.LastBeat,
            Log = _folder.Exists ? _folder.Log : null,
            Says = !isFinished ? spec.Says : _folder.Finished == "failed" ? DeclaredState.Failed : DeclaredState.Completed,
            SaysSince = isFinished ? _folder.FinishedAt : spec.SaysSince,
            ExitCode = isFinished ? _folder.ExitCode ?? spec.ExitCode : spec.ExitCode,
            Summary = spec.Summary ?? (isFinished ? _folder.Error : null),
            Leaves = [new Residue("entry", $"its spec in {RelaySpecs.Folders[(int)_place]}")],
            Remarks = Remarks(spec),
            System = Coordinated(facts) with
            {
                HasFolder = _folder.Exists,
                IsLaunched = _isLaunched,
                Finished = _folder.Finished,
                FinishedAt = _folder.FinishedAt,
                IsArchiveTaken = _isArchiveTaken,
                LogSays = _errors is { Says.Length: > 0 } errors ? errors.Says : _output?.Says ?? "",
                BudgetLeft = _around!.BudgetLeft,
                Launcher = _around.Launcher,
                Cleaner = _around.Cleaner,
            },
        };
    }

    /// <summary>The key names the project, because ids begin anew in each.</summary>
    private Declaration Named(Declaration spec)
        => spec with { Key = new WorkerKey(CommitRelaySource.Label, $"{_label}/{spec.Key.Text[(CommitRelaySource.Label.Length + 1)..]}") };

    private ImmutableArray<Evidence> Remarks(Declaration spec)
    {
        var remarks = spec.Remarks;
        if (_folder!.Progress is { } progress)
            remarks = remarks.Add(Remark("progress", progress));
        if (_folder.Pid is { } pid && spec.Process is { } claim && claim.Pid != pid)
            remarks = remarks.Add(Remark("pid", "its spec and its worker.pid name two processes; worker.pid counts"));
        if (_hasCopy)
            remarks = remarks.Add(Remark("half written", $"{NativePath.Name(_copy)} lies beside its spec: a write that was never finished"));
        if (_isArchiveTaken)
            remarks = remarks.Add(Remark("archive", "archived has a spec of this name already; this one will get a suffix there"));
        return remarks;
    }

    private static Evidence Remark(string label, string text) => new(text, CommitRelaySource.Label) { Label = label };

    private static bool Set(ref bool value, bool now)
    {
        bool changed = value != now;
        value = now;
        return changed;
    }
}
