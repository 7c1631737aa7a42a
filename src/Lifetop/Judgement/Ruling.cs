using Lifetop.Model;

namespace Lifetop.Judgement;

/// <summary>Which rule decided; chooses the words.</summary>
public enum Cause
{
    None,
    GapOfSource,
    GapOfServer,
    GapOfProcess,
    PlanOpen,
    SystemRestarts,
    OwnRules,
    Reaped,
    SourceSays,
    Malformed,
    ProcessEnded,
    PidReused,
    PaneDead,
    PaneGone,
    PaneUnseen,
    ShellLeft,
    NeverStarted,
    Vanished,
    WithinGrace,
    OwnerGone,
    Stray,
    NoHeartbeat,
    Prompt,
    Bell,
    Quiet,
    Working,
    ResultSettled,
    ResultAwaited,
}

/// <summary>A verdict before its words: plain numbers, so that deciding again costs nothing and equal ones need no new words.</summary>
/// <param name="SinceTicks">UTC ticks from which the state counts.</param>
/// <param name="Stamp">Mixes whatever else the words depend on.</param>
public readonly record struct Ruling(Lifecycle State, Cause Cause, long SinceTicks, int Stamp)
{
    /// <summary>Mixes the plans about it that a dead lifetop left half done.</summary>
    public int Unfinished { get; init; }

    /// <summary>What the rules of its own system call it; null where it has none.</summary>
    public string? OwnWord { get; init; }

    // By hand: what the compiler makes compares the enums in code that is compiled on the spot.
    public bool Equals(Ruling other)
        => State == other.State && Cause == other.Cause && SinceTicks == other.SinceTicks && Stamp == other.Stamp && Unfinished == other.Unfinished && string.Equals(OwnWord, other.OwnWord);

    public override int GetHashCode() => SinceTicks.GetHashCode() ^ Stamp ^ Unfinished ^ ((int)State << 8) ^ (int)Cause;
}
