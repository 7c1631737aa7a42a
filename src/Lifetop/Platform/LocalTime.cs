using System;

namespace Lifetop.Platform;

/// <summary>What local clocks show beyond UTC, from libc, which has read the zone already; TimeZoneInfo costs milliseconds.</summary>
public static unsafe class LocalTime
{
    /// <summary>struct tm with tm_gmtoff behind nine ints and their padding; with room for its zone name.</summary>
    private const int SizeOfTime = 64, OffsetOfZone = 40;

    public static TimeSpan OffsetAt(DateTimeOffset moment)
    {
        byte* broken = stackalloc byte[SizeOfTime];
        long seconds = moment.ToUnixTimeSeconds();
        return Libc.LocalTime(&seconds, broken) == null ? TimeSpan.Zero : TimeSpan.FromSeconds(*(long*)(broken + OffsetOfZone));
    }
}
