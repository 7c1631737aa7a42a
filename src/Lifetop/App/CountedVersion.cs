using System;
using Lifetop.Observation.Logs;

namespace Lifetop.App;

/// <summary>How many lines of one version of a log have the text that is counted, as far as was looked, and where the first of them are.</summary>
internal sealed class CountedVersion(int version)
{
    private const int MostKept = 100_000;

    private readonly LineStarts _hits = new();

    public int Version { get; } = version;

    public long Count { get; private set; }

    /// <summary>What comes behind all that was looked at.</summary>
    public long Offset { get; private set; }

    /// <summary>Where each of them is, is known.</summary>
    public bool KnowsAll => _hits.Count == Count;

    /// <summary>Goes on for about so many bytes at most, and returns how many it were.</summary>
    public long Scan(LogStock stock, ILogContent content, long end, long most, LineTest test)
    {
        Offset = Math.Max(Offset, content.Start);
        long from = Offset;
        while (Offset < end && Offset - from < most)
        {
            int before = _hits.Count;
            long next = stock.Pieces.Scan(content, Offset, end, test, _hits);
            Count += _hits.Count - before;
            _hits.Keep(MostKept);
            if (next <= Offset)
                break;
            Offset = next;
        }
        return Offset - from;
    }

    /// <summary>How many of them are before a place.</summary>
    public int Before(long offset) => _hits.Before(offset);

    public bool Has(long offset) => _hits.Has(offset);
}
