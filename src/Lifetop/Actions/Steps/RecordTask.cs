using System;

namespace Lifetop.Actions.Steps;

/// <summary>Keeps in the history what became of the worker's task.</summary>
public sealed record RecordTask(FinishedTask Task) : PlanStep
{
    public override string What => "record task";

    public override string Target => Task.Name;

    public override string Words => $"record the task as {Task.Status}";
}

/// <param name="Status">done, not done, failed, blocked, removed, or as its source calls it.</param>
/// <param name="Worker">Identity of who worked on it.</param>
public sealed record FinishedTask(string Name, string Worker, string Source, string Status)
{
    /// <summary>Its system's own tool removed its entry; or is about to, because what it ran in is gone.</summary>
    public const string Removed = "removed", Lost = "lost";

    public string? Task { get; init; }
    public string? Branch { get; init; }
    public string? ResultUrl { get; init; }
    public string? Summary { get; init; }
    public DateTimeOffset? CreatedAt { get; init; }
    public DateTimeOffset? CompletedAt { get; init; }
}
