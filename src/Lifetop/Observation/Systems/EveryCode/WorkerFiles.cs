using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Model;
using Lifetop.Model.Systems;
using Lifetop.Observation.Sources;
using Lifetop.Platform;

namespace Lifetop.Observation.Systems.EveryCode;

/// <summary>The worker of one state folder, as its pid file, its start lock and its log tell of it.</summary>
/// <param name="wrapper">The user's command that starts it.</param>
internal sealed class WorkerFiles(EveryCodePaths paths, string label, ThisHost host, ImmutableArray<string> wrapper)
{
    private const int PidLimit = 64 * 1024, LockLimit = 4096;

    private readonly SystemFile _pidFile = new(paths.PidFile, PidLimit), _lockFile = new(paths.LockFile, LockLimit);
    private readonly LogEnd _log = new(paths.Log, DaemonLog.Meaning);
    private readonly ImmutableArray<Residue> _pidLeft = [new("file", paths.PidFile)], _lockLeft = [new("file", paths.LockFile)];
    private readonly uint _user = Libc.EffectiveUser();
    private Gap? _pidGap, _lockGap;

    /// <summary>Null while it names no process. Of a file that cannot be read now, what it said last.</summary>
    public WorkerPidFile? Pid { get; private set; }

    public EveryCodeLock? Lock { get; private set; }

    /// <summary>True when anything is not as it was.</summary>
    public bool Refresh(DateTimeOffset now)
    {
        bool changed = _log.Refresh(now);
        if (_pidFile.Refresh(now))
        {
            changed = true;
            _pidGap = Trouble(_pidFile, _pidGap, now);
            if (_pidGap is null)
                Pid = _pidFile.Reading.IsRead ? WorkerPidFile.Read(_pidFile.Reading.Bytes) : null;
        }
        if (_lockFile.Refresh(now))
        {
            changed = true;
            _lockGap = Trouble(_lockFile, _lockGap, now);
            if (_lockGap is null)
                Lock = _lockFile.Reading.IsRead ? new EveryCodeLock(PidText.Parse(_lockFile.Reading.Bytes), _lockFile.Reading.Stamp.Modified) : null;
        }
        return changed;
    }

    public void AddTo(List<Declaration> declarations, ImmutableArray<Gap>.Builder gaps, EveryCodeWorkerFacts waiting)
    {
        if (_pidGap is not null)
            gaps.Add(_pidGap);
        if (_lockGap is not null)
            gaps.Add(_lockGap);
        var pid = Pid;
        string foreign = pid is { Host: { Length: > 0 } other } && !host.Is(other) ? other : "";
        bool isThere = _pidFile.Reading.Stamp.Exists;
        var kind = pid is not null ? EveryCodePidFile.Pid : isThere ? EveryCodePidFile.Invalid : EveryCodePidFile.Missing;
        declarations.Add(Named("worker", paths.PidFile) with
        {
            Type = "worker",
            WrittenAt = isThere ? _pidFile.Reading.Stamp.Modified : FileStamp.Of(paths.Worker, followLinks: true).Modified,
            // Its own command line is proof enough, as it is for launchplane; without one the time of the record has to do.
            Process = pid is null || foreign.Length > 0 ? null : new ProcessClaim(pid.Pid) { RequiredCommand = pid.Command, CalledBy = "Every Code's worker", IsOfAnyAge = pid.Command.Length > 0 },
            Log = paths.Log,
            Leaves = isThere && foreign.Length == 0 ? _pidLeft : [],
            System = waiting with { PidFile = kind, ForeignHost = foreign, LogSays = _log.Says, Lock = Lock, Wrapper = wrapper },
        });
        if (Lock is { } held && foreign.Length == 0)
            declarations.Add(Named("worker.lock", paths.LockFile) with
            {
                Type = "lock",
                WrittenAt = held.WrittenAt,
                Leaves = _lockLeft,
                System = new EveryCodeLockFacts(paths.Root, held),
            });
    }

    private Declaration Named(string name, string file) => new()
    {
        Source = EveryCodeSource.Label,
        Identity = $"{EveryCodeSource.Label}:{paths.Root}:{name}",
        Key = new WorkerKey(label, name),
        Name = name,
        Kind = WorkerKind.Daemon,
        File = file,
    };

    /// <summary>Null for a file that was read or is not there: what is in it is another matter.</summary>
    private Gap? Trouble(SystemFile file, Gap? before, DateTimeOffset now)
    {
        var reading = file.Reading;
        string? why = reading.IsRead || reading.Failure == FileFailure.Missing
            // It names a process: that is for us alone to say.
            ? reading.Stamp.IsOfAnother(_user) ? "it belongs to another user" : null
            : reading.Why;
        return why is null ? null : new Gap(EveryCodeSource.Label, file.Path, $"{file.Path}: {why}; it is read again when it changes", before?.Since ?? now);
    }
}
