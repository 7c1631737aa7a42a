using System;

namespace Lifetop.Platform;

/// <summary>How long a child may take and how much it may say.</summary>
public sealed record CommandLimits(TimeSpan Time, int OutputBytes);

/// <summary>What became of a child.</summary>
public enum CommandEnd
{
    Exited,
    TimedOut,
    NotFound,
    CannotStart,
    TooMuchOutput,
}

/// <summary>How a child ended and what it said.</summary>
public sealed record CommandResult
{
    public required CommandEnd End { get; init; }

    /// <summary>Its exit code if it exited by itself, else -1.</summary>
    public int ExitCode { get; init; } = -1;

    /// <summary>The signal that ended it, else 0.</summary>
    public int Signal { get; init; }
    public ReadOnlyMemory<byte> Output { get; init; }

    /// <summary>Its standard error without the last newline; for a child that could not start, why not.</summary>
    public string Errors { get; init; } = "";

    public bool Succeeded => End == CommandEnd.Exited && ExitCode == 0;
}
