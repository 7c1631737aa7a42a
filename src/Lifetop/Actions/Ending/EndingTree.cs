using System;
using System.Collections.Generic;
using Lifetop.Model;
using Lifetop.Observation.Proc;
using Lifetop.Platform;

namespace Lifetop.Actions.Ending;

/// <summary>
/// Everybody who is to be ended, of all orders: the planned ones that are still exactly that process, what the newest look calls members,
/// and whoever descends from them, lives in a session or group that one of them leads, or in their pane's scope.
/// </summary>
internal sealed class EndingTree : IDisposable
{
    private readonly IWorld _world;
    private readonly IReadOnlyList<EndingOrder> _orders;
    private readonly OtherWorkers _others;
    private readonly ProcFolder _proc = new();
    private readonly Dictionary<ProcessIdentity, EndingTarget> _byIdentity = [];
    private readonly Dictionary<int, EndingTarget> _leaders = [];
    private readonly HashSet<ProcessIdentity> _refused = [];
    private readonly BirthMarks[] _marks;
    private readonly ScopeMates _mates;
    private NewbornChase? _chase;

    private const int LooksAfterSlips = 12;

    /// <summary>Who was born longer ago has been looked through in peace.</summary>
    private const long NewTicks = 2 * Census.TicksPerSecond;

    /// <summary>So long it is waited for those who are changing: one that hangs in exec holds nobody up for ever.</summary>
    private static readonly TimeSpan LongestChange = TimeSpan.FromSeconds(1);

    private const int MomentMilliseconds = 1, MostHops = 64;
    private bool _slipped;

    /// <summary>Looks, and takes hold of everybody before anybody is signalled.</summary>
    public EndingTree(IWorld world, IReadOnlyList<EndingOrder> orders, long now)
    {
        LookedAt = now;
        _world = world;
        _orders = orders;
        world.Look();
        _others = new OtherWorkers(orders, world.Roster);
        _others.Read(world.Roster, world.Census);
        _marks = new BirthMarks[orders.Count];
        for (int i = 0; i < orders.Count; i++)
            _marks[i] = new BirthMarks(AttemptOf(orders[i].Worker), world.Census);
        _mates = new ScopeMates(_marks);
        for (int i = 0; i < orders.Count; i++)
            foreach (var planned in orders[i].Step.Tree)
                AddPlanned(planned, i);
        FindMore();
    }

    public Census Census => _world.Census;

    public ProcFolder Proc => _proc;

    public OtherWorkers Others => _others;

    /// <summary>In the order they were found.</summary>
    public List<EndingTarget> All { get; } = [];

    /// <summary>Planned ones that need no ending, and why: gone before, or no longer that process.</summary>
    public List<MissedProcess> Missed { get; } = [];

    /// <summary>When the last look was, in the caller's clock.</summary>
    public long LookedAt { get; private set; }

    public bool AnyPending
    {
        get
        {
            foreach (var target in All)
                if (target.IsPending)
                    return true;
            return false;
        }
    }

    /// <summary>False where processes may be hidden from the look, so that finding nobody proves nothing.</summary>
    public bool SeesAll
    {
        get
        {
            foreach (var gap in Census.Gaps)
                if (gap is { Source: Gap.OfProcesses, HidesWorkers: true, Scope.Length: 0 })
                    return false;
            return true;
        }
    }

    private bool SlippedAway
    {
        get
        {
            foreach (var target in All)
                _slipped |= !target.Planned && target.HasEnded && target.Signals.Count == 0;
            return _slipped;
        }
    }

    /// <summary>Looks again: who has ended, who is somebody else's by now, who is new. The number of new ones.</summary>
    public int Look(long now)
    {
        LookedAt = now;
        _world.Look();
        _others.Read(_world.Roster, _world.Census);
        foreach (var target in All)
            if (target.IsPending && !target.Exited(now) && _others.Key(target.Process.Pid) is { } key && _others.OrderOf(target.Process.Pid) < 0)
                target.LeftAlone = $"belongs to {key} now";
        return FindMore();
    }

