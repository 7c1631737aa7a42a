using System;
using System.Buffers.Text;
using Lifetop.Model;
using Lifetop.Platform;

namespace Lifetop.Observation.Proc;

/// <summary>Which boot this is and when it was, so that start ticks become times of day.</summary>
public sealed unsafe class BootClock
{
    /// <summary>Two clocks are read one after the other and slewed apart; below this a difference is noise, and ages must not jitter.</summary>
    private static readonly TimeSpan Noise = TimeSpan.FromSeconds(1);

    public BootClock(DateTimeOffset now)
    {
        Boot = ReadBoot();
        BootTime = now - SinceBoot();
    }

    /// <summary>Empty when the kernel does not tell.</summary>
    public Guid Boot { get; }

    public DateTimeOffset BootTime { get; private set; }

    /// <summary>Reckons again, for somebody may have set the clock; the value stays exactly the same unless it did.</summary>
    public DateTimeOffset Look(DateTimeOffset now) => BootTime = Settle(BootTime, now - SinceBoot());

    public static DateTimeOffset Settle(DateTimeOffset known, DateTimeOffset seen) =>
        (seen - known).Duration() > Noise ? seen : known;

    /// <summary>Time since boot, suspended time included: what start times in stat count (Linux 5.5).</summary>
    public static TimeSpan SinceBoot()
    {
        TimeSpec time;
        _ = Libc.ClockGetTime(Libc.ClockBoottime, &time);
        return new TimeSpan(time.Seconds * TimeSpan.TicksPerSecond + time.Nanoseconds / TimeSpan.NanosecondsPerTick);
    }

    public static long TicksSinceBoot() => SinceBoot().Ticks / (TimeSpan.TicksPerSecond / Census.TicksPerSecond);

    public static Guid ReadBoot()
    {
        byte* text = stackalloc byte[64];
        fixed (byte* path = "/proc/sys/kernel/random/boot_id\0"u8)
        {
            int file = Libc.Open(path, Libc.ReadOnly | Libc.CloseOnExec, 0);
            if (file < 0)
                return Guid.Empty;
            nint length = Libc.Read(file, text, 64);
            _ = Libc.Close(file);
            return length >= 36 && Utf8Parser.TryParse(new ReadOnlySpan<byte>(text, 36), out Guid boot, out _, 'D') ? boot : Guid.Empty;
        }
    }
}
