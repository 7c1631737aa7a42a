using System;

namespace Lifetop.Model;

/// <summary>Reads a wait status as in waitpid(2): the low seven bits are the signal, the second byte the exit code.</summary>
public static class WaitStatus
{
    public const string Source = "proc";

    public static readonly Ending Unknown = new(null, null, null, Source);

    /// <summary>A negative status is one that nobody told.</summary>
    public static Ending Decode(int status, DateTimeOffset? at = null)
    {
        if (status < 0)
            return at is null ? Unknown : Unknown with { At = at };
        int signal = status & 0x7f;
        return signal == 0 ? new Ending((status >> 8) & 0xff, null, at, Source) : new Ending(null, signal, at, Source);
    }
}
