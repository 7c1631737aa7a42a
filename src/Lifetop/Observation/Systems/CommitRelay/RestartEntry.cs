using System;
using Lifetop.Observation.Sources;
using Lifetop.Platform;

namespace Lifetop.Observation.Systems.CommitRelay;

/// <summary>A file of the restart queue: a worker that the restart daemon is to start in place of another.</summary>
internal sealed class RestartEntry(string path) : CoordinationFile(path)
{
    public const string Suffix = ".json";

    /// <summary>Of the new worker, as the file is named.</summary>
    public string Name { get; } = NativePath.Name(path)[..^Suffix.Length].ToString();

    /// <summary>Whom it replaces; empty where that is not said.</summary>
    public string Original { get; private set; } = "";
    public string Status { get; private set; } = "";

    /// <summary>When it was queued, and from when it may be started.</summary>
    public DateTimeOffset? QueuedAt { get; private set; }
    public DateTimeOffset? DueAt { get; private set; }

    public bool IsPending => Status == "pending";

    private protected override void Clear() => (Original, Status, QueuedAt, DueAt) = ("", "", null, null);

    private protected override Action Read(ref JsonFields json)
    {
        string original = "", status = "";
        DateTimeOffset? scheduled = null, queued = null;
        while (json.Next() is { } name)
        {
            switch (name)
            {
                case "original_worker_id": original = json.Text() ?? ""; break;
                case "status": status = json.Text() ?? ""; break;
                case "scheduled_at": scheduled = json.Time(); break;
                case "queued_at": queued = json.Time(); break;
                default: json.Skip(); break;
            }
        }
        return () => (Original, Status, QueuedAt, DueAt) = (original, status, queued ?? scheduled, scheduled ?? queued);
    }
}
