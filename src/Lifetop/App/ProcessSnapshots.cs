using System;
using System.Collections.Immutable;
using Lifetop.Judgement;
using Lifetop.Model;
using Lifetop.Screens.Processes;

namespace Lifetop.App;

/// <summary>Copies the process table into snapshots for the process view, on the observing thread, while that view is open. Allocates nothing once they are long enough.</summary>
public sealed class ProcessSnapshots
{
    private const int WholeEvery = 16;

    /// <summary>Between the first two looks lies only the start: so little tells nothing of how busy anybody is.</summary>
    private static readonly TimeSpan ShortestWatch = TimeSpan.FromMilliseconds(100);

    private readonly ProcessBoard _board;
    private readonly UserNames _names = new();
    private ImmutableArray<Declaration> _declarations;
    private ImmutableArray<PaneSighting> _panes;
    private long _version;
    private int _stamp = 1;
    private int _looks;
    private bool _hasWatched;

    public ProcessSnapshots(ProcessBoard board, Policy policy, string? home)
    {
        _board = board;
        board.Home = home;
        board.UserName = _names.Of;
        board.IsAgent = program =>
        {
            foreach (string agent in policy.AgentPrograms)
                if (program.Is(agent))
                    return true;
            return false;
        };
    }

    /// <summary>After each look, before its roster is published; only if somebody wants it.</summary>
    public void Fill(Census census)
    {
        if (!_board.IsWanted())
            return;
        _names.Load();
        var into = _board.Filling;
        var table = census.Processes;
        Notice(census);
        into.Resize(table.Count);
        into.Version = table.Version;
        into.Time = census.Time;
        into.BootTime = census.BootTime;
        into.Boot = table.Boot;
        into.User = census.UserId;
        if (into.Stamp != _stamp)
            FillWhole(into, census);
        into.Stamp = _stamp;
        _hasWatched |= census.CpuWatched >= ShortestWatch;
        FillCounters(into, table.Rows, _hasWatched);
        _board.Publish();
    }

    /// <summary>Tells the looks apart between which only counters moved: most of them.</summary>
    private void Notice(Census census)
    {
        bool same = _version == census.Processes.Version && _declarations == census.Declarations && _panes == census.Panes;
        (_version, _declarations, _panes) = (census.Processes.Version, census.Declarations, census.Panes);
        // Whose process it is may change with time alone, as a stray's does.
        if (!same || ++_looks % WholeEvery == 0)
            _stamp++;
    }

    private static void FillCounters(ProcessSnapshot into, ProcessRows rows, bool knowsCpu)
    {
        float[] cpu = into.Cpu;
        long[] pages = into.ResidentPages;
        for (int i = 0; i < rows.Length; i++)
        {
            cpu[i] = knowsCpu ? rows[i].CpuPercent : -1;
            pages[i] = rows[i].ResidentPages;
        }
    }

    private static void FillWhole(ProcessSnapshot into, Census census)
    {
        var table = census.Processes;
        var rows = table.Rows;
        var claimed = census.IsClaimed;
        for (int i = 0; i < rows.Length; i++)
        {
            ref readonly var row = ref rows[i];
            into.Pids[i] = row.Pid;
            into.Parents[i] = row.Parent;
            into.StartTicks[i] = row.StartTicks;
            into.Users[i] = row.UserId;
            into.Terminals[i] = row.Terminal;
            into.Details[i] = table.DetailsAt(i);
            into.SetName(i, row.Name.Bytes);
            var marks = row.IsKernelThread ? ProcessMarks.Kernel : claimed(table.IdentityAt(i)) ? ProcessMarks.Member : ProcessMarks.None;
            into.Marks[i] = marks | (row.IsZombie ? ProcessMarks.Dead : 0) | (row.IsStopped ? ProcessMarks.Stopped : 0);
        }
        foreach (var self in census.Self)
            if (table.IndexOf(self) is >= 0 and var index)
                into.Marks[index] |= ProcessMarks.Self;
    }
}