    /// <summary>
    /// For whoever is about to say that all are gone. Where one ended before it could be signalled, it may have left another behind that
    /// lived as briefly and was missed by the look: then only several empty ones are believed, and who is born meanwhile is asked for at once. Nor is
    /// one believed that met somebody new who has changed since.
    /// The number of new ones.
    /// </summary>
    /// <param name="signal">For who is caught in the moment after its birth.</param>
    public int LookUntilSure(TimeProvider time, EndingSignal signal, ref int looks)
    {
        _chase ??= new NewbornChase(_marks, time);
        using var haste = Haste.Begin();
        int since = _chase.LastBorn();
        int found = 0, empty = 0;
        long began = time.GetTimestamp();
        while (found == 0 && !AnyPending && empty < (SlippedAway ? LooksAfterSlips : 1))
        {
            found = Look(time.GetTimestamp());
            looks++;
            if (!AnyUnsettled() || time.GetElapsedTime(began) >= LongestChange)
                empty++;
            else
                Pause.For(MomentMilliseconds);
        }
        return found > 0 || AnyPending ? found : _chase.Run(this, since, signal);
    }

    /// <summary>Whether the last look met anybody new whom the next may know for one of the tree.</summary>
    private bool AnyUnsettled()
    {
        long young = BootClock.TicksSinceBoot() - NewTicks;
        var table = Census.Processes;
        for (int i = 0; i < table.Count; i++)
        {
            ref readonly var row = ref table.Rows[i];
            // Of those whose environment is not ours to read, nothing will be known later either.
            if (row.StartTicks >= young && row.UserId == Census.UserId && !row.IsZombie && table.DetailsAt(i) is not { Partial: true }
                && !_byIdentity.ContainsKey(table.IdentityAt(i)) && Unsettled.Is(_proc, row))
                return true;
        }
        return false;
    }

    /// <summary>Holds and signals one that no look has seen yet. True when it was there, though it may be gone by now.</summary>
    public bool Take(in ProcessRow row, int order, EndingSignal signal, long now)
    {
        var process = new ProcessIdentity(row.Pid, row.StartTicks, Census.Processes.Boot);
        if (_byIdentity.ContainsKey(process) || _refused.Contains(process) || _others.Key(row.Pid) is not null || _others.Key(row.Parent) is not null)
            return false;
        int before = All.Count;
        AddFound(process, row, order);
        if (All.Count == before)
            return !_refused.Contains(process);
        if (row.Session == row.Pid || row.Group == row.Pid)
            _leaders[row.Pid] = All[^1];
        All[^1].Send(signal, Census, now);
        return true;
    }

    /// <summary>
    /// Whether one that no look has seen yet was born to somebody else: the nearest above it that is known to be a worker's, or a pane's root,
    /// is none of the tree. Asked now, for those between were born since the last look as well.
    /// </summary>
    public bool IsAnothers(in ProcessRow row)
    {
        var at = row;
        for (int hops = 0; hops < MostHops && at.Pid > 1 && !at.IsTmuxServer; hops++)
        {
            if (_byIdentity.TryGetValue(new ProcessIdentity(at.Pid, at.StartTicks, Census.Processes.Boot), out var own))
                return own.LeftAlone is not null;
            if (_others.Key(at.Pid) is not null || IsRootOfPane(at.Pid))
                return true;
            var above = new ProcessRow { Pid = at.Parent };
            if (above.Pid <= 1 || _proc.ReadStat(above.Pid, ref above) != StatReading.Done)
                return false;
            at = above;
        }
        return false;
    }

    private bool IsRootOfPane(int pid)
    {
        foreach (var pane in Census.Panes.AsSpan())
            if (!pane.Facts.Dead && pane.Facts.Pid == pid)
                return true;
        return false;
    }

    /// <summary>Notes who has ended since; needs no look.</summary>
    public void Refresh(long now)
    {
        foreach (var target in All)
            _ = target.Exited(now);
    }

    /// <summary>A shell somebody types into, right in the pane of its worker: it ignores TERM, and obeys HUP.</summary>
    public bool IsShellOfPane(EndingTarget target)
    {
        var worker = PlannedWorkers.Find(_orders[target.Order].Worker, _world.Roster)?.Worker;
        int row = Census.Processes.IndexOf(target.Process);
        return worker is { OwnsPane: true, Pane.Facts: { Dead: false } pane } && pane.Pid == target.Process.Pid
            && row >= 0 && Census.Processes.DetailsAt(row) is { } details && Shells.IsInteractive(details);
    }

    public void Dispose()
    {
        foreach (var target in All)
            target.Dispose();
        _chase?.Dispose();
        _mates.Dispose();
        _proc.Dispose();
    }

