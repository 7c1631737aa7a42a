using System;
using System.Globalization;

namespace Lifetop.Model;

/// <summary>Ages, sizes and counts as short as people can read them at a glance, and durations and sizes as people write them.</summary>
public static class AgeText
{
    private const long Minute = 60, Hour = 3600, Day = 86400;

    /// <summary>At most 5 columns: <c>42s</c>, <c>9m41s</c>, <c>14m</c>, <c>5h07</c>, <c>3d</c>. A clock that went backwards gives 0s.</summary>
    public static string Age(TimeSpan age)
    {
        long seconds = Math.Max(0, (long)age.TotalSeconds);
        if (seconds < Minute)
            return Join(seconds, "s");
        if (seconds < 10 * Minute)
            return string.Concat(Join(seconds / Minute, "m"), Two(seconds % Minute), "s");
        if (seconds < Hour)
            return Join(seconds / Minute, "m");
        if (seconds < Day)
            return string.Concat(Join(seconds / Hour, "h"), Two(seconds % Hour / Minute));
        long days = seconds / Day;
        return days < 10_000 ? Join(days, "d") : Join(days / 365, "y");
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
        if (bytes < 1024)
            return bytes <= 0 ? "0" : Join(bytes, "B");
        double value = bytes;
        int unit = -1;
        while (value >= 999.5 && unit < 4)
        {
            value /= 1024;
            unit++;
        }
        string letter = unit switch { 0 => "K", 1 => "M", 2 => "G", 3 => "T", _ => "P" };
        // In a column tenths are worth their place only from gigabytes on.
        string digits = unit >= tenthsFrom && value < 9.95
            ? value.ToString("0.0", CultureInfo.InvariantCulture)
            : value.ToString("0", CultureInfo.InvariantCulture);
        return string.Concat(digits, letter);
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
        => double.IsNaN(percent) || percent < 0 ? "" : ((long)Math.Round(percent)).ToString(CultureInfo.InvariantCulture);

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

    private static string Two(long number) => number.ToString("00", CultureInfo.InvariantCulture);
}
