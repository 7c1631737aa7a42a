using System;
using Lifetop.Model;

namespace Lifetop.Observation.Systems.Orchestrator;

/// <summary>A session as one of the two registries has it. Owner tokens and working notes are not read at all.</summary>
internal sealed class SessionRow
{
    /// <summary>What is asked for, in the names that both registries use; older ones lack the later of them.</summary>
    public static readonly string[] Fields =
    [
        "session_id", "id8", "role", "name", "started_at", "last_heartbeat_at", "current_task", "kind", "liveness_state", "liveness_expires_at", "hot_path_status", "client_unreachable_since",
    ];

    public string? Id, ShortId, Role, Name, Task, Kind, Liveness, HotPath;
    public DateTimeOffset? StartedAt, LastBeat, LivenessUntil, CutSince;

    public string ShownName => IsShowable(Name) ? Name! : IsShowable(ShortId) ? ShortId! : Id!; // only rows with an id are kept

    public void Set(string field, string? value)
    {
        switch (field)
        {
            case "session_id": Id = value; break;
            case "id8": ShortId = value; break;
            case "role": Role = value; break;
            case "name": Name = value; break;
            case "started_at": StartedAt = Time(value); break;
            case "last_heartbeat_at": LastBeat = Time(value); break;
            case "current_task": Task = value; break;
            case "kind": Kind = value; break;
            case "liveness_state": Liveness = value; break;
            case "liveness_expires_at": LivenessUntil = Time(value); break;
            case "hot_path_status": HotPath = value; break;
            case "client_unreachable_since": CutSince = Time(value); break;
        }
    }

    private static DateTimeOffset? Time(string? text) => text is null ? null : TimeText.Parse(text);

    private static bool IsShowable(string? name)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > 200)
            return false;
        foreach (char letter in name)
            if (char.IsControl(letter))
                return false;
        return true;
    }
}
