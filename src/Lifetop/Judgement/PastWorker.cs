using System;
using System.Collections.Generic;
using Lifetop.Model;

namespace Lifetop.Judgement;

/// <summary>One worker's past: its last verdict, its last CPU sample, and whoever was seen in its tree.</summary>
public sealed class PastWorker
{
    public PastWorker(string identity) => Identity = identity;

    public PastWorker(RememberedWorker remembered)
    {
        Identity = remembered.Identity;
        Remembered = remembered;
        Members = remembered.Members;
        CpuNanoseconds = remembered.CpuNanoseconds;
        SampledTicks = remembered.SampledAt.UtcTicks;
        BusyTicks = remembered.BusyAt?.UtcTicks ?? 0;
        SeenTicks = remembered.SeenAt.UtcTicks;
        bool known = remembered.State != Lifecycle.Unknown;
        State = known ? remembered.State : remembered.KnownState;
        Since = known ? remembered.Since : remembered.KnownSince;
        Root = remembered.Root;
        (Reaped, Kept) = (remembered.Reaped, remembered.Kept);
        if (remembered is { PaneServerPid: { } pid, PaneServerStart: { } start, PaneId: { } id })
            Pane = new PanePlace(remembered.PaneSocket ?? "", pid, start, id, remembered.OwnsPane);
    }

    public string Identity { get; set; }
    public List<string> Names { get; } = [];

    /// <summary>How an earlier lifetop judged it; until this one has.</summary>
    public RememberedWorker? Remembered { get; private set; }

    /// <summary>How this lifetop judged it last.</summary>
    public JudgedWorker? Last { get; private set; }
    public ProcessIdentities Members { get; private set; } = ProcessIdentities.None;
    public long CpuNanoseconds { get; private set; }
    public long SampledTicks { get; private set; }
    public long BusyTicks { get; private set; }

    /// <summary>The last look that saw it clearly: an unknown one does not count.</summary>
    public long SeenTicks { get; private set; }

    /// <summary>This lifetop's first look at this attempt, and its last one that saw the root alive.</summary>
    public long FirstTicks { get; private set; }
    public long AliveTicks { get; private set; }

    /// <summary>How its root ended, once somebody told.</summary>
    public Ending? Ending { get; set; }

    /// <summary>The worker as shown after it vanished; made once.</summary>
    public Worker? Gone { get; set; }

    /// <summary>What the last verdict was made from: equal facts make the same verdict, so it is kept.</summary>
    public Ruling Ruling { get; private set; }

    /// <summary>The number of the look that saw it last: who was not seen in this one has vanished.</summary>
    public long SeenInLook { get; set; }

    /// <summary>The state it was last clearly seen in, and since when: unknown is no state of the worker, only of our knowledge.</summary>
    public Lifecycle? State { get; private set; }
    public DateTimeOffset? Since { get; private set; }

    /// <summary>The last root that was known; the next one is a new attempt.</summary>
    public ProcessIdentity? Root { get; private set; }

    /// <summary>The pane it was last seen in.</summary>
    public PanePlace? Pane { get; private set; }

    /// <summary>By which plan it was reaped and how, and what that kept on purpose; once one was done.</summary>
    public string? Reaped { get; private set; }
    public string? Kept { get; private set; }

    /// <summary>This lifetop saw it clearly in its last look, so what changed has changed just now.</summary>
    public bool IsWatched => Last is { Verdict.State: not Lifecycle.Unknown };

    /// <summary>Declared by somebody, rather than found as a process or pane.</summary>
    public bool IsDeclared => Source is not ("tmux" or "process" or null);

    public string? Source => Last?.Worker.Source ?? Remembered?.Source;

    public WorkerKind? Kind => Last?.Worker.Kind ?? Remembered?.Kind;

    public string? DeclarationFile => Last?.Worker.Declaration?.File ?? Remembered?.DeclarationFile;

    /// <summary>What its source said last, as far as it is known; null of who was only found.</summary>
    public Declaration? Declared => Last?.Worker.Declaration ?? _declared ?? (IsDeclared && Remembered is { } remembered ? _declared = LastGoodView.Of(remembered) : null);

    private Worker? _membersOf;
    private Declaration? _declared;

    /// <summary>As it is now, apart from what comes.</summary>
    internal PastWorker Copy() => (PastWorker)MemberwiseClone();

    /// <summary>Called before a worker of this look is judged: another root than before is a new attempt, of which nothing is known yet but who still lives of the old one.</summary>
    public void Meet(Worker worker, long look, long now)
    {
        SeenInLook = look;
        if (worker is { RootAlive: true, Root: { } root } && Root is { } before && before != root)
        {
            Remembered = null;
            Last = null;
            State = null;
            Since = null;
            Ending = null;
            Reaped = Kept = null;
            CpuNanoseconds = SampledTicks = BusyTicks = SeenTicks = FirstTicks = 0;
        }
        if (FirstTicks == 0)
            FirstTicks = now;
    }

    public void Judged(JudgedWorker judged, Ruling ruling)
    {
        Last = judged;
        Ruling = ruling;
        if (ruling.State == Lifecycle.Unknown)
            return;
        State = ruling.State;
        Since = judged.Verdict.Since;
    }

    /// <summary>Keeps what the next look needs of this one; allocates only when the tree changed.</summary>
    public void Remember(Worker worker, in Counters numbers, bool clear, long now)
    {
        BusyTicks = numbers.BusyTicks;
        CpuNanoseconds = numbers.CpuNanoseconds;
        SampledTicks = now;
        Gone = null;
        if (clear)
            SeenTicks = now;
        if (worker.RootAlive)
            AliveTicks = now;
        if (ReferenceEquals(_membersOf, worker))
            return;
        _membersOf = worker;
        if (worker is { RootAlive: true, Root: { } root })
            Root = root;
        if (worker.Pane?.Facts is { } pane)
            Pane = new PanePlace(pane.Server.Socket, pane.Server.Pid, pane.Server.StartTicks, pane.PaneId, worker.OwnsPane);
        var members = new ProcessIdentity[worker.Members.Length];
        for (int i = 0; i < members.Length; i++)
            members[i] = worker.Members[i].Process;
        Members = new ProcessIdentities(members, members.Length);
    }

    internal void Clean(DateTimeOffset at, string? kept, string? reaped)
    {
        State = Lifecycle.Cleaned;
        Since = at;
        (Reaped, Kept) = (reaped, kept);
    }
}

/// <summary>A pane by the server process that printed its id, and whether it belonged to the worker.</summary>
public sealed record PanePlace(string Socket, int ServerPid, long ServerStart, string PaneId, bool Owned);
