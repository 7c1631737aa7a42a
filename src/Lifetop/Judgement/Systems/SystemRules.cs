using System.Collections.Generic;
using Lifetop.Model;

namespace Lifetop.Judgement.Systems;

/// <summary>
/// The verdict rules of one agent system, over what its source read, the processes and the panes of a look. Pure, and asked of every
/// one of its workers in each look: deciding makes no objects, words are made when a verdict changed.
/// </summary>
internal abstract class SystemRules
{
    /// <summary>Label of its source.</summary>
    public abstract string Source { get; }

    /// <summary>What the system's users call a worker whose entry cannot be read now; null when nothing is said of it.</summary>
    public virtual string? UnreadWord => null;

    /// <summary>
    /// Workers that its names, folders or processes claim though no entry declares them (an orphan window, session or server). Asked when
    /// anything but a number changed; costs next to nothing where nothing of the system is there.
    /// </summary>
    public virtual void Derive(Census census, Past past, List<Declaration> found)
    {
    }

    /// <summary>False when the general rules shall decide alone.</summary>
    public abstract bool Decide(Worker worker, PastWorker past, Census census, out OwnRuling ruling);

    /// <summary>The facts behind the word, worded so that a user of that system recognises them, the deciding one first.</summary>
    public abstract void Explain(Worker worker, string word, Census census, OwnEvidence to);
}

/// <summary>What a system's own rules found.</summary>
/// <param name="Word">The verdict's name in that system's terms, a constant: <c>dead-in-window</c>.</param>
/// <param name="State">The state that is in lifetop's terms; where it <paramref name="Lives"/> the general rules go on to stalled, waiting, idle or running.</param>
/// <param name="SinceTicks">UTC ticks from which it counts; 0 when nothing tells but the watching.</param>
/// <param name="Stamp">Mixes whatever else its words depend on.</param>
internal readonly record struct OwnRuling(string Word, Lifecycle State, bool Lives, long SinceTicks, int Stamp)
{
    public static OwnRuling Live(string word, int stamp = 0) => new(word, Lifecycle.Running, true, 0, stamp);

    public static OwnRuling Of(string word, Lifecycle state, long sinceTicks, int stamp = 0) => new(word, state, false, sinceTicks, stamp);
}
