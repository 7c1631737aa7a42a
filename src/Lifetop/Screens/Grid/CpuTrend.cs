using System;

namespace Lifetop.Screens.Grid;

/// <summary>The last minute of a worker's CPU as eight samples, each the mean of its 7.5 seconds.</summary>
internal sealed class CpuTrend
{
    public const int Bars = 8;

    private static readonly long Span = TimeSpan.FromSeconds(60).Ticks / Bars;

    private readonly float[] _means = new float[Bars];
    private long _slot = -1;
    private double _sum;
    private int _count;

    public void Add(DateTimeOffset now, double? percent)
    {
        long slot = now.UtcTicks / Span;
        if (_slot < 0 || slot < _slot)
            for (int i = 0; i < Bars; i++)
                _means[i] = -1;
        if (slot != _slot)
        {
            // What was not looked at has no bar, rather than a low one.
            for (long missed = _slot < 0 ? slot : Math.Max(_slot + 1, slot - Bars + 1); missed <= slot; missed++)
                _means[missed % Bars] = -1;
            _sum = _count = 0;
            _slot = slot;
        }
        if (percent is not { } seen)
            return;
        _sum += seen;
        _count++;
        _means[slot % Bars] = (float)(_sum / _count);
    }

    /// <summary>Oldest first; negative where nobody looked.</summary>
    public float this[int bar] => _slot < 0 ? -1 : _means[(_slot + 1 + bar) % Bars];

    /// <summary>Which of eight heights: of one core, or of as many as its busiest moment used.</summary>
    public int Height(int bar)
    {
        float top = 100;
        foreach (float mean in _means)
            top = Math.Max(top, mean);
        return this[bar] < 0 ? -1 : Math.Min(Bars - 1, (int)(this[bar] / top * Bars));
    }
}
