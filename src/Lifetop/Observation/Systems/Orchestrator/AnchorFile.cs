using System;
using System.Collections.Immutable;
using System.Text;
using Lifetop.Model;
using Lifetop.Model.Systems;
using Lifetop.Platform;

namespace Lifetop.Observation.Systems.Orchestrator;

/// <summary>One <c>active-session-PID</c> file: read again when its stamp moves.</summary>
internal sealed class AnchorFile(string path, string name, int pid)
{
    private const int Limit = 4096;

    private readonly SystemFile _file = new(path, Limit);

    /// <summary>One array for all time, so that a declaration made again equals the one before.</summary>
    private readonly ImmutableArray<Residue> _leaves = [new("anchor", path)];

    public string Name => name;

    /// <summary>Null when it holds no session id.</summary>
    public string? Session { get; private set; }

    private bool IsThere => _file.Reading.IsRead;

    /// <summary>True when it says something else than before.</summary>
    public bool Refresh(DateTimeOffset now)
    {
        if (!_file.Refresh(now))
            return false;
        string text = Encoding.UTF8.GetString(_file.Reading.Bytes).Trim();
        Session = SessionId.IsOne(text) ? text : null;
        return true;
    }

    /// <summary>Null while it cannot be read: its name alone says too little about when it was written.</summary>
    public Declaration? Declare(string root, string label, SessionRow? row) => !IsThere ? null : new Declaration
    {
        Source = OrchestratorSource.Label,
        Identity = $"{OrchestratorSource.Label}:{root}:{name}",
        Key = new WorkerKey(OrchestratorSource.Label, $"{label}/{name}"),
        Name = name,
        Kind = WorkerKind.Agent,
        Type = "claude",
        File = path,
        WrittenAt = _file.Reading.Stamp.Modified,
        Process = new ProcessClaim(pid) { RequiredProgram = "claude" },
        Task = row?.Task,
        Leaves = _leaves,
        System = new OrchestratorAnchor { Root = root, Pid = pid, SessionId = Session, SessionName = row?.ShownName, Owner = _file.Reading.Stamp.Owner },
    };

    public Gap? Gap(DateTimeOffset since) => _file.Reading is { IsRead: false, Failure: not FileFailure.Missing } reading
        ? new Gap(OrchestratorSource.Label, path, $"{path}: {reading.Why}", since)
        : null;
}
