using System;
using System.Globalization;

namespace Lifetop.Model;

/// <summary>Ages, sizes and counts as short as people can read them at a glance, and durations and sizes as people write them.</summary>
public static class AgeText
{
    private const long Minute = 60, Hour = 3600, Day = 86400;

    /// <summary>Room for any of the texts that are written into a span here.</summary>
    public const int Longest = 24;

    /// <summary>At most 5 columns: <c>42s</c>, <c>9m41s</c>, <c>14m</c>, <c>5h07</c>, <c>3d</c>. A clock that went backwards gives 0s.</summary>
    public static string Age(TimeSpan age)
    {
        Span<char> text = stackalloc char[Longest];
        return new string(text[..WriteAge(age, text)]);
    }

    /// <summary>The same into a span, for what is drawn each second; returns its length.</summary>
    public static int WriteAge(TimeSpan age, Span<char> text)
    {
        long seconds = Math.Max(0, (long)age.TotalSeconds);
        if (seconds < Minute)
            return Write(text, 0, seconds, 's');
        if (seconds < 10 * Minute)
            return WriteTwo(text, Write(text, 0, seconds / Minute, 'm'), seconds % Minute, 's');
        if (seconds < Hour)
            return Write(text, 0, seconds / Minute, 'm');
        if (seconds < Day)
            return WriteTwo(text, Write(text, 0, seconds / Hour, 'h'), seconds % Hour / Minute, '\0');
        long days = seconds / Day;
        return days < 10_000 ? Write(text, 0, days, 'd') : Write(text, 0, days / 365, 'y');
    }

    /// <summary>A limit as people set it: <c>5m</c>, <c>90s</c>, <c>1h30m</c>.</summary>
    public static string Limit(TimeSpan limit)
    {
        long seconds = Math.Max(0, (long)limit.TotalSeconds);
        if (seconds < Minute || (seconds < 10 * Minute && seconds % Minute != 0))
            return Join(seconds, "s");
        if (seconds < Hour)
            return Join(seconds / Minute, "m");
        if (seconds % Day == 0)
            return Join(seconds / Day, "d");
        return seconds % Hour < Minute ? Join(seconds / Hour, "h") : string.Concat(Join(seconds / Hour, "h"), Join(seconds % Hour / Minute, "m"));
    }

    /// <summary>At most 4 columns: <c>96M</c>, <c>410M</c>, <c>1.2G</c>; powers of 1024.</summary>
    public static string Size(long bytes) => Size(bytes, tenthsFrom: 2);

    /// <summary>The same with tenths of megabytes too, where there is room: <c>2.1M</c>.</summary>
    public static string ExactSize(long bytes) => Size(bytes, tenthsFrom: 1);

    private static string Size(long bytes, int tenthsFrom)
    {
        Span<char> text = stackalloc char[Longest];
        return new string(text[..WriteSize(bytes, text, tenthsFrom)]);
    }

    /// <summary>The same into a span; returns its length.</summary>
    public static int WriteSize(long bytes, Span<char> text) => WriteSize(bytes, text, tenthsFrom: 2);

    private static int WriteSize(long bytes, Span<char> text, int tenthsFrom)
    {
        if (bytes < 1024)
            return bytes <= 0 ? Write(text, 0, 0, '\0') : Write(text, 0, bytes, 'B');
        double value = bytes;
        int unit = -1;
        while (value >= 999.5 && unit < 4)
        {
            value /= 1024;
            unit++;
        }
        // In a column tenths are worth their place only from gigabytes on.
        int length = WriteDecimal(value, unit >= tenthsFrom && value < 9.95 ? 1 : 0, text);
        text[length] = "KMGTP"[Math.Max(0, unit)];
        return length + 1;
    }

    /// <summary>With so many digits behind the point, into a span; returns its length. The framework's way brings much more code along.</summary>
    public static int WriteDecimal(double value, int decimals, Span<char> text)
    {
        long power = 1;
        for (int i = 0; i < decimals; i++)
            power *= 10;
        long scaled = (long)Math.Round(Math.Abs(value) * power, MidpointRounding.AwayFromZero);
        int length = 0;
        if (value < 0 && scaled != 0)
            text[length++] = '-';
        length = Write(text, length, scaled / power, decimals > 0 ? '.' : '\0');
        for (long rest = scaled % power; decimals > 0; decimals--, rest %= power)
            text[length++] = (char)('0' + rest / (power /= 10));
        return length;
    }

    /// <summary>Tokens and such: <c>812</c>, <c>40k</c>, <c>1.2M</c>.</summary>
    public static string Count(long count) => Math.Abs(count) switch
    {
        < 1000 => count.ToString(CultureInfo.InvariantCulture),
        < 999_500 => string.Concat(((count + 500) / 1000).ToString(CultureInfo.InvariantCulture), "k"),
        _ => string.Concat((count / 1e6).ToString("0.0", CultureInfo.InvariantCulture), "M"),
    };

