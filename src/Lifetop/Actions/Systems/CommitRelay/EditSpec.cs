using System;
using Lifetop.Platform;

namespace Lifetop.Actions.Systems.CommitRelay;

/// <summary>Writes into a spec what became of its worker; every other field stays as it is.</summary>
/// <param name="Stamp">Of the file when the plan was made; null where it is written all the time, because its worker lives until the plan ends it.</param>
public sealed record EditSpec(string Path, FileStamp? Stamp, string Status) : PlanStep
{
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Set when it is cleaned up, with the reason for it.</summary>
    public DateTimeOffset? CleanedAt { get; init; }
    public string Reason { get; init; } = "";

    public override string What => "edit spec";

    public override string Target => Path;

    public override string Words => $"mark its spec as {Status}";
}
