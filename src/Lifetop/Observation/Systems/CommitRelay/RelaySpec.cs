using System;

namespace Lifetop.Observation.Systems.CommitRelay;

/// <summary>The fields of a worker spec that lifetop knows, whichever of the four shapes it was written in; null where nothing was said.</summary>
internal sealed class RelaySpec
{
    public string? WorkerId, Type, CreatedBy, ParentMaster, Manager, TaskId, TaskTitle, Priority, Status;
    public DateTimeOffset? CreatedAt, StartedAt, CompletedAt, FailedAt, LastBeat;
    public long? TokensAllocated, TokensUsed;
    public double? TimeLimitMinutes;
    public int? Health, Missed, ExitCode;
    public string? HealthWord, LastActivity, Progress, Error, Summary, ZombieReason;
    public DateTimeOffset? CleanedAt, ZombieAt;
    public int? Pid;
    public bool IsPidWrong;

    /// <summary>lifetop noted in it that what was left of its tokens went back.</summary>
    public bool AreTokensReturned;

    /// <summary>The newest of all the places where a beat may stand is the last one.</summary>
    public void Beat(DateTimeOffset? at)
    {
        if (at is not null && (LastBeat is null || at > LastBeat))
            LastBeat = at;
    }

    /// <summary>Counted in several places, which are not written at the same time: the largest is the newest.</summary>
    public void Use(long? tokens)
    {
        if (tokens is not null && (TokensUsed is null || tokens > TokensUsed))
            TokensUsed = tokens;
    }
}
