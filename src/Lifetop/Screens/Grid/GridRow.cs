using System;
using System.Collections.Generic;
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
    private string _plainNote = "";
    private ProcessFact _fact;
    private Kept _cutKeep;
    private char _cutSign;

    /// <summary>What stays the same whatever the order does: the worker's identity, or the group's name.</summary>
    public string Id { get; } = id;

    public GridRowKind Kind { get; } = kind;

    /// <summary>The worker, or for a process the one it belongs to; null for a heading.</summary>
    public WorkerRow? Worker { get; private set; }

    /// <summary>What the name column shows, safe to draw.</summary>
    public string Name
    {
        get;
        private set
        {
            if (field != value)
                _cutName = null;
            field = value;
        }
    } = "";

    /// <summary>The one thing to know about it, safe to draw; of a heading the project.</summary>
    public string Note { get; private set; } = "";

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

    /// <summary>The workers a heading or a folded line stands for.</summary>
    public List<GridRow> Members => field ??= [];

    /// <summary>How many of which state stand under a heading.</summary>
    public GridCounts? Counts { get; private set; }

    /// <summary>The process a process line is about, and its numbers.</summary>
    public ProcessIdentity Process { get; private set; }

    public ProcessFact Fact => _fact;

    /// <summary>Its state is new: its word stands in reverse for a moment.</summary>
    public bool IsMarked(DateTimeOffset now) => now < _markedUntil;

    public bool IsWorker => Kind == GridRowKind.Worker;

    /// <summary>Takes what a look says of it, and notices a change of state.</summary>
    /// <param name="isNews">Whether what is other than before is so only now, rather than only known now.</param>
    public void Take(JudgedWorker judged, in Counters counters, DateTimeOffset now, bool isNews)
    {
        var last = Worker;
        if (last is not null && ReferenceEquals(last.Judged, judged))
        {
            last.Renew(counters, now);
            return;
        }
        if (isNews && last?.State != judged.Verdict.State)
            _markedUntil = now + (last?.State.IsAlive() == judged.Verdict.State.IsAlive() ? ChangeShown : BirthShown);
        Worker = new WorkerRow(judged, counters, now);
        Name = SafeText.Of(judged.Worker.Name);
        Note = SafeText.Of(judged.Verdict.Note);
        NoteAfter = SafeText.Of(judged.Verdict.NoteAfter);
        Array.Clear(_texts);
    }

    /// <summary>The lines of the tree and the name in so many columns.</summary>
    public string CutName(int columns, Kept keep, char cut)
    {
        if (_cutName is null || _cutTo != columns || _cutKeep != keep || _cutSign != cut)
        {
            int left = Math.Max(0, columns - Branch.Length);
            _cutName = Branch + (keep == Kept.Both ? TextWidth.CutMiddle(Name, left, cut) : TextWidth.Cut(Name, left, cut));
            (_cutTo, _cutKeep, _cutSign) = (columns, keep, cut);
        }
        return _cutName;
    }

    /// <summary>It becomes the line of one process of a worker.</summary>
    public void Belong(WorkerRow worker, in ProcessIdentity process, string note)
    {
        (Worker, Process) = (worker, process);
        if (_plainNote != note)
            (_plainNote, Note) = (note, note);
    }

    /// <summary>Takes the numbers of its process; a text is made only when it is another one.</summary>
    public void Fill(in ProcessFact fact)
    {
        if (!ReferenceEquals(_fact.Command, fact.Command))
            Name = SafeText.Of(fact.Command);
        if (_fact.IsStopped != fact.IsStopped)
            Note = fact.IsStopped ? _plainNote + "  stopped" : _plainNote;
        _fact = fact;
    }

    /// <summary>It becomes the line of dead entries that are folded.</summary>
    public void Fold(string name, string note) => (Worker, Name, Note) = (Members[0].Worker, name, note);

    /// <summary>It becomes the heading of a group.</summary>
    public void Head(RowGroup group, UiSettings settings)
    {
        (Name, Note) = (group.Name, group.Project);
        Members.Clear();
        Members.AddRange(group.Workers);
        Counts ??= new GridCounts();
        Counts.Clear();
        foreach (var member in Members)
            Counts.Add(member, settings);
    }

    /// <summary>Workers this one line stands for while it is folded.</summary>
    public int Weight => Kind switch
    {
        GridRowKind.Worker => Worker?.Kind == WorkerKind.Shell ? 0 : 1,
        GridRowKind.Process => 0,
        _ => Members.Count,
    };

    /// <summary>A field of the worker that does not move between verdicts, safe to draw.</summary>
    public string Text(int field) => _texts[field] ??= Worker is { } worker ? SafeText.Of(WorkerFields.All[field].Text(worker)) : "";
}
