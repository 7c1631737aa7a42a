using System;
using Lifetop.Model;
using Lifetop.Model.Query;
using Lifetop.Terminal;

namespace Lifetop.Screens.Grid;

/// <summary>What a line of the list stands for.</summary>
internal enum GridRowKind
{
    Worker,
    /// <summary>A group's own line.</summary>
    Heading,
    /// <summary>One process of an unfolded worker.</summary>
    Process,
    /// <summary>Dead entries of one folder, as one line.</summary>
    Folder,
}

/// <summary>A line of the list, kept and renewed in place as long as what it stands for is there.</summary>
internal sealed class GridRow(string id, GridRowKind kind)
{
    private static readonly TimeSpan ChangeShown = TimeSpan.FromSeconds(3), BirthShown = TimeSpan.FromSeconds(5);

    private readonly string?[] _texts = new string?[WorkerFields.All.Length];
    private DateTimeOffset _markedUntil;
    private string? _cutName;
    private int _cutTo;
    private Kept _cutKeep;

    /// <summary>What stays the same whatever the order does: the worker's identity, or the group's name.</summary>
    public string Id { get; } = id;

    public GridRowKind Kind { get; } = kind;

    /// <summary>The worker, or for a process the one it belongs to; null for a heading.</summary>
    public WorkerRow? Worker { get; private set; }

    /// <summary>What the name column shows, safe to draw.</summary>
    public string Name { get; set; } = "";

    public string Note { get; set; } = "";

    public string NoteAfter { get; private set; } = "";

    /// <summary>It is what its key stands for, no earlier attempt.</summary>
    public bool IsPresent { get; set; }

    public bool IsShown { get; set; }

    /// <summary>The order it had when the order was frozen.</summary>
    public int Place { get; set; } = int.MaxValue;

    /// <summary>The look it was last seen in.</summary>
    public int SeenInLook { get; set; }

    /// <summary>The lines before its name in the tree.</summary>
    public string Branch
    {
        get;
        set
        {
            if (field != value)
                _cutName = null;
            field = value;
        }
    } = "";

    public CpuTrend? Trend { get; set; }

    /// <summary>Its state is new: its word stands in reverse for a moment.</summary>
    public bool IsMarked(DateTimeOffset now) => now < _markedUntil;

    public bool IsWorker => Kind == GridRowKind.Worker;

    /// <summary>Takes what a look says of it, and notices a change of state.</summary>
    public void Take(JudgedWorker judged, in Counters counters, DateTimeOffset now, bool isBirth)
    {
        var last = Worker;
        if (last is not null && ReferenceEquals(last.Judged, judged))
        {
            last.Renew(counters, now);
            return;
        }
        if (last is null ? isBirth : last.State.IsAlive() != judged.Verdict.State.IsAlive())
            _markedUntil = now + BirthShown;
        else if (last is not null && last.State != judged.Verdict.State)
            _markedUntil = now + ChangeShown;
        Worker = new WorkerRow(judged, counters, now);
        Name = SafeText.Of(judged.Worker.Name);
        Note = SafeText.Of(judged.Verdict.Note);
        NoteAfter = SafeText.Of(judged.Verdict.NoteAfter);
        Array.Clear(_texts);
        _cutName = null;
    }

    /// <summary>The lines of the tree and the name in so many columns.</summary>
    public string CutName(int columns, Kept keep, char cut)
    {
        if (_cutName is null || _cutTo != columns || _cutKeep != keep)
        {
            int left = Math.Max(0, columns - Branch.Length);
            _cutName = Branch + (keep == Kept.Both ? TextWidth.CutMiddle(Name, left, cut) : TextWidth.Cut(Name, left, cut));
            (_cutTo, _cutKeep) = (columns, keep);
        }
        return _cutName;
    }

    /// <summary>A line that is about a worker without being it.</summary>
    public void Belong(WorkerRow? worker) => Worker = worker;

    /// <summary>A field of the worker that does not move between verdicts, safe to draw.</summary>
    public string Text(int field) => _texts[field] ??= Worker is { } worker ? SafeText.Of(WorkerFields.All[field].Text(worker)) : "";
}
