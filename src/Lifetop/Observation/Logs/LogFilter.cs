using System;
using Lifetop.Model;

namespace Lifetop.Observation.Logs;

/// <summary>Which lines are wanted: a piece of text in them, or a time at their start.</summary>
/// <param name="Text">Anywhere in the line; case counts only if it has an upper-case letter.</param>
/// <param name="Since">A line without a time goes with the one before it, like the lines of a stack trace.</param>
/// <param name="LocalOffset">Of times that name no offset.</param>
public sealed record LogFilter(string? Text, DateTimeOffset? Since, TimeSpan LocalOffset)
{
    private readonly SearchText? sought = Text is null ? null : new SearchText(Text);

    /// <summary>A fresh decision for each log: what the lines before its first time are depends on when it was written last.</summary>
    public LogSieve For(DateTimeOffset modified, DateTimeOffset now) => new(this, Since is null || modified >= Since, now);

    internal bool HasText(string line) => sought is null || sought.IsIn(line);
}

/// <summary>A filter at work on one log, line after line.</summary>
public sealed class LogSieve(LogFilter filter, bool isLateEnough, DateTimeOffset now)
{
    private bool isLateEnough = isLateEnough;

    public bool Lets(LogLine line)
    {
        if (line.IsNotice)
            return true;
        if (filter.Since is { } since && LogTime.At(line.Text, now, filter.LocalOffset, out _) is { } time)
            isLateEnough = time >= since;
        return isLateEnough && filter.HasText(line.Text);
    }
}
