using System;
using Lifetop.Model;

namespace Lifetop.Observation.Logs;

/// <summary>The time a line of a log begins with.</summary>
public static class LogTime
{
    private static readonly char[] Openings = ['[', '(', '<', '"', ' '];

    /// <summary>
    /// Behind at most one opening mark: a date and time with <c>T</c> or a blank between, or HH:MM:SS alone, which is the latest such
    /// time that is not ahead of now. Null when there is none.
    /// </summary>
    /// <param name="localOffset">Of times that name no offset.</param>
    /// <param name="length">How much of the line it takes, with its marks and the blanks behind.</param>
    public static DateTimeOffset? At(ReadOnlySpan<char> line, DateTimeOffset now, TimeSpan localOffset, out int length)
    {
        length = 0;
        int opening = line.Length > 0 && Array.IndexOf(Openings, line[0]) >= 0 ? 1 : 0;
        var text = line[opening..];
        var time = TimeText.ParseStart(text, localOffset, out int taken) ?? ClockTime(text, now, localOffset, out taken);
        if (time is null)
            return null;
        length = opening + taken;
        if (length < line.Length && line[length] is ']' or ')' or '>' or '"' or ':')
            length++;
        while (length < line.Length && line[length] == ' ')
            length++;
        return time;
    }

    private static DateTimeOffset? ClockTime(ReadOnlySpan<char> text, DateTimeOffset now, TimeSpan localOffset, out int length)
    {
        if (TimeText.ClockTime(text, out length) is not { } clock)
            return null;
        var local = now.ToOffset(localOffset);
        var today = new DateTimeOffset(local.Date, localOffset) + clock;
        // Clocks may differ by a little; what is well ahead of now was yesterday.
        return today > now.AddMinutes(5) ? today.AddDays(-1) : today;
    }
}
