using System;
using Lifetop.Terminal;

namespace Lifetop.Screens.Logs;

/// <summary>One line of a log, ready to be shown; or a notice of ours between its lines. Immutable.</summary>
public sealed class LogRow
{
    private const int Overhead = 120;

    /// <summary>Number of its source.</summary>
    public required int Source { get; init; }
    public required StyledText Text { get; init; }

    /// <summary>Which text its offsets are of: it counts up when a log is truncated or replaced.</summary>
    public int Version { get; init; }
    public long Start { get; init; }
    public long End { get; init; }

    /// <summary>When it was written, as the line itself says, or came while we watched; null when nobody knows.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>Puts it between the lines of other logs, also where its own time is not known.</summary>
    public long Order { get; init; }

    /// <summary>So much of the text is its time.</summary>
    public int StampLength { get; init; }
    public LogLevel Level { get; init; }

    /// <summary>It belongs to the line before: a stack trace.</summary>
    public bool IsContinuation { get; init; }
    public bool IsCut { get; init; }
    public bool IsNotice { get; init; }

    /// <summary>It may still change: a prompt, what stands on a pane's screen.</summary>
    public bool IsUnfinished { get; init; }

    /// <summary>About what it takes of memory.</summary>
    public int Weight => Text.Text.Length * 2 + Text.Runs.Length * 16 + Overhead;

    public LogSpot Spot => new(Source, Version, Start, Order);

    public bool IsAt(LogSpot? spot) => spot is not null && !IsNotice && spot.Start == Start && spot.Source == Source && spot.Version == Version;
}

/// <summary>A line's place among all lines of all logs.</summary>
public sealed record LogSpot(int Source, int Version, long Start, long Order)
{
    /// <summary>By time; of one log by place, whatever its times say.</summary>
    public int CompareTo(LogSpot other)
    {
        if (Source == other.Source)
            return Version != other.Version ? Version.CompareTo(other.Version) : Start.CompareTo(other.Start);
        return Order != other.Order ? Order.CompareTo(other.Order) : Source.CompareTo(other.Source);
    }
}

/// <summary>A place between lines: for each log which version, and what byte of it comes next.</summary>
public sealed class LogMark(int[] versions, long[] offsets)
{
    public int Count => offsets.Length;

    public int Version(int source) => versions[source];

    public long Offset(int source) => offsets[source];

    public LogMark With(int source, int version, long offset)
    {
        int[] newVersions = (int[])versions.Clone();
        long[] newOffsets = (long[])offsets.Clone();
        newVersions[source] = version;
        newOffsets[source] = offset;
        return new LogMark(newVersions, newOffsets);
    }
}