    /// <summary>In full, in groups of three: <c>1 204</c>.</summary>
    public static string Grouped(long count)
    {
        string digits = Math.Abs(count).ToString(CultureInfo.InvariantCulture);
        for (int at = digits.Length - 3; at > 0; at -= 3)
            digits = digits.Insert(at, " ");
        return count < 0 ? "-" + digits : digits;
    }

    /// <summary>Whole percent of one core; blank when it is not known.</summary>
    public static string Percent(double percent)
    {
        Span<char> text = stackalloc char[Longest];
        return new string(text[..WritePercent(percent, text)]);
    }

    /// <summary>The same into a span; returns its length.</summary>
    public static int WritePercent(double percent, Span<char> text)
        => double.IsNaN(percent) || percent < 0 ? 0 : Write(text, 0, (long)Math.Round(percent), '\0');

    /// <summary>A duration as config, options and filters take it: <c>5s</c>, <c>90s</c>, <c>1h30m</c>, <c>5d</c>, <c>250ms</c>. A number alone is none.</summary>
    public static bool TryParseDuration(ReadOnlySpan<char> text, out TimeSpan duration) => TryParseDuration(text, out duration, out _);

    /// <summary>Also tells the smallest unit written, so that <c>5m</c> may mean the whole of that minute.</summary>
    public static bool TryParseDuration(ReadOnlySpan<char> text, out TimeSpan duration, out TimeSpan unit)
    {
        duration = unit = TimeSpan.Zero;
        if (text.IsEmpty)
            return false;
        long total = 0, last = long.MaxValue;
        while (!text.IsEmpty)
        {
            if (!TakeNumber(ref text, out long number))
                return false;
            int letters = 0;
            while (letters < text.Length && char.IsAsciiLetter(text[letters]))
                letters++;
            long milliseconds = text[..letters] switch
            {
                "ms" => 1,
                "s" => 1000,
                "m" => 1000 * Minute,
                "h" => 1000 * Hour,
                "d" => 1000 * Day,
                "w" => 7000 * Day,
                _ => 0,
            };
            // Units go down, each at most once, and nobody means more than a few centuries.
            if (milliseconds == 0 || milliseconds >= last || number > 100_000_000_000_000 / milliseconds)
                return false;
            total += number * milliseconds;
            last = milliseconds;
            text = text[letters..];
        }
        duration = TimeSpan.FromMilliseconds(total);
        unit = TimeSpan.FromMilliseconds(last);
        return true;
    }

    /// <summary>A size as people write it: <c>300M</c>, <c>2G</c>, <c>512K</c>, <c>100B</c>; unit tells how exact it was meant.</summary>
    public static bool TryParseSize(ReadOnlySpan<char> text, out double bytes, out double unit)
    {
        bytes = unit = 0;
        int letters = 0;
        while (letters < text.Length && !char.IsAsciiLetter(text[letters]))
            letters++;
        var name = text[letters..];
        if (name.Length > 1 && name[^1] is 'B' or 'b')
            name = name[..^1];
        unit = name.Length != 1 ? 0 : char.ToUpperInvariant(name[0]) switch
        {
            'B' => 1,
            'K' => 1024,
            'M' => 1024 * 1024,
            'G' => 1024.0 * 1024 * 1024,
            'T' => 1024.0 * 1024 * 1024 * 1024,
            _ => 0,
        };
        if (unit == 0 || !TryParseNumber(text[..letters], out double number))
            return false;
        bytes = number * unit;
        if (text[..letters].Contains('.'))
            unit /= 10;
        return true;
    }

    /// <summary>Decimal digits with at most one point; nothing that other cultures or computers add.</summary>
    public static bool TryParseNumber(ReadOnlySpan<char> text, out double number)
    {
        number = 0;
        return text.Length is > 0 and <= 18 && char.IsAsciiDigit(text[0]) && char.IsAsciiDigit(text[^1])
            && double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);
    }

    private static bool TakeNumber(ref ReadOnlySpan<char> text, out long number)
    {
        int digits = 0;
        while (digits < text.Length && char.IsAsciiDigit(text[digits]))
            digits++;
        number = 0;
        if (digits is 0 or > 15 || !long.TryParse(text[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out number))
            return false;
        text = text[digits..];
        return true;
    }

    private static string Join(long number, string unit) => string.Concat(number.ToString(CultureInfo.InvariantCulture), unit);

    /// <summary>A number and the letter behind it, if there is one; returns where they end.</summary>
    private static int Write(Span<char> text, int at, long number, char unit)
    {
        number.TryFormat(text[at..], out int length, default, CultureInfo.InvariantCulture);
        at += length;
        if (unit != '\0')
            text[at++] = unit;
        return at;
    }

    private static int WriteTwo(Span<char> text, int at, long number, char unit)
    {
        text[at++] = (char)('0' + number / 10);
        text[at++] = (char)('0' + number % 10);
        if (unit != '\0')
            text[at++] = unit;
        return at;
    }
}
