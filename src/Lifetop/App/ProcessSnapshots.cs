using System;
using System.Collections.Immutable;
using Lifetop.Judgement;
using Lifetop.Model;
using Lifetop.Screens.Processes;

namespace Lifetop.App;

/// <summary>Copies the process table into snapshots for the process view, on the observing thread, while that view is open. Allocates nothing once they are long enough.</summary>
public sealed class ProcessSnapshots
{
    private readonly ProcessBoard _board;
    private readonly UserNames _names = new();

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

    /// <summary>After each look, before its roster is published; false when nobody wants it.</summary>
    public bool Fill(Census census)
    {
        if (!_board.IsWanted())
            return false;
        _names.Load();
        var into = _board.Filling;
        var table = census.Processes;
        var rows = table.Rows;
        into.Resize(rows.Length);
        into.Version = table.Version;
        into.Time = census.Time;
        into.BootTime = census.BootTime;
        into.Boot = table.Boot;
        into.User = census.UserId;
        for (int i = 0; i < rows.Length; i++)
        {
            ref readonly var row = ref rows[i];
            into.Pids[i] = row.Pid;
            into.Parents[i] = row.Parent;
            into.StartTicks[i] = row.StartTicks;
            into.Cpu[i] = row.CpuPercent;
            into.ResidentPages[i] = row.ResidentPages;
            into.Users[i] = row.UserId;
            into.Terminals[i] = row.Terminal;
            into.Details[i] = table.DetailsAt(i);
            into.SetName(i, row.Name.Bytes);
            var marks = (row.IsKernelThread ? ProcessMarks.Kernel : 0) | (row.IsZombie ? ProcessMarks.Dead : 0) | (row.IsStopped ? ProcessMarks.Stopped : 0);
            if (!row.IsKernelThread && census.IsClaimed(table.IdentityAt(i)))
                marks |= ProcessMarks.Member;
            into.Marks[i] = marks;
        }
        foreach (var self in census.Self)
            if (table.IndexOf(self) is >= 0 and var index)
                into.Marks[index] |= ProcessMarks.Self;
        _board.Publish();
        return true;
    }
}
