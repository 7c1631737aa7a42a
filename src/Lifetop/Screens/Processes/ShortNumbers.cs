using System;
using System.Globalization;
using Lifetop.Model;

namespace Lifetop.Screens.Processes;

/// <summary>Writes numbers as <see cref="AgeText"/> does, but into room that is there already: they change each second, in every row.</summary>
internal static class ShortNumbers
{
    private static readonly CultureInfo Plain = CultureInfo.InvariantCulture;

    public static ReadOnlySpan<char> Whole(Span<char> room, long number)
    {
        number.TryFormat(room, out int length, default, Plain);
        return room[..length];
    }

    public static ReadOnlySpan<char> Percent(Span<char> room, float percent) => percent < 0 ? default : Whole(room, (long)Math.Round(percent));

    public static ReadOnlySpan<char> Age(Span<char> room, TimeSpan age)
    {
        long seconds = Math.Max(0, (long)age.TotalSeconds);
        return seconds switch
        {
            < 60 => Two(room, seconds, 's', -1, '\0'),
            < 600 => Two(room, seconds / 60, 'm', seconds % 60, 's'),
            < 3600 => Two(room, seconds / 60, 'm', -1, '\0'),
            < 86400 => Two(room, seconds / 3600, 'h', seconds % 3600 / 60, '\0'),
            < 10_000L * 86400 => Two(room, seconds / 86400, 'd', -1, '\0'),
            _ => Two(room, seconds / 86400 / 365, 'y', -1, '\0'),
        };
    }

    public static ReadOnlySpan<char> Size(Span<char> room, long bytes)
    {
        if (bytes <= 0)
            return Whole(room, 0);
        if (bytes < 1024)
            return Two(room, bytes, 'B', -1, '\0');
        double value = bytes;
        int unit = -1;
        while (value >= 999.5 && unit < 4)
        {
            value /= 1024;
            unit++;
        }
        // Tenths are worth a column only from gigabytes on.
        bool tenths = unit >= 2 && value < 9.95;
        long digits = (long)Math.Round(tenths ? value * 10 : value, MidpointRounding.AwayFromZero);
        (tenths ? digits / 10 : digits).TryFormat(room, out int length, default, Plain);
        if (tenths)
        {
            room[length++] = '.';
            room[length++] = (char)('0' + digits % 10);
        }
        room[length] = "KMGTP"[unit];
        return room[..(length + 1)];
    }

    /// <summary>A number and its unit; if there is a second one, that in two digits with its unit.</summary>
    private static ReadOnlySpan<char> Two(Span<char> room, long first, char unit, long second, char secondUnit)
    {
        first.TryFormat(room, out int length, default, Plain);
        room[length++] = unit;
        if (second >= 0)
        {
            room[length++] = (char)('0' + second / 10);
            room[length++] = (char)('0' + second % 10);
            if (secondUnit != '\0')
                room[length++] = secondUnit;
        }
        return room[..length];
    }
}
