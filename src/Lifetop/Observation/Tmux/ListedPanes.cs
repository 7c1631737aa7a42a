using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Text;
using Lifetop.Model;

namespace Lifetop.Observation.Tmux;

/// <summary>The panes of one server process from listing to listing: what did not change stays the same object.</summary>
internal sealed class ListedPanes(TmuxServer server)
{
    private readonly Dictionary<int, ListedPane> _byNumber = [];
    private readonly List<ListedPane> _order = [];
    private ReadOnlyMemory<byte> _lastAnswer;
    private int _look;

    /// <summary>In the order of the listing; the same array as long as nothing but activity changed.</summary>
    public ImmutableArray<PaneSighting> Panes { get; private set; } = [];

    /// <summary>How many rows fit, and what follows them.</summary>
    public static int CountRows(ReadOnlySpan<byte> answer, out ReadOnlySpan<byte> rest)
    {
        int count = 0;
        while (PaneListing.TryReadRow(ref answer, out _))
            count++;
        rest = answer;
        return count;
    }

    /// <summary>Takes the first rows of a listing; the bytes are kept until the next one.</summary>
    public void Take(ReadOnlyMemory<byte> rows, int rowCount)
    {
        var answer = rows.Span;
        _look++;
        _order.Clear();
        var rest = answer;
        for (int i = 0; i < rowCount; i++)
        {
            int at = answer.Length - rest.Length;
            PaneListing.TryReadRow(ref rest, out var row);
            if (!_byNumber.TryGetValue(row.PaneNumber, out var pane))
                _byNumber[row.PaneNumber] = pane = new ListedPane();
            if (pane.Look != _look)
            {
                pane.Begin(_look);
                _order.Add(pane);
            }
            pane.AddRow(at);
        }
        bool changed = _order.Count != Panes.Length;
        for (int i = 0; i < _order.Count; i++)
        {
            if (!_order[i].IsAsBefore(_lastAnswer.Span, answer, out long activity))
                _order[i].Renew(server, answer);
            _order[i].Sighting!.WindowActivity = DateTimeOffset.FromUnixTimeSeconds(activity);
            changed = changed || Panes[i] != _order[i].Sighting;
        }
        if (changed)
            Publish();
        _lastAnswer = rows;
    }

    private void Publish()
    {
        var panes = new PaneSighting[_order.Count];
        for (int i = 0; i < panes.Length; i++)
            panes[i] = _order[i].Sighting!;
        Panes = ImmutableArray.Create(panes);
        if (_byNumber.Count == _order.Count)
            return;
        var gone = new List<int>();
        foreach (var entry in _byNumber)
        {
            if (entry.Value.Look != _look)
                gone.Add(entry.Key);
        }
        foreach (int number in gone)
            _byNumber.Remove(number);
    }
}

/// <summary>One pane with the rows that list it: several where sessions are grouped or a window is linked.</summary>
internal sealed class ListedPane
{
    private List<int> _rows = [];
    private List<int> _lastRows = [];

    public PaneSighting? Sighting { get; private set; }

    public int Look { get; private set; }

    public void Begin(int look)
    {
        Look = look;
        (_rows, _lastRows) = (_lastRows, _rows);
        _rows.Clear();
    }

    public void AddRow(int at) => _rows.Add(at);

    public bool IsAsBefore(ReadOnlySpan<byte> before, ReadOnlySpan<byte> now, out long activity)
    {
        activity = RowAt(now, _rows[0]).WindowActivity;
        if (Sighting is null || _rows.Count != _lastRows.Count)
            return false;
        for (int i = 0; i < _rows.Count; i++)
        {
            if (!RowAt(now, _rows[i]).Facts.SequenceEqual(RowAt(before, _lastRows[i]).Facts))
                return false;
        }
        return true;
    }

    public void Renew(TmuxServer server, ReadOnlySpan<byte> answer)
    {
        var before = Sighting;
        Sighting = new PaneSighting(Read(server, answer, before?.Facts));
        // A question still stands in its lines when only a title changed, but not for another process.
        if (before is not null && !Sighting.Facts.Dead && before.Facts.Pid == Sighting.Facts.Pid)
            Sighting.Prompt = before.Prompt;
    }

    private Pane Read(TmuxServer server, ReadOnlySpan<byte> answer, Pane? before)
    {
        // The oldest session is home: session ids never come back, so this survives renaming.
        int home = 0;
        for (int i = 1; i < _rows.Count; i++)
        {
            if (RowAt(answer, _rows[i]).SessionNumber < RowAt(answer, _rows[home]).SessionNumber)
                home = i;
        }
        var row = RowAt(answer, _rows[home]);
        return new Pane
        {
            Server = server,
            SessionId = "$" + row.SessionNumber,
            SessionName = Text(row.SessionName, before?.SessionName),
            WindowId = "@" + row.WindowNumber,
            WindowIndex = row.WindowIndex,
            WindowName = Text(row.WindowName, before?.WindowName),
            PaneId = before?.PaneId ?? "%" + row.PaneNumber,
            PaneIndex = row.PaneIndex,
            Pid = row.Pid,
            // The kernel gives a dead pane's tty to others while tmux goes on printing it.
            Terminal = row.Dead ? "" : Text(row.Terminal, before?.Terminal),
            Dead = row.Dead,
            ExitStatus = row.Dead ? Small(row.ExitStatus) : null,
            ExitSignal = row.Dead ? Small(row.ExitSignal) : null,
            DiedAt = row.Dead && row.DiedAt >= 0 ? DateTimeOffset.FromUnixTimeSeconds(row.DiedAt) : null,
            Title = Text(row.Title, before?.Title),
            StartCommand = Text(row.StartCommand, before?.StartCommand),
            Bell = row.Bell,
            WindowPanes = row.WindowPanes,
            AttachedClients = Attached(answer),
            SessionCreated = DateTimeOffset.FromUnixTimeSeconds(row.SessionCreated),
            AlsoAt = OtherPlaces(answer, home),
        };
    }

    private ImmutableArray<string> OtherPlaces(ReadOnlySpan<byte> answer, int home)
    {
        if (_rows.Count == 1)
            return [];
        var places = new List<string>();
        for (int i = 0; i < _rows.Count; i++)
        {
            if (i == home)
                continue;
            var row = RowAt(answer, _rows[i]);
            places.Add(Text(row.SessionName, null) + ":" + row.WindowIndex + "." + row.PaneIndex);
        }
        return [.. places];
    }

    private int Attached(ReadOnlySpan<byte> answer)
    {
        int clients = 0;
        for (int i = 0; i < _rows.Count; i++)
        {
            // A session that shows the window twice still has its clients once.
            var row = RowAt(answer, _rows[i]);
            bool counted = false;
            for (int j = 0; j < i; j++)
                counted |= RowAt(answer, _rows[j]).SessionNumber == row.SessionNumber;
            clients += counted ? 0 : row.Attached;
        }
        return clients;
    }

    private static PaneRow RowAt(ReadOnlySpan<byte> answer, int at)
    {
        var rest = answer[at..];
        PaneListing.TryReadRow(ref rest, out var row);
        return row;
    }

    private static int? Small(long value) => value is >= 0 and <= 255 ? (int)value : null;

    private static string Text(ReadOnlySpan<byte> bytes, string? before) =>
        before is not null && Ascii.Equals(bytes, before) ? before : Encoding.UTF8.GetString(bytes);
}
