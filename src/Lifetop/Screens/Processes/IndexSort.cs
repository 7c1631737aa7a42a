using System;

namespace Lifetop.Screens.Processes;

/// <summary>
/// Sorts indexes by numbers that belong to them. What was in order already is merged, not compared anew, so sorting again
/// after a few numbers moved costs little; nothing is allocated once the scratch is long enough.
/// </summary>
internal sealed class IndexSort
{
    private int[] _scratch = [];
    private int[] _runs = [];

    /// <param name="order">Indexes into the keys, put into ascending order.</param>
    /// <param name="ties">Decides where keys are equal.</param>
    public void Sort(Span<int> order, long[] keys, long[] ties)
    {
        if (_scratch.Length < order.Length)
            _scratch = new int[order.Length * 5 / 4];
        int runs = FindRuns(order, keys, ties);
        Span<int> from = order, to = _scratch.AsSpan(0, order.Length);
        bool inScratch = false;
        while (runs > 1)
        {
            int merged = 0;
            for (int i = 0; i < runs; i += 2)
            {
                int start = _runs[i], middle = i + 1 < runs ? _runs[i + 1] : order.Length, end = i + 2 < runs ? _runs[i + 2] : order.Length;
                Merge(from, to, start, middle, end, keys, ties);
                _runs[merged++] = start;
            }
            runs = merged;
            var swap = from;
            from = to;
            to = swap;
            inScratch = !inScratch;
        }
        if (inScratch)
            from.CopyTo(order);
    }

    private int FindRuns(ReadOnlySpan<int> order, long[] keys, long[] ties)
    {
        int count = 0;
        for (int i = 0; i < order.Length; i++)
        {
            if (i > 0 && !IsBefore(order[i], order[i - 1], keys, ties))
                continue;
            if (count == _runs.Length)
                Array.Resize(ref _runs, Math.Max(256, _runs.Length * 2));
            _runs[count++] = i;
        }
        return count;
    }

    private static void Merge(ReadOnlySpan<int> from, Span<int> to, int start, int middle, int end, long[] keys, long[] ties)
    {
        int a = start, b = middle, at = start;
        while (a < middle && b < end)
            to[at++] = IsBefore(from[b], from[a], keys, ties) ? from[b++] : from[a++];
        from[a..middle].CopyTo(to[at..]);
        from[b..end].CopyTo(to[(at + middle - a)..]);
    }

    private static bool IsBefore(int a, int b, long[] keys, long[] ties)
    {
        long first = keys[a], second = keys[b];
        return first < second || (first == second && ties[a] < ties[b]);
    }
}
