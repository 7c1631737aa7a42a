using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Model;

namespace Lifetop.Observation;

/// <summary>
/// A convention by which workers are found. Sources are asked on other threads than the observing one, and one that hangs delays nobody;
/// each is asked when a path it watches changed, and every <see cref="SafetyNet"/> anyway.
/// </summary>
public interface IWorkerSource
{
    /// <summary>Label of the source in keys, gaps and evidence; several instances may share it (one a tmux server, one a root).</summary>
    string Name { get; }

    /// <summary>How long an answer holds when nothing it watches changed.</summary>
    TimeSpan SafetyNet { get; }

    /// <summary>It looks in the folders in which processes run, so that it is asked once more as soon as those are known.</summary>
    bool LooksInProjects => false;

    /// <summary>Where it looks for its system whatever runs; empty for a source that is no system's.</summary>
    IReadOnlyList<string> LooksIn => [];

    /// <summary>Whether it would see this file of a worker if it is there; one that finds its files by itself sees all there are.</summary>
    bool LooksAt(string file) => true;

    /// <summary>
    /// Looks at the world. Never throws for what the world does: what could not be read is a gap, beside the last good view.
    /// When nothing changed it returns the very object it returned before, so that nobody works for nothing.
    /// </summary>
    SourceAnswer Look(DateTimeOffset now);
}

/// <summary>What one source saw, whole; immutable. Gaps with HidesWorkers mean the rest is the last good view.</summary>
public sealed record SourceAnswer
{
    public static readonly SourceAnswer Nothing = new();

    public ImmutableArray<Declaration> Declarations { get; init; } = [];
    public ImmutableArray<PaneSighting> Panes { get; init; } = [];
    public ImmutableArray<TmuxServer> Servers { get; init; } = [];
    public ImmutableArray<Gap> Gaps { get; init; } = [];

    /// <summary>Where it found its system.</summary>
    public ImmutableArray<FoundPlace> Found { get; init; } = [];

    /// <summary>Files and folders whose change should have the source asked at once. A folder covers the names directly in it.</summary>
    public ImmutableArray<string> Watch { get; init; } = [];
}
