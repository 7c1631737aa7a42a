namespace Lifetop.Observation.Logs;

/// <summary>A line of a log as it stands there, control characters and all; or a notice of ours about the log.</summary>
/// <param name="Label">Which log it is from.</param>
/// <param name="IsCut">There was more of it than is ever kept of one line.</param>
public sealed record LogLine(string Label, string Text, bool IsCut = false, bool IsNotice = false)
{
    public static LogLine Notice(string label, string text) => new(label, text, IsNotice: true);
}
