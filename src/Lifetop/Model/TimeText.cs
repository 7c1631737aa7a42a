using System;

namespace Lifetop.Model;

/// <summary>Times as other programs write them: RFC 3339 with its common variations, and seconds since 1970.</summary>
public static class TimeText
{
    private const int FractionDigits = 7;
    private const double FirstSecond = -62_104_060_800, LastSecond = 253_402_300_799;

    /// <summary>
    /// <c>2026-11-21T14:05:09.123456789+01:00</c>: any number of fraction digits, <c>T</c> or a blank between, <c>Z</c>, or an
    /// offset with or without colon. Null for anything else, for a time without offset, and for year 1 (Go's "never").
    /// </summary>
    public static DateTimeOffset? Parse(ReadOnlySpan<char> text) => ParseStart(text, assumedOffset: null, out int length) is { } time && length == text.Length ? time : null;

    /// <summary>A time at the start of a text that goes on, as in a log line; one without offset is taken at the assumed one.</summary>
    public static DateTimeOffset? ParseStart(ReadOnlySpan<char> text, TimeSpan? assumedOffset, out int length)
    {
        length = 0;
        if (text.Length < 19 || text[4] is not ('-' or '/') || text[7] != text[4] || text[10] is not ('T' or 't' or ' '))
            return null;
        int year = Digits(text[..4]), month = Digits(text.Slice(5, 2)), day = Digits(text.Slice(8, 2));
        if (ClockTime(text[11..], out int clockLength) is not { } clock
            || year < 2 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return null;
        length = 11 + clockLength;
        if (Offset(text[length..], out int offsetLength) is { } offset)
            length += offsetLength;
        else if (assumedOffset is { } assumed)
            offset = assumed;
        else
            return null;
        // Year 2 to 9999 with an offset below a day: only the far end can be left.
        long ticks = new DateTime(year, month, day).Ticks + clock.Ticks - offset.Ticks;
        return ticks > DateTime.MaxValue.Ticks ? null : new DateTimeOffset(ticks, TimeSpan.Zero);
    }

    /// <summary><c>HH:MM:SS</c> with an optional fraction (behind a point or a comma) at the start of a text; 60 is a leap second.</summary>
    public static TimeSpan? ClockTime(ReadOnlySpan<char> text, out int length)
    {
        length = 0;
        if (text.Length < 8 || text[2] != ':' || text[5] != ':')
            return null;
        int hour = Digits(text[..2]), minute = Digits(text.Slice(3, 2)), second = Digits(text.Slice(6, 2));
        if (hour is < 0 or > 23 || minute is < 0 or > 59 || second is < 0 or > 60)
            return null;
        length = 8;
        long fraction = 0;
        if (text.Length > 9 && text[8] is '.' or ',' && char.IsAsciiDigit(text[9]))
        {
            int digits = 0;
            for (length = 9; length < text.Length && char.IsAsciiDigit(text[length]); length++, digits++)
                if (digits < FractionDigits)
                    fraction = fraction * 10 + (text[length] - '0');
            for (; digits < FractionDigits; digits++)
                fraction *= 10;
        }
        return new TimeSpan((hour * 3600L + minute * 60 + second) * TimeSpan.TicksPerSecond + fraction);
    }

    /// <summary>The time of day as <c>14:05:09</c>, into a span; returns its length.</summary>
    public static int WriteClock(DateTimeOffset time, Span<char> text)
    {
        WriteTwo(time.Hour, text);
        text[2] = ':';
        WriteTwo(time.Minute, text[3..]);
        text[5] = ':';
        WriteTwo(time.Second, text[6..]);
        return 8;
    }

    /// <summary>A time by a pattern of digits, as <c>MM-dd</c> or <c>HH:mm:ss</c>. By hand: the framework's way is compiled on the spot.</summary>
    public static string Of(DateTimeOffset time, string pattern)
    {
        Span<char> text = stackalloc char[pattern.Length];
        int number = 0;
        for (int i = text.Length - 1; i >= 0; i--)
        {
            text[i] = pattern[i];
            if (i + 1 == text.Length || pattern[i + 1] != pattern[i])
                number = pattern[i] switch
                {
                    'y' => time.Year,
                    'M' => time.Month,
                    'd' => time.Day,
                    'H' => time.Hour,
                    'm' => time.Minute,
                    's' => time.Second,
                    _ => -1,
                };
            if (number < 0)
                continue;
            text[i] = (char)('0' + number % 10);
            number /= 10;
        }
        return new string(text);
    }

    private static void WriteTwo(int number, Span<char> text)
    {
        text[0] = (char)('0' + number / 10);
        text[1] = (char)('0' + number % 10);
    }

    /// <summary>Seconds since 1970, with a fraction; null outside the years 2 to 9999.</summary>
    public static DateTimeOffset? FromEpoch(double seconds)
    {
        if (!(seconds >= FirstSecond && seconds < LastSecond))
            return null;
        // A double of today's seconds is exact to less than a microsecond, and no further.
        double whole = Math.Floor(seconds);
        long ticks = (long)whole * TimeSpan.TicksPerSecond + (long)Math.Round((seconds - whole) * 1e6) * TimeSpan.TicksPerMicrosecond;
        return DateTimeOffset.UnixEpoch.AddTicks(ticks);
    }

    private static TimeSpan? Offset(ReadOnlySpan<char> text, out int length)
    {
        length = 1;
        if (text.IsEmpty)
            return null;
        if (text[0] is 'Z' or 'z')
            return TimeSpan.Zero;
        if (text[0] is not ('+' or '-') || text.Length < 5)
            return null;
        bool colon = text[3] == ':';
        length = colon ? 6 : 5;
        if (text.Length < length)
            return null;
        int hours = Digits(text.Slice(1, 2)), minutes = Digits(text.Slice(length - 2, 2));
        if (hours is < 0 or > 23 || minutes is < 0 or > 59)
            return null;
        var offset = new TimeSpan(hours, minutes, 0);
        return text[0] == '-' ? -offset : offset;
    }

    private static int Digits(ReadOnlySpan<char> text)
    {
        int value = 0;
        foreach (char digit in text)
        {
            if (!char.IsAsciiDigit(digit))
                return -1;
            value = value * 10 + (digit - '0');
        }
        return value;
    }
}
