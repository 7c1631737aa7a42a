using System.Collections.Immutable;
using Lifetop.Actions.Steps;
using Lifetop.Model;

namespace Lifetop.Registry;

/// <summary>A worker as judged just now, offered to the journal, which writes down what it does not know yet.</summary>
/// <param name="Worker">Facts, state, since and ending.</param>
/// <param name="Evidence">What the state was judged from.</param>
/// <param name="Members">The processes of its tree that are not recorded yet, or all of them.</param>
public sealed record Transition(RememberedWorker Worker, ImmutableArray<Evidence> Evidence, ImmutableArray<Member> Members)
{
    /// <summary>The task that goes with it out of its system's files, or is about to; null for any other change.</summary>
    public FinishedTask? Removed { get; init; }

    /// <summary>The end of an attempt after which the worker was begun anew: it is not how the worker is now.</summary>
    public bool IsOfEarlierAttempt { get; init; }
}

/// <summary>What came of asking the journal to change a worker's record.</summary>
public enum RecordOutcome
{
    Done,
    /// <summary>It was so before.</summary>
    Already,
    NotFound,
    /// <summary>Somebody else has declared a worker under this name.</summary>
    KeyTaken,
    /// <summary>Another record of ours has its process.</summary>
    ProcessTaken,
    /// <summary>What else is declared speaks against it.</summary>
    Refused,
    /// <summary>Nothing was written; the status says why.</summary>
    Unrecorded,
}

/// <summary>Whether the registry took it, and what it changed.</summary>
public sealed record Recorded(RegistryStatus Status, RecordOutcome Outcome);
