using System.Collections.Generic;

namespace Lifetop.Model;

/// <summary>Who decides what a scope says about panes, found in the process table.</summary>
public static class ScopeHolders
{
    /// <summary>The rows of the living panes' roots, each once.</summary>
    public static void PaneRoots(Census census, NumberSet seen, List<int> rows)
    {
        var table = census.Processes;
        foreach (var pane in census.Panes.AsSpan())
            if (census.RootOf(pane.Facts) is >= 0 and var row)
                Add(row, table, seen, rows);
    }

    /// <summary>
    /// Whoever else makes a scope say nothing: tmux servers, those of others too; their children, which are roots of panes that nobody has listed, or
    /// run for the server; lifetop and its ancestors.
    /// </summary>
    public static void Others(Census census, NumberSet seen, List<int> rows)
    {
        var table = census.Processes;
        foreach (var server in census.Servers.AsSpan())
            if (table.IndexOf(server.Pid) is >= 0 and var row)
                Add(row, table, seen, rows);
        foreach (var self in census.Self)
            if (table.IndexOf(self.Pid) is >= 0 and var row)
                Add(row, table, seen, rows);
        var all = table.Rows;
        for (int i = 0; i < all.Length; i++)
            if (all[i].IsTmuxServer || table.IndexOf(all[i].Parent) is >= 0 and var parent && all[parent].IsTmuxServer)
                Add(i, table, seen, rows);
    }

    private static void Add(int row, ProcessTable table, NumberSet seen, List<int> rows)
    {
        ref readonly var process = ref table.Rows[row];
        if (process.IsZombie || process.IsKernelThread || seen.Contains(process.Pid))
            return;
        seen.Add(process.Pid);
        rows.Add(row);
    }
}
