using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Model;
using Lifetop.Platform;

namespace Lifetop.Observation.Sources;

/// <summary>A manifest's fields to a declaration; pure. What does not fit together is left out and remarked upon.</summary>
internal sealed class ManifestDeclaration(ManifestFields fields, string path, List<Evidence> remarks)
{
    private const string Label = ManifestSource.Label;
    private const int LongestKey = 200;
    private static readonly Dictionary<string, string> Nothing = [];

    /// <summary>Null when the key is not fit to name a worker.</summary>
    public static string? CheckKey(string? key) => key switch
    {
        null => "no key",
        _ when string.IsNullOrWhiteSpace(key) || key.Length > LongestKey || HasControl(key) => "its key is empty, too long or holds control characters",
        _ => null,
    };

    public Declaration Build(in FileStamp stamp)
    {
        var declaration = Whole(stamp);
        // Whether it lives is not known, so nothing is on offer to be ended or removed.
        return !fields.IsPidWrong ? declaration : declaration with
        {
            Malformed = "its pid is none: not a number from 1 to 2147483647",
            Pane = null,
            Worktree = null,
            TokensAllocated = null,
            Leaves = [],
            Says = DeclaredState.Nothing,
        };
    }

    private Declaration Whole(in FileStamp stamp)
    {
        return new Declaration
        {
            Source = Label,
            Identity = $"{Label}:{fields.Key}",
            Key = new WorkerKey(Label, fields.Key!),
            Name = string.IsNullOrWhiteSpace(fields.Name) ? fields.Key! : fields.Name,
            Kind = Kind(),
            Type = fields.Type,
            File = path,
            // A pid was true when the file was written last; a wait for the start began when it was first.
            WrittenAt = fields.Pid is null && fields.CreatedAt is { } created && created < stamp.Modified ? created : stamp.Modified,
            Process = Process(),
            Pane = Pane(),
            Owner = Owner(),
            Command = fields.Command,
            Arguments = fields.Arguments is { } words ? [.. words] : [],
            Cwd = Absolute(fields.Cwd, "cwd"),
            Worktree = Absolute(fields.Worktree, "worktree"),
            Branch = fields.Branch,
            Log = Absolute(fields.Log, "log"),
            HeartbeatFile = Absolute(fields.HeartbeatFile, "heartbeat_file"),
            LastBeat = fields.HeartbeatAt,
            HeartbeatLimit = fields.HeartbeatLimit,
            Grace = fields.Grace,
            Task = fields.Task,
            Priority = fields.Priority,
            ResultUrl = fields.ResultUrl,
            Summary = fields.Summary,
            HealthScore = fields.Health,
            TokensAllocated = fields.TokensAllocated,
            TokensUsed = fields.TokensUsed,
            Restarts = fields.Restarts,
            RestartPolicy = RestartPolicy(),
            NativeState = fields.State,
            Says = Says(),
            SaysSince = fields.Ended?.At ?? fields.StateSince,
            ExitCode = fields.Ended?.ExitCode,
            Signal = fields.Ended?.Signal,
            Leaves = Leaves(),
            Markers = Markers(),
            Remarks = [.. remarks],
        };
    }

    private WorkerKind? Kind()
    {
        var kind = WorkerKinds.Parse(fields.Kind);
        if (kind is null && fields.Kind is not null)
            Remark($"kind {fields.Kind} is none of agent, daemon, server, job, shell; ignored");
        return kind;
    }

    private ProcessClaim? Process() => fields.Pid is not { } pid ? null : new ProcessClaim(pid)
    {
        StartTicks = fields.StartTicks,
        Boot = fields.Boot,
        StartedAt = fields.StartedAt,
        // Only an argument list is what the process must show; a command line as text may be a shell's.
        RequiredCommand = fields.IsCommandExact && fields.StartTicks is null && fields.StartedAt is null ? fields.Command ?? "" : "",
    };

    private PaneClaim? Pane()
    {
        if (fields.Pane is not { } pane)
            return null;
        bool hasId = pane.Id is ['%', _, ..] && !pane.Id.AsSpan(1).ContainsAnyExceptInRange('0', '9') && pane.ServerPid is not null;
        if (!hasId && pane.Id is not null)
            Remark("pane.id needs the form %N and server_pid beside it, because ids start again with each server; ignored");
        if (!hasId && pane.Session is null)
            return null;
        return new PaneClaim
        {
            Socket = Absolute(pane.Socket, "pane.socket"),
            PaneId = hasId ? pane.Id : null,
            ServerPid = pane.ServerPid,
            ServerStartTicks = pane.ServerStartTicks,
            SessionName = pane.Session,
            WindowName = pane.Window,
            Belongs = pane.Belongs,
        };
    }

