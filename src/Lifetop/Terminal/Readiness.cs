using Lifetop.Platform;

namespace Lifetop.Terminal;

/// <summary>Which of the three things a screen sleeps on have something to say.</summary>
internal readonly struct Readiness
{
    public bool Signals { get; private init; }
    public bool Other { get; private init; }

    /// <summary>The terminal takes more bytes.</summary>
    public bool HasRoom { get; private init; }

    /// <summary>Keys came, or nothing will any more.</summary>
    public bool HasInput { get; private init; }

    public bool IsHungUp { get; private init; }

    /// <summary>One poll(2) over all; a negative descriptor is left out.</summary>
    public static unsafe Readiness Await(int terminal, bool wantsRoom, int signals, int other, int milliseconds)
    {
        var entries = stackalloc PollEntry[3];
        entries[0] = new PollEntry { File = terminal, Events = wantsRoom ? (short)(Libc.PollIn | Libc.PollOut) : Libc.PollIn };
        entries[1] = new PollEntry { File = signals, Events = Libc.PollIn };
        entries[2] = new PollEntry { File = other, Events = Libc.PollIn };
        if (Libc.Poll(entries, 3, milliseconds) <= 0)
            return default;
        return new Readiness
        {
            Signals = entries[1].Returned != 0,
            Other = entries[2].Returned != 0,
            HasRoom = (entries[0].Returned & Libc.PollOut) != 0,
            HasInput = (entries[0].Returned & ~Libc.PollOut) != 0,
            IsHungUp = (entries[0].Returned & (Libc.PollError | Libc.PollHangup)) != 0,
        };
    }
}
