using System;

namespace Lifetop.Observation.Logs;

/// <summary>Where lines begin, ascending. A list of them from the framework is compiled on the spot.</summary>
public sealed class LineStarts
{
    private long[] _starts = new long[64];

    public int Count { get; private set; }

    public long this[int index] => _starts[index];

    public void Add(long start)
    {
        if (Count == _starts.Length)
            Array.Resize(ref _starts, _starts.Length * 2);
        _starts[Count++] = start;
    }

    /// <summary>Keeps the first so many.</summary>
    public void Keep(int count) => Count = Math.Min(Count, count);

    /// <summary>How many are before a place.</summary>
    public int Before(long place)
    {
        int from = 0, to = Count;
        while (from < to)
        {
            int middle = (from + to) / 2;
            if (_starts[middle] < place)
                from = middle + 1;
            else
                to = middle;
        }
        return from;
    }

    public bool Has(long place) => Before(place) is var at && at < Count && _starts[at] == place;
}
