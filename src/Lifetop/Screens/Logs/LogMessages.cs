using System.Collections.Immutable;

namespace Lifetop.Screens.Logs;

/// <summary>News for one log screen.</summary>
public abstract record LogMessage(int Id) : Message;

/// <summary>What a part does with the rows that are there.</summary>
public enum LogPartKind
{
    /// <summary>They go: a view begins.</summary>
    Anew,
    Above,
    Below,
    /// <summary>What came at the end while it is followed; unfinished rows go first.</summary>
    Tail,
}

/// <summary>Rows, oldest first.</summary>
/// <param name="First">Where the first row begins; as it was where there is none above.</param>
/// <param name="Last">What comes behind the last row.</param>
public sealed record LogPart(int Id, int View, LogPartKind Kind, ImmutableArray<LogRow> Rows, LogMark First, LogMark Last) : LogMessage(Id)
{
    /// <summary>Nothing is above the first row.</summary>
    public bool IsTop { get; init; }

    /// <summary>Nothing was behind the last row.</summary>
    public bool IsBottom { get; init; }

    /// <summary>Bytes of all the logs together.</summary>
    public long Size { get; init; }
}

/// <summary>It is looked for on: so many bytes until now, and nothing to show yet.</summary>
public sealed record LogReading(int Id, int View, long Scanned) : LogMessage(Id);

/// <summary>So many lines are above the first row of the view as it began; negative when that would take too long to count.</summary>
public sealed record LogAbove(int Id, int View, long Lines) : LogMessage(Id);

/// <summary>How big the logs are now.</summary>
public sealed record LogSize(int Id, long Bytes) : LogMessage(Id);

/// <summary>How many lines have the text, as far as was looked.</summary>
/// <param name="Place">Which of them the line sought last is, from 1; 0 when that is not known yet.</param>
/// <param name="Percent">Of all, looked at.</param>
public sealed record LogCount(int Id, string Text, long Count, long Place, bool IsWhole, int Percent) : LogMessage(Id);

/// <summary>The line that was sought; null when there is none that way.</summary>
public sealed record LogHit(int Id, string Text, LogSpot? Spot, bool IsForward, bool WasInclusive) : LogMessage(Id);

/// <summary>There is such a file already, and it was left alone.</summary>
public sealed record LogSaveExists(int Id, string Path) : LogMessage(Id);
