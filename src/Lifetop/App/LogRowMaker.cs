using System;
using Lifetop.Observation.Logs;
using Lifetop.Screens.Logs;
using Lifetop.Terminal;

namespace Lifetop.App;

/// <summary>Makes rows of the lines of one log, one after the other: what a line does not say of itself it has from the one before.</summary>
internal sealed class LogRowMaker(int source, DateTimeOffset now, TimeSpan localOffset)
{
    private LogLevel _level;

    /// <summary>A time of day is the latest one before this.</summary>
    public DateTimeOffset Now { get; set; } = now;

    /// <summary>Of the line before; 0 before there was one with a time.</summary>
    public long Order { get; set; }

    /// <param name="arrived">When the line came, if it came while we watched.</param>
    public LogRow Make(LogLine line, DateTimeOffset? arrived = null)
    {
        var text = StyledText.Parse(line.Text);
        int stamp = 0;
        var time = line.IsNotice ? null : LogTime.At(text.Text, Now, localOffset, out stamp);
        bool isContinuation = time is null && !line.IsNotice && IsContinuation(text.Text);
        if (!isContinuation)
            _level = line.IsNotice ? LogLevel.None : LogLevels.Of(text.Text.AsSpan(stamp));
        if ((time ?? arrived) is { } known)
            Order = known.UtcTicks;
        return new LogRow
        {
            Source = source,
            Text = text,
            Version = line.Version,
            Start = line.Start,
            End = line.End,
            Time = time ?? arrived,
            Order = Order,
            StampLength = stamp,
            Level = _level,
            IsContinuation = isContinuation,
            IsCut = line.IsCut,
            IsNotice = line.IsNotice,
            IsUnfinished = line.IsUnfinished,
        };
    }

    private static bool IsContinuation(string text)
        => text.Length > 0 && (text[0] == ' ' || text.StartsWith("Caused by:", StringComparison.Ordinal));
}
