using Lifetop.Model;

namespace Lifetop.Judgement;

/// <summary>Reads from the process table what runs in a pane: a shell somebody types into, an agent below it, or a job.</summary>
internal sealed class PaneContents(Policy policy, ProcessForest forest)
{
    /// <summary>Only shells that run a command or script stand between the two.</summary>
    public bool RunsThroughShells(int root, int row, Census census)
    {
        for (int at = forest.ParentOf(row), hops = 0; at >= 0 && hops < 16; hops++, at = forest.ParentOf(at))
        {
            if (census.Processes.DetailsAt(at) is not { } details || !Shells.IsShell(details) || Shells.IsInteractive(details))
                return false;
            if (at == root)
                return true;
        }
        return false;
    }

    public static bool IsInteractiveShell(PaneSighting pane, Census census)
        => census.RootOf(pane.Facts) is >= 0 and var row && census.Processes.DetailsAt(row) is { } details && Shells.IsInteractive(details);

    /// <summary>Nothing but shells somebody could type into, and lifetop itself if it was started there.</summary>
    public bool OnlyShells(int row, Census census)
    {
        for (int child = forest.FirstChildOf(row); child >= 0; child = forest.NextSiblingOf(child))
        {
            ref readonly var process = ref census.Processes.Rows[child];
            if (process.IsZombie || (census.Self is [var self, ..] && self.Pid == process.Pid))
                continue;
            if (census.Processes.DetailsAt(child) is not { } details || !Shells.IsInteractive(details) || !OnlyShells(child, census))
                return false;
        }
        return true;
    }

    /// <summary>What runs in the pane: its root, or what the root runs through shells.</summary>
    public Found? FoundInChain(int row, Census census)
    {
        for (int hops = 0; row >= 0 && hops < 8; hops++)
        {
            if (census.Processes.DetailsAt(row) is not { } details)
                return null;
            if (Finding.Of(details, policy) is { } found)
                return found;
            if (!Shells.IsShell(details) || Shells.IsInteractive(details))
                return null;
            row = forest.FirstChildOf(row);
        }
        return null;
    }

    public int AgentBelow(int row, Census census, int depth = 0)
    {
        for (int child = forest.FirstChildOf(row); child >= 0 && depth < 16; child = forest.NextSiblingOf(child))
        {
            if (IsAgent(child, census))
                return child;
            if (AgentBelow(child, census, depth + 1) is >= 0 and var below)
                return below;
        }
        return -1;
    }

    public bool IsAgent(int row, Census census)
        => !census.Processes.Rows[row].IsZombie && census.Processes.DetailsAt(row) is { } details
            && Finding.Of(details, policy) is { Kind: WorkerKind.Agent };
}
