using System;
using System.Collections.Generic;
using Lifetop.Model;
using Lifetop.Observation.Sources;
using Lifetop.Platform;

namespace Lifetop.Observation.Systems.CommitRelay;

/// <summary>
/// What lies in a worker's own folder: its pid, its last beat, and how it says it ended. A file that cannot be read, or holds something else,
/// leaves what it said before, and the reason in <see cref="Trouble"/>: nothing follows from it.
/// </summary>
internal sealed class WorkerFolder
{
    private readonly WatchedFile _pid, _beat, _status;
    private readonly List<Evidence> _ignored = [];
    private string? _pidTrouble, _beatTrouble, _statusTrouble;
    private string? _said;

    public WorkerFolder(string root, string id)
    {
        Path = PathOf(root, id);
        Log = NativePath.Join(Path, "logs/stdout.log");
        _pid = new WatchedFile(NativePath.Join(Path, "worker.pid"));
        _beat = new WatchedFile(NativePath.Join(Path, "heartbeat.json"));
        _status = new WatchedFile(NativePath.Join(Path, "status.json"));
    }

    public static string PathOf(string root, string id) => $"{root}/agents/workers/{id}";

    public string Path { get; }
    public string Log { get; }
    public bool Exists { get; private set; }
    public int? Pid { get; private set; }
    public DateTimeOffset? LastBeat { get; private set; }
    public string? Progress { get; private set; }

    /// <summary>completed or failed, once it says so.</summary>
    public string? Finished { get; private set; }
    public DateTimeOffset? FinishedAt { get; private set; }
    public string? Error { get; private set; }
    public int? ExitCode { get; private set; }
    public string? Trouble { get; private set; }

    /// <summary>True when it says something else than before.</summary>
    public bool Refresh(DateTimeOffset now)
    {
        bool exists = FileStamp.Of(Path, followLinks: true, out int errno).IsFolder;
        // What cannot be looked into is not gone.
        bool changed = Exists != exists && (exists || errno is 0 or Errno.NoEntry);
        if (changed)
            Exists = exists;
        if (_pid.Refresh(now) is { } pid)
            changed |= TakePid(pid);
        if (_beat.Refresh(now) is { } beat)
            changed |= TakeBeat(beat);
        if (_status.Refresh(now) is { } status)
            changed |= TakeStatus(status);
        string? trouble = _pidTrouble ?? _statusTrouble ?? _beatTrouble;
        changed |= trouble != Trouble;
        Trouble = trouble;
        return changed;
    }

    private bool TakePid(FileReading reading)
    {
        int? before = Pid;
        _pidTrouble = null;
        if (reading.Failure == FileFailure.Missing)
            Pid = null;
        else if (!reading.IsRead)
            _pidTrouble = $"{_pid.Path}: {reading.Why}";
        else if (PidText.Parse(reading.Bytes) is { } pid)
            Pid = pid;
        else
            _pidTrouble = $"{_pid.Path}: no pid in it";
        return Pid != before;
    }

    private bool TakeBeat(FileReading reading)
    {
        var (beat, progress) = (LastBeat, Progress);
        _beatTrouble = null;
        if (reading.Failure == FileFailure.Missing)
            (LastBeat, Progress) = (null, null);
        else if (!reading.IsRead || !TryReadBeat(reading.Bytes))
            _beatTrouble = $"{_beat.Path}: {(reading.IsRead ? "not whole JSON with a timestamp" : reading.Why)}";
        return LastBeat != beat || Progress != progress;
    }

    private bool TryReadBeat(ReadOnlySpan<byte> bytes)
    {
        DateTimeOffset? at = null;
        string? progress = null;
        bool isWhole = IsWhole(bytes, (string name, ref JsonFields json) =>
        {
            switch (name)
            {
                case "timestamp": at = json.Time(); break;
                case "progress": progress = json.TextOrNumber(); break;
                default: json.Skip(); break;
            }
        });
        if (!isWhole || at is null)
            return false;
        (LastBeat, Progress) = (at, progress);
        return true;
    }

    private bool TakeStatus(FileReading reading)
    {
        string? before = _said;
        _statusTrouble = null;
        if (reading.Failure == FileFailure.Missing)
        {
            (Finished, FinishedAt, Error, ExitCode) = (null, null, null, null);
            _said = null;
        }
        else if (!reading.IsRead || !TryReadStatus(reading.Bytes))
            _statusTrouble = $"{_status.Path}: {(reading.IsRead ? "not whole JSON" : reading.Why)}";
        return _said != before;
    }

    private bool TryReadStatus(ReadOnlySpan<byte> bytes)
    {
        string? status = null, error = null;
        DateTimeOffset? at = null;
        int? code = null;
        bool isWhole = IsWhole(bytes, (string name, ref JsonFields json) =>
        {
            switch (name)
            {
                case "status": status = json.Text(); break;
                case "timestamp": at = json.Time(); break;
                case "error": error = json.Text(); break;
                case "exit_code": code = (int?)json.Whole(0, 255); break;
                default: json.Skip(); break;
            }
        });
        if (!isWhole)
            return false;
        Finished = status is "completed" or "failed" ? status : null;
        (FinishedAt, Error, ExitCode) = (at, error, code);
        _said = $"{status} {at?.UtcTicks ?? 0} {code ?? -1} {error}";
        return true;
    }

    private bool IsWhole(ReadOnlySpan<byte> bytes, WholeObject.TakeField take)
    {
        _ignored.Clear();
        return WholeObject.Read(bytes, CommitRelaySource.Label, _ignored, take, out _);
    }
}
