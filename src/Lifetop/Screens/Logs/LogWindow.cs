using System.Collections.Generic;

namespace Lifetop.Screens.Logs;

/// <summary>The rows of a log screen that are in memory, and where they lie in the logs: bounded in bytes, whatever comes.</summary>
public sealed class LogWindow
{
    public const int MostBytes = 8 << 20;

    private readonly List<LogRow> _rows = [];
    private long _weight;

    /// <summary>Above the first row as the view began; negative when it was not counted.</summary>
    private long _counted = -1;

    /// <summary>Rows that went up out of the window since, less those that came.</summary>
    private long _moved;

    public IReadOnlyList<LogRow> Rows => _rows;

    /// <summary>Where the first row begins; null before there was any part.</summary>
    public LogMark? First { get; private set; }

    /// <summary>What comes behind the last row.</summary>
    public LogMark? Last { get; private set; }

    /// <summary>Nothing is above the first row.</summary>
    public bool IsTop { get; private set; }

    /// <summary>Nothing was behind the last row when it came.</summary>
    public bool IsBottom { get; private set; }

    /// <summary>How many lines there are above the first row; negative when nobody knows.</summary>
    public long LinesAbove => IsTop ? 0 : _counted < 0 ? -1 : System.Math.Max(0, _counted + _moved);

    /// <summary>Bytes above the first row.</summary>
    public long BytesAbove
    {
        get
        {
            long bytes = 0;
            for (int i = 0; First is { } first && i < first.Count; i++)
                bytes += first.Offset(i);
            return bytes;
        }
    }

    /// <summary>The lines above, as they were when the view began.</summary>
    public void Counted(long lines) => _counted = lines;

    public void Take(LogPart part)
    {
        switch (part.Kind)
        {
            case LogPartKind.Anew:
                _rows.Clear();
                (_weight, _moved, _counted) = (0, 0, -1);
                (First, Last, IsTop, IsBottom) = (part.First, part.Last, part.IsTop, part.IsBottom);
                AddBelow(part);
                break;
            case LogPartKind.Above:
                First = part.First;
                IsTop = part.IsTop;
                AddAbove(part);
                break;
            default:
                DropUnfinished();
                Last = part.Last;
                IsBottom = part.IsBottom;
                AddBelow(part);
                break;
        }
    }

    public int IndexOf(LogRow row)
    {
        // The newest are asked for most.
        for (int i = _rows.Count - 1; i >= 0; i--)
            if (ReferenceEquals(_rows[i], row))
                return i;
        return -1;
    }

    public int IndexOf(LogSpot spot)
    {
        for (int i = _rows.Count - 1; i >= 0; i--)
            if (_rows[i].IsAt(spot))
                return i;
        return -1;
    }

    private void AddBelow(LogPart part)
    {
        foreach (var row in part.Rows)
        {
            _rows.Add(row);
            _weight += row.Weight;
        }
        int gone = 0;
        for (; _weight > MostBytes && gone < _rows.Count - 1; gone++)
        {
            var row = _rows[gone];
            _weight -= row.Weight;
            if (row.IsNotice)
                continue;
            First = First!.With(row.Source, row.Version, row.End);
            _moved++;
        }
        if (gone == 0)
            return;
        _rows.RemoveRange(0, gone);
        if (IsTop)
            _counted = 0;
        IsTop = false;
    }

    private void AddAbove(LogPart part)
    {
        _rows.InsertRange(0, part.Rows);
        foreach (var row in part.Rows)
        {
            _weight += row.Weight;
            _moved -= row.IsNotice ? 0 : 1;
        }
        int kept = _rows.Count;
        for (; _weight > MostBytes && kept > 1; kept--)
        {
            var row = _rows[kept - 1];
            _weight -= row.Weight;
            if (!row.IsNotice)
                Last = Last!.With(row.Source, row.Version, row.Start);
            IsBottom = false;
        }
        _rows.RemoveRange(kept, _rows.Count - kept);
    }

    /// <summary>They come again, as they are now; they are always among the last.</summary>
    private void DropUnfinished()
    {
        while (_rows.Count > 0 && _rows[^1].IsUnfinished)
        {
            _weight -= _rows[^1].Weight;
            _rows.RemoveAt(_rows.Count - 1);
        }
    }
}