    private void AddPlanned(PlannedProcess planned, int order)
    {
        var process = planned.Process;
        int now = _others.OrderOf(process.Pid);
        if (_byIdentity.ContainsKey(process) || now >= 0 && now != order)
            return;
        int row = Census.Processes.IndexOf(process.Pid);
        var target = process.Boot == Census.Processes.Boot ? EndingTarget.Open(_proc, process, order, planned.Command, planned: true, IsRoot(process, order)) : null;
        if (target is not null)
        {
            // Before anybody is looked for below it: below the first process of the machine is everybody.
            target.RefuseNever(Census, LookedAt);
            if (target.LeftAlone is null && _others.Key(process.Pid) is { } key)
                target.LeftAlone = $"belongs to {key} now";
            Add(target);
            return;
        }
        Missed.Add(new MissedProcess(planned, order)
        {
            Reused = row >= 0 && Census.Processes.IndexOf(process) < 0,
            UnreapedBy = row >= 0 && Census.Processes.IndexOf(process) == row ? Census.Processes.Rows[row].Parent : 0,
        });
    }

    /// <summary>Adds everybody who belongs to the tree and is not in it yet; again until a pass adds nobody, because children of newcomers are newcomers.</summary>
    private int FindMore()
    {
        int before = All.Count, added;
        do
        {
            added = All.Count;
            var rows = Census.Processes.Rows;
            for (int i = 0; i < rows.Length; i++)
                if (!rows[i].IsZombie && OrderOf(rows[i]) is >= 0 and var order)
                    AddFound(Census.Processes.IdentityAt(i), rows[i], order);
        }
        while (All.Count > added);
        return All.Count - before;
    }

    private void AddFound(ProcessIdentity process, in ProcessRow row, int order)
    {
        if (_byIdentity.ContainsKey(process) || _refused.Contains(process))
            return;
        // Who is never signalled was not in the plan either: it is nobody's business to name it.
        if (NeverSignalled.Reason(row, Census) is not null)
            _refused.Add(process);
        else if (EndingTarget.Open(_proc, process, order, CommandOf(row), planned: false, IsRoot(process, order)) is { } target)
            Add(target);
        else
            _slipped = true;
    }

    private void Add(EndingTarget target)
    {
        _byIdentity.Add(target.Process, target);
        All.Add(target);
        int row = Census.Processes.IndexOf(target.Process);
        if (row >= 0 && target.LeftAlone is null && (Census.Processes.Rows[row].Session == target.Process.Pid || Census.Processes.Rows[row].Group == target.Process.Pid))
            _leaders[target.Process.Pid] = target;
    }

    private int OrderOf(in ProcessRow row)
    {
        int order = _others.OrderOf(row.Pid);
        if (order >= 0)
            return order;
        if (_others.Key(row.Pid) is not null || row.IsTmuxServer)
            return -1;
        // The first process takes in everybody's orphans: who is below it is nobody's child.
        int parent = row.Parent > 1 ? Census.Processes.IndexOf(row.Parent) : -1;
        if (parent >= 0 && _byIdentity.TryGetValue(Census.Processes.IdentityAt(parent), out var above) && above.LeftAlone is null)
            return above.Order;
        return (LeaderOf(row.Session) ?? LeaderOf(row.Group))?.Order ?? _mates.OrderOf(row, Census);
    }

    /// <summary>The number of a session or group stays taken while anybody is in it, its leader gone or not; under another process of that number it is another one.</summary>
    private EndingTarget? LeaderOf(int number)
    {
        if (!_leaders.TryGetValue(number, out var leader))
            return null;
        int row = Census.Processes.IndexOf(number);
        return row < 0 || Census.Processes.IndexOf(leader.Process) == row ? leader : null;
    }

    /// <summary>What somebody has started anew since is known by the same marks, and is not to be ended.</summary>
    private Worker? AttemptOf(WorkerPlan plan)
        => PlannedWorkers.Find(plan, _world.Roster)?.Worker is { } worker && !PlannedWorkers.IsOtherAttempt(plan, worker) ? worker : null;

    private bool IsRoot(ProcessIdentity process, int order) => _orders[order].Worker.Root == process;

    private string CommandOf(in ProcessRow row)
    {
        int index = Census.Processes.IndexOf(row.Pid);
        return index >= 0 && Census.Processes.DetailsAt(index) is { Arguments.IsEmpty: false } details ? string.Join(' ', details.Arguments) : row.Name.ToString();
    }
}

/// <summary>A planned process that needs no ending: gone before, a zombie, or its number is another's now.</summary>
internal sealed record MissedProcess(PlannedProcess Planned, int Order)
{
    public bool Reused { get; init; }

    /// <summary>The parent that has not waited for it; 0 when it is gone altogether.</summary>
    public int UnreapedBy { get; init; }
}
