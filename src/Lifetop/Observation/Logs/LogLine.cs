namespace Lifetop.Observation.Logs;

/// <summary>A line of a log as it stands there, control characters and all; or a notice of ours about the log.</summary>
/// <param name="Label">Which log it is from.</param>
/// <param name="IsCut">There was more of it than is ever kept of one line.</param>
public sealed record LogLine(string Label, string Text, bool IsCut = false, bool IsNotice = false)
{
    /// <summary>Where it begins in its log, in bytes.</summary>
    public long Start { get; init; }

    /// <summary>Where what follows it begins.</summary>
    public long End { get; init; }

    /// <summary>Counts up when the log is truncated or another file takes its place: offsets of another version are of another text.</summary>
    public int Version { get; init; }

    /// <summary>It has no end yet: a prompt, a progress bar.</summary>
    public bool IsUnfinished { get; init; }

    public static LogLine Notice(string label, string text) => new(label, text, IsNotice: true);
}
