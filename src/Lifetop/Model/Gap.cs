using System;

namespace Lifetop.Model;

/// <summary>Something that could not be read. A gap makes unknown, never dead.</summary>
/// <param name="Source">Label of the source that looked.</param>
/// <param name="Scope">What it covers: a socket or file path; empty for all that the source would have said.</param>
/// <param name="What">What is wrong and what to do, in words for a person.</param>
/// <param name="Since">When it began to fail.</param>
public sealed record Gap(string Source, string Scope, string What, DateTimeOffset Since)
{
    /// <summary>The source label of the process table itself: a gap in it hides every process that is not seen.</summary>
    public const string OfProcesses = "proc";

    /// <summary>False where only a detail is missing (environ, cwd, fds) and verdicts hold all the same.</summary>
    public bool HidesWorkers { get; init; } = true;
}
