using System;
using System.Globalization;

namespace Lifetop.Observation.Sources;

/// <summary>Durations as workers write them: <c>60s</c>, <c>1h30m</c>, <c>1.5s</c>, <c>250ms</c>, <c>2d</c>; a bare number is seconds.</summary>
internal static class DurationText
{
    private const double LongestSeconds = 365_000.0 * 86_400;

    public static TimeSpan? Parse(ReadOnlySpan<char> text)
    {
        double seconds = 0;
        int at = 0;
        do
        {
            int number = at;
            while (at < text.Length && (char.IsAsciiDigit(text[at]) || text[at] == '.'))
                at++;
            if (!double.TryParse(text[number..at], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value))
                return null;
            int unit = at;
            while (at < text.Length && char.IsAsciiLetter(text[at]))
                at++;
            double factor = SecondsIn(text[unit..at]);
            if (factor == 0)
                return null;
            seconds += value * factor;
        }
        while (at < text.Length);
        return FromSeconds(seconds);
    }

    /// <summary>Null for what is negative, no number, or longer than a thousand years.</summary>
    public static TimeSpan? FromSeconds(double seconds)
        => seconds is >= 0 and < LongestSeconds ? TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond)) : null;

    private static double SecondsIn(ReadOnlySpan<char> unit) => unit switch
    {
        "" or "s" => 1,
        "ms" => 0.001,
        "m" => 60,
        "h" => 3600,
        "d" => 86_400,
        _ => 0,
    };
}
