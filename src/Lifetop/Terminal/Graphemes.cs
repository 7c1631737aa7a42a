using System;

namespace Lifetop.Terminal;

/// <summary>
/// Clusters of several code points (an accent on its letter, a joined emoji), each under a number of its own, so that a cell
/// stays a number. Bounded: who shows ten thousand different ones gets their first code points.
/// </summary>
public static class Graphemes
{
    private const int First = 0x110000, Limit = 10_000, Slots = 1 << 15;

    // Frames are drawn by one thread, but tests draw on many.
    private static readonly object Gate = new();

    // A table of our own, because a dictionary is asked for a string and a frame would make one for every cluster in it.
    private static readonly ushort[] NumberInSlot = new ushort[Slots];
    private static string[] _texts = new string[64];
    private static int _count;

    public static bool IsCluster(int glyph) => glyph >= First;

    /// <summary>The number of a cluster; of its first code point once there are too many.</summary>
    public static int NumberOf(ReadOnlySpan<char> cluster)
    {
        lock (Gate)
        {
            int slot = string.GetHashCode(cluster) & (Slots - 1);
            for (; NumberInSlot[slot] != 0; slot = (slot + 1) & (Slots - 1))
                if (cluster.SequenceEqual(_texts[NumberInSlot[slot] - 1]))
                    return First + NumberInSlot[slot] - 1;
            if (_count == Limit)
                return char.IsHighSurrogate(cluster[0]) && cluster.Length > 1 ? char.ConvertToUtf32(cluster[0], cluster[1]) : cluster[0];
            if (_count == _texts.Length)
                Array.Resize(ref _texts, _count * 2);
            _texts[_count++] = cluster.ToString();
            NumberInSlot[slot] = (ushort)_count;
            return First + _count - 1;
        }
    }

    public static string TextOf(int glyph)
    {
        lock (Gate)
            return _texts[glyph - First];
    }
}
