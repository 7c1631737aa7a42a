using System;
using System.Collections.Immutable;
using Lifetop.Actions.Restarts;
using Lifetop.Actions.Steps;
using Lifetop.Model;
using Lifetop.Platform;

namespace Lifetop.Actions.Planning;

/// <summary>All that the plan for one worker is made from, as it was read right after the look it is about.</summary>
public sealed record WorkerFacts(JudgedWorker Judged, DateTimeOffset Now)
{
    public Worker Worker => Judged.Worker;
    public Lifecycle State => Judged.Verdict.State;

    /// <summary>What speaks for and against removing it.</summary>
    public Safety? Safety { get; init; }

    /// <summary>Why its processes may never be signalled, whoever asks; null when they may.</summary>
    public string? Never { get; init; }

    /// <summary>The plan of another living lifetop that is at it.</summary>
    public OpenPlan? UnderWay { get; init; }

    /// <summary>The plan of a lifetop that died over it.</summary>
    public OpenPlan? Unfinished { get; init; }

    /// <summary>How that plan was to record its task: what it ended has not ended by itself. Null where it was not.</summary>
    public string? TaskStatus { get; init; }

    /// <summary>What earlier lifetops knew of this attempt; null for nothing.</summary>
    public RememberedWorker? Known { get; init; }

    /// <summary>Its processes in the order they are told: root first.</summary>
    public ImmutableArray<PlannedProcess> Tree { get; init; } = [];

    /// <summary>How many of the tree are stopped by a signal.</summary>
    public int Stopped { get; init; }

    /// <summary>The pane it lives in without owning it has a shell as its root that somebody types into.</summary>
    public bool LivesBelowShell { get; init; }

    /// <summary>The files its records name and that are there, each as the step that would remove it; the one that declares it last.</summary>
    public ImmutableArray<RemoveFile> Files { get; init; } = [];

    /// <summary>Of the file that declares it, as it is now.</summary>
    public FileStamp Record { get; init; }

    /// <summary>The step that would remove its worktree, before anybody decided so.</summary>
    public RemoveWorktree? WorktreeRemoval { get; init; }

    /// <summary>Null when it has no worktree, or none is there.</summary>
    public WorktreeFacts? Worktree { get; init; }

    /// <summary>Who else works in that folder, or is declared to.</summary>
    public string? WorktreeSharedWith { get; init; }

    /// <summary>How it is started once more; null unless that was asked for.</summary>
    public HowToStart? Again { get; init; }

    /// <summary>How often watch has started it since a hand did, and whether it was stopped by one; null unless that was asked for, or cannot be read.</summary>
    public int? Restarts { get; init; }
    public bool PolicyRests { get; init; }

    /// <summary>Processes near it that are not of its tree.</summary>
    public ImmutableArray<LeftAlone> Near { get; init; } = [];

    /// <summary>The daemon of its system lives, so that it is asked instead of its things being taken away behind it; null when that is not known.</summary>
    public bool? SystemLives { get; init; } = false;

    /// <summary>Started too short ago to be taken in by a plan that did not name it.</summary>
    public bool IsYoung { get; init; }
}
