using System.Collections.Immutable;

namespace Lifetop.Screens.Logs;

/// <summary>Something asked of the reader of one log screen.</summary>
public abstract record LogEffect(int Id) : Effect;

/// <summary>Begin to read; nothing is shown until it is asked for.</summary>
public sealed record OpenLog(int Id, ImmutableArray<LogSource> Sources) : LogEffect(Id);

public sealed record CloseLog(int Id) : LogEffect(Id);

/// <summary>Where a view begins anew.</summary>
public enum LogStart
{
    /// <summary>The last lines, and then whatever comes.</summary>
    Tail,
    First,
    /// <summary>At a line.</summary>
    Spot,
}

/// <summary>Show the log from a place on. Parts of an earlier view are void from here on: the view tells which is which.</summary>
public sealed record ShowLog(int Id, int View, LogStart Place, LogQuery Query, int Rows, LogSpot? Spot = null) : LogEffect(Id);

/// <summary>More rows above or below what is there.</summary>
public sealed record ReadLog(int Id, int View, LogMark From, bool IsAbove, LogQuery Query, int Rows) : LogEffect(Id);

/// <summary>No more of the tail, until it is shown again.</summary>
public sealed record PauseLog(int Id) : LogEffect(Id);

/// <summary>The last part of the tail was taken in: the next may come.</summary>
public sealed record TakenLog(int Id) : LogEffect(Id);

/// <summary>Count the lines with a text, all through; an empty one ends that.</summary>
public sealed record FindLog(int Id, string Text) : LogEffect(Id);

/// <summary>Find the next line with the text sought.</summary>
/// <param name="From">Null begins at the end, or forward at the start.</param>
/// <param name="IsInclusive">The line to begin from may be the one.</param>
public sealed record SeekLog(int Id, string Text, LogSpot? From, bool IsForward, bool IsInclusive) : LogEffect(Id);

/// <summary>Write what the query lets through into a file.</summary>
public sealed record SaveLog(int Id, string Path, bool Overwrite, LogQuery Query) : LogEffect(Id);
