using System;
using Lifetop.Model;

namespace Lifetop.Observation.Logs;

/// <summary>Which lines are wanted: a piece of text in them, or a time at their start.</summary>
/// <param name="Text">Anywhere in the line; case counts only if it has an upper-case letter.</param>
/// <param name="Since">A line without a time goes with the one before it, like the lines of a stack trace.</param>
/// <param name="LocalOffset">Of times that name no offset.</param>
public sealed record LogFilter(string? Text, DateTimeOffset? Since, TimeSpan LocalOffset)
{
    private static readonly char[] Openings = ['[', '(', '<', '"', ' '];

    private readonly StringComparison comparison = HasUpperCase(Text) ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;

    /// <summary>A fresh decision for each log: what the lines before its first time are depends on when it was written last.</summary>
    public LogSieve For(DateTimeOffset modified, DateTimeOffset now) => new(this, Since is null || modified >= Since, now);

    internal bool HasText(string line) => Text is null || line.Contains(Text, comparison);

    /// <summary>
    /// The time at the start of a line, behind at most one opening mark: a date and time with <c>T</c> or a blank between, or
    /// HH:MM:SS alone, which is the latest such time that is not ahead of now. Null when there is none.
    /// </summary>
    internal DateTimeOffset? TimeOf(ReadOnlySpan<char> line, DateTimeOffset now)
    {
        if (line.Length > 0 && Array.IndexOf(Openings, line[0]) >= 0)
            line = line[1..];
        if (TimeText.ParseStart(line, LocalOffset, out _) is { } time)
            return time;
        if (TimeText.ClockTime(line, out _) is not { } clock)
            return null;
        var local = now.ToOffset(LocalOffset);
        var today = new DateTimeOffset(local.Date, LocalOffset) + clock;
        // Clocks may differ by a little; what is well ahead of now was yesterday.
        return today > now.AddMinutes(5) ? today.AddDays(-1) : today;
    }

    private static bool HasUpperCase(string? text)
    {
        foreach (char character in text ?? "")
            if (char.IsUpper(character))
                return true;
        return false;
    }
}

/// <summary>A filter at work on one log, line after line.</summary>
public sealed class LogSieve(LogFilter filter, bool isLateEnough, DateTimeOffset now)
{
    private bool isLateEnough = isLateEnough;

    public bool Lets(LogLine line)
    {
        if (line.IsNotice)
            return true;
        if (filter.Since is { } since && filter.TimeOf(line.Text, now) is { } time)
            isLateEnough = time >= since;
        return isLateEnough && filter.HasText(line.Text);
    }
}
