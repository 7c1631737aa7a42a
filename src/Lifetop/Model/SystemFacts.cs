using System;
using System.Collections.Immutable;

namespace Lifetop.Model;

/// <summary>What one of the agent systems keeps of a worker beyond what every source can say: for that system's own rules. Each has records of its own.</summary>
public abstract record SystemFacts
{
    /// <summary>Identity of the worker that is its system's daemon; null when it has none.</summary>
    public virtual string? DaemonIdentity => null;

    /// <summary>Once it is completed it is history, without standing in the list for a while.</summary>
    public virtual bool IsHistoryOnceOver => false;

    /// <summary>It is no more than a pid file: where another source declares that process, it is another name for that worker.</summary>
    public virtual bool OnlyNamesProcess => false;

    /// <summary>It is a daemon of its system that a command of the user's can start.</summary>
    public virtual bool IsDaemon => false;

    /// <summary>Of a daemon: what should name its process is there and names none, so that nobody can tell from it whether it lives.</summary>
    public virtual bool IsTorn => false;

    /// <summary>Of a daemon: something waits for it, so that one which is down needs somebody, whatever was cleaned up after it.</summary>
    public virtual bool IsMissed => false;

    /// <summary>The unix socket on which a daemon that lives listens; null where there is none.</summary>
    public virtual string? ListensOn => null;

    /// <summary>That command; empty when none is set.</summary>
    public ImmutableArray<string> Wrapper { get; init; } = [];

    /// <summary>What the last lines of its log complain of, in our words; empty for nothing.</summary>
    public string LogSays { get; init; } = "";

    // By hand, as in all that is compared in each look.
    public virtual bool Equals(SystemFacts? other) => other is not null && EqualityContract == other.EqualityContract && Wrapper == other.Wrapper && LogSays == other.LogSays;

    public override int GetHashCode() => string.GetHashCode(LogSays, StringComparison.Ordinal);
}
