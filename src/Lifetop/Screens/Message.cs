namespace Lifetop.Screens;

/// <summary>News from another thread, for the screens that asked or care. Immutable.</summary>
public abstract record Message;

/// <summary>What came of something somebody asked for: goes to the message line and into the log of actions.</summary>
public sealed record Told(Outcome Outcome, string Text, string? Hint = null) : Message;

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

/// <summary>The first processes are on the board, before the first look is done.</summary>
public sealed record ProcessesSeen : Message;

/// <summary>Another watch leads than before, or it does otherwise; null when none leads any more.</summary>
public sealed record WatchSeen(WatchMark? Watch) : Message;

/// <summary>The watch that leads, as a header shows it.</summary>
/// <param name="Failing">How much it cannot read.</param>
public sealed record WatchMark(int Pid, bool Hangs, int Failing);