    private OwnerClaim? Owner()
    {
        if (fields.Owner is not { } owner)
            return null;
        ProcessIdentity? process = null;
        if (owner is { Pid: { } pid, StartTicks: { } start } && fields.Boot is { } boot)
            process = new ProcessIdentity(pid, start, boot);
        else if (owner.Pid is not null)
            Remark("owner.pid needs start_ticks and the manifest's boot_id to be a process; ignored");
        string? name = owner.Name ?? owner.Program;
        if (name is null && process is null)
            return null;
        return new OwnerClaim(name ?? $"pid {owner.Pid}") { Process = process, AncestorProgram = owner.Program };
    }

    private string RestartPolicy()
    {
        if (fields.Restart is null or "no" or "on-failure" or "always")
            return fields.Restart ?? "no";
        Remark($"restart {fields.Restart} is none of no, on-failure, always; taken as no");
        return "no";
    }

    private DeclaredState Says()
    {
        string? word = fields.State;
        foreach (var (own, meaning) in fields.States ?? Nothing)
        {
            if (Parse(meaning) is null)
                Remark($"states.{own}: {meaning} is none of pending, live, idle, waiting, stalled, completed, failed, blocked, over; ignored");
            else if (own == fields.State)
                word = meaning;
        }
        if (word is not null && Parse(word) is { } said)
            return said;
        return fields.Ended switch
        {
            null => DeclaredState.Nothing,
            { Signal: not null } or { ExitCode: > 0 } => DeclaredState.Failed,
            { ExitCode: 0 } => DeclaredState.Completed,
            _ => DeclaredState.Over,
        };
    }

    public static DeclaredState? Parse(string? word) => word switch
    {
        "pending" => DeclaredState.Pending,
        "live" or "running" => DeclaredState.Live,
        "idle" => DeclaredState.Idle,
        "waiting" => DeclaredState.Waiting,
        "stalled" => DeclaredState.Stalled,
        "completed" => DeclaredState.Completed,
        "failed" => DeclaredState.Failed,
        "blocked" => DeclaredState.Blocked,
        "over" => DeclaredState.Over,
        _ => null,
    };

    private ImmutableArray<Residue> Leaves()
    {
        var leaves = ImmutableArray.CreateBuilder<Residue>();
        leaves.Add(new Residue("file", path));
        if (Absolute(fields.HeartbeatFile, null) is { } heartbeat)
            leaves.Add(new Residue("file", heartbeat));
        foreach (string leaf in fields.Leaves ?? [])
            if (Absolute(leaf, "leaves") is { } file)
                leaves.Add(new Residue("file", file));
        return leaves.ToImmutable();
    }

    private ImmutableArray<EnvironmentMarker> Markers()
    {
        if (fields.Markers is null)
            return [];
        var markers = ImmutableArray.CreateBuilder<EnvironmentMarker>();
        foreach (var (name, value) in fields.Markers)
        {
            // An empty value would fit processes that merely have the variable.
            if (name.Length > 0 && value.Length > 0)
                markers.Add(new EnvironmentMarker(name, value));
            else
                Remark($"markers.{name} is empty; ignored");
        }
        return markers.ToImmutable();
    }

    /// <summary>A path that means one place whoever reads it: absolute, without parts that climb.</summary>
    private string? Absolute(string? value, string? field)
    {
        if (string.IsNullOrEmpty(value))
            return null;
        bool climbs = value.Contains("/../", StringComparison.Ordinal) || value.EndsWith("/..", StringComparison.Ordinal);
        if (value[0] == '/' && !climbs && !value.Contains('\0', StringComparison.Ordinal))
            return value;
        if (field is not null)
            Remark($"{field} is no absolute path without ..; ignored");
        return null;
    }

    private static bool HasControl(string text)
    {
        foreach (char character in text)
            if (char.IsControl(character))
                return true;
        return false;
    }

    private void Remark(string what) => remarks.Add(new Evidence(what, Label));
}
