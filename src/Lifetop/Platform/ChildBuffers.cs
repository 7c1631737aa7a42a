using System.Threading;

namespace Lifetop.Platform;

/// <summary>Room for what one child says, kept for the next.</summary>
internal sealed class ChildBuffers
{
    // Not one for each thread: what belongs to a thread is compiled on the spot.
    private static readonly object?[] Kept = new object?[4];

    public byte[] Output = new byte[64 << 10];

    public byte[] Errors { get; } = new byte[16 << 10];

    public static ChildBuffers Take()
    {
        for (int i = 0; i < Kept.Length; i++)
            if (Interlocked.Exchange(ref Kept[i], null) is ChildBuffers kept)
                return kept;
        return new ChildBuffers();
    }

    /// <summary>They are somebody else's from now on.</summary>
    public void GiveBack()
    {
        for (int i = 0; i < Kept.Length; i++)
            if (Interlocked.CompareExchange(ref Kept[i], this, null) is null)
                return;
    }
}
