using System;
using Lifetop.Model;
using Lifetop.Terminal;

namespace Lifetop.Screens.Logs;

/// <summary>What stands in the column of times.</summary>
public enum LogTimes
{
    Clock,
    Age,
    None,
}

/// <summary>The columns of a log screen, and what of a row stands in them: it depends on width, names and modes, never on the lines.</summary>
public readonly struct LogLayout(int width, int nameWidth, LogTimes times, bool wraps, int skip)
{
    private const int Gap = 2, ClockWidth = 8, AgeWidth = 5, Edge = 2;

    public static int NarrowBelow => 60;

    private int Left => width < NarrowBelow ? 1 : Edge;

    public int TimeAt => Left;

    public int TimeWidth => times switch { LogTimes.Clock => ClockWidth, LogTimes.Age => AgeWidth, _ => 0 };

    public int NameAt => Left + (TimeWidth == 0 ? 0 : TimeWidth + (width < NarrowBelow ? 1 : Gap));

    public int NameWidth => nameWidth;

    public int TextAt => NameAt + (nameWidth == 0 ? 0 : nameWidth + (width < NarrowBelow ? 1 : Gap));

    public int TextWidth => Math.Max(1, width - Left - TextAt);

    /// <summary>So many columns of each line are scrolled out to the left.</summary>
    public int Skip => wraps ? 0 : skip;

    public bool Wraps => wraps;

    /// <summary>The part of a row's text that stands behind the columns: its time is not said twice.</summary>
    public int TextFrom(LogRow row) => times == LogTimes.None ? 0 : row.StampLength;

    /// <summary>How many rows of the screen it takes.</summary>
    public int HeightOf(LogRow row)
    {
        if (!wraps)
            return 1;
        int rows = 1;
        for (int at = TextFrom(row); NextBreak(row.Text.Text, at) is var next && next < row.Text.Text.Length; at = next)
            rows++;
        return rows;
    }

    /// <summary>Where the screen's row ends that begins at this place of the text.</summary>
    public int NextBreak(string text, int at)
    {
        var near = text.AsSpan(at, Math.Min(text.Length - at, TextWidth + 1));
        // Nearly all text is ASCII, and then each letter is a cell.
        if (Lifetop.Terminal.TextWidth.PlainLength(near) == near.Length)
            return near.Length > TextWidth ? at + TextWidth : text.Length;
        int columns = TextWidth, end = at;
        while (end < text.Length)
        {
            int length = Lifetop.Terminal.TextWidth.NextCluster(text.AsSpan(end), out int cells);
            if (cells > columns && end > at)
                break;
            columns -= cells;
            end += length;
        }
        return end;
    }

    public string TimeOf(LogRow row, DateTimeOffset now, TimeSpan localOffset) => row.Time is not { } time || times == LogTimes.None ? ""
        : times == LogTimes.Age ? Lifetop.Terminal.TextWidth.PadLeft(AgeText.Age(now - time), AgeWidth)
        : Clock(time.ToOffset(localOffset), now.ToOffset(localOffset));

    /// <summary>What is not of today says so: day and time, then month and day, then year and month.</summary>
    private static string Clock(DateTimeOffset time, DateTimeOffset now)
    {
        double days = Math.Abs((now - time).TotalDays);
        string format = time.Date == now.Date ? "HH:mm:ss" : days < 28 ? "dd HH:mm" : days < 330 ? "MM-dd" : "yyyy-MM";
        return TimeText.Of(time, format);
    }
}
