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
}
