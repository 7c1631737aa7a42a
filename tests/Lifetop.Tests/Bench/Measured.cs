using System;
using System.Globalization;
using Lifetop.Platform;

namespace Lifetop.Tests.Bench;

/// <summary>
/// What a part costs beside its floor. They take turns, and the fastest turn of each counts: whatever else a machine does only ever
/// adds to one.
/// </summary>
internal sealed record Measured(Part Part, double Microseconds, double FloorMicroseconds, long Bytes)
{
    private const int Turns = 25;
    private const double TurnMicroseconds = 1500;

    public double Times => Microseconds / FloorMicroseconds;

    public bool Holds => Times <= Part.MostTimes && Bytes <= Part.MostBytes;

    public static Measured Of(Part part)
    {
        int calls = CallsInATurn(part.Work), floorCalls = CallsInATurn(part.Floor);
        double work = double.MaxValue, floor = double.MaxValue;
        long bytes = long.MaxValue;
        for (int turn = 0; turn < Turns; turn++)
        {
            floor = Math.Min(floor, Time(part.Floor, floorCalls));
            long before = GC.GetAllocatedBytesForCurrentThread();
            work = Math.Min(work, Time(part.Work, calls));
            bytes = Math.Min(bytes, (GC.GetAllocatedBytesForCurrentThread() - before) / calls);
        }
        return new Measured(part, work, floor, bytes);
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{(Holds ? "ok" : "x"),-3} {Part.Name,-44} {Microseconds,9:F1} us {(Part.Input > 0 ? (Part.Input / Microseconds).ToString("F0", CultureInfo.InvariantCulture) + " MB/s" : ""),9}  {Times,7:F2} x {Part.FloorName}, at most {Part.MostTimes:0.#}; {Bytes} bytes allocated, at most {Part.MostBytes}");

    /// <summary>So many that a turn is long beside a look at the clock; what is done only the first times is behind us then.</summary>
    private static int CallsInATurn(Action action)
    {
        for (int calls = 1; ; calls *= 2)
            if (Time(action, calls) * calls > TurnMicroseconds)
                return calls;
    }

    private static double Time(Action action, int calls)
    {
        long before = ThreadTime();
        for (int i = 0; i < calls; i++)
            action();
        return (ThreadTime() - before) / 1000.0 / calls;
    }

    private static unsafe long ThreadTime()
    {
        TimeSpec time;
        _ = Libc.ClockGetTime(Libc.ClockThreadCpu, &time);
        return time.Seconds * 1_000_000_000 + time.Nanoseconds;
    }
}
