using System;

namespace Lifetop.Platform;

/// <summary>
/// The calling thread runs before others as long as this is held: for a race against processes that live for a millisecond. Only root may
/// (setpriority(2)); for everybody else nothing changes.
/// </summary>
internal readonly struct Haste : IDisposable
{
    private const int Thread = 0, Self = 0; // PRIO_PROCESS, which is a thread on Linux
    private const int Highest = -20;

    private readonly int _before;

    private Haste(int before) => _before = before;

    public static Haste Begin()
    {
        int before = Libc.Priority(Thread, Self);
        _ = Libc.SetPriority(Thread, Self, Highest);
        return new Haste(before);
    }

    public void Dispose() => _ = Libc.SetPriority(Thread, Self, _before);
}
