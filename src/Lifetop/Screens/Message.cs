using System.Collections.Immutable;
using Lifetop.Model;

namespace Lifetop.Screens;

/// <summary>News from another thread, for the screens that asked or care. Immutable.</summary>
public abstract record Message;

/// <summary>What came of something somebody asked for: goes to the message line and into the log of actions.</summary>
/// <param name="Key">What helps on, and in a word what that does: which key it has only the screen knows.</param>
public sealed record Told(Outcome Outcome, string Text, UiAction? Key = null, string Does = "") : Message;

/// <summary>How it went, which picks glyph and colour of the line.</summary>
public enum Outcome
{
    Done,
    UnderWay,
    Failed,
    Refused,
    /// <summary>Nothing was asked of the world: copied, sorted, frozen.</summary>
    Noted,
}

/// <summary>The observing thread ended on a mistake of ours; nothing shown is news any more.</summary>
public sealed record LookingFailed(System.Exception Mistake) : Message;

/// <summary>Why nothing can be recorded now; null when it can again.</summary>
public sealed record RegistrySaid(string? Trouble) : Message;

/// <summary>Another watch leads than before, or it does otherwise; null when none leads any more.</summary>
public sealed record WatchSeen(WatchMark? Watch) : Message;

/// <summary>There is no tmux on PATH, or there is one now.</summary>
public sealed record TmuxSeen(bool IsMissing) : Message;

/// <summary>The watch that leads, as a header shows it.</summary>
/// <param name="Failing">How much it cannot read.</param>
/// <param name="Workers">Those that it starts again, or has given up; the same array as long as nothing in it changed.</param>
public sealed record WatchMark(int Pid, bool Hangs, int Failing, ImmutableArray<WatchedWorker> Workers)
{
    public WatchedWorker? About(string identity)
    {
        foreach (var worker in Workers)
            if (worker.Identity == identity)
                return worker;
        return null;
    }

    public bool Equals(WatchMark? other) => other is not null && Pid == other.Pid && Hangs == other.Hangs && Failing == other.Failing && Workers == other.Workers;

    public override int GetHashCode() => Pid;
}
