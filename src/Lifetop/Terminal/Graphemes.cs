using System.Collections.Generic;
using System.Threading;

namespace Lifetop.Terminal;

/// <summary>
/// Clusters of several code points (an accent on its letter, a joined emoji), each under a number of its own, so that a cell
/// stays a number. Bounded: who shows ten thousand different ones gets their first code points.
/// </summary>
public static class Graphemes
{
    private const int First = 0x110000, Limit = 10_000;

    // Frames are drawn by one thread, but tests draw on many.
    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, int> Numbers = [];
    private static readonly List<string> Texts = [];

    public static bool IsCluster(int glyph) => glyph >= First;

    /// <summary>The number of a cluster; of its first code point once there are too many.</summary>
    public static int NumberOf(string cluster)
    {
        lock (Gate)
        {
            if (Numbers.TryGetValue(cluster, out int known))
                return known;
            if (Texts.Count == Limit)
                return char.IsHighSurrogate(cluster[0]) && cluster.Length > 1 ? char.ConvertToUtf32(cluster[0], cluster[1]) : cluster[0];
            Texts.Add(cluster);
            return Numbers[cluster] = First + Texts.Count - 1;
        }
    }

    public static string TextOf(int glyph)
    {
        lock (Gate)
            return Texts[glyph - First];
    }
}
