using System.Globalization;
using Lifetop.Model;

namespace Lifetop.Actions.Planning;

/// <summary>What no plan may ever signal: pid 1, kernel threads, tmux servers, lifetop and whatever it runs below.</summary>
public static class NeverList
{
    /// <summary>Why this worker is on it; null when it is not.</summary>
    public static string? Reason(Worker worker, Census census)
    {
        if (worker.Root is { } root && census.Processes.IndexOf(root) is >= 0 and var index)
        {
            ref readonly var row = ref census.Processes.Rows[index];
            if (Named(row) is { } named)
                return named;
            for (int i = 0; i < census.Self.Count; i++)
                if (census.Self[i] == root)
                    return i == 0 ? "it is lifetop itself" : $"it is an ancestor of lifetop: pid {Number(root.Pid)} {row.Name.ToString()}";
        }
        return worker.IsSelf ? "lifetop itself runs in it" : null;
    }

    private static string? Named(in ProcessRow row)
    {
        if (row.Pid == 1)
            return "it is pid 1, which everything runs below";
        if (row.IsTmuxServer)
            return "it is a tmux server, whose panes are other workers";
        return row.IsKernelThread ? "it is a kernel thread" : null;
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
