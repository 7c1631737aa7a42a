using System.Collections.Immutable;
using Lifetop.Model;
using Lifetop.Model.Systems;

namespace Lifetop.Actions.Ending;

/// <summary>Who no plan may ever signal, whatever it says: asked again at every signal, of the process as it is then.</summary>
internal static class NeverSignalled
{
    /// <summary>Why not; null for everybody else.</summary>
    public static string? Reason(in ProcessRow row, Census census)
    {
        if (row.Pid == 1)
            return "the first process of the machine";
        if (row.IsKernelThread)
            return "a kernel thread";
        var self = census.Self;
        for (int i = 0; i < self.Count; i++)
            if (self[i].Pid == row.Pid)
                return i == 0 ? "lifetop itself" : "an ancestor of lifetop";
        var table = census.Processes;
        int own = self.Count > 0 ? table.IndexOf(self[0].Pid) : -1;
        if (own >= 0 && table.Rows[own].Session == row.Session)
            return "in lifetop's own session";
        if (row.IsTmuxServer || IsListedServer(row, census.Servers))
            return "a tmux server";
        if (OrchestratorPrograms.IsSidecar(table.DetailsAt(row)))
            return "the sidecar that all of the orchestrator's servers share";
        return row.Name.Is("lifetop"u8) && Watches(table.DetailsAt(row)) ? "lifetop watch" : null;
    }

    private static bool IsListedServer(in ProcessRow row, ImmutableArray<TmuxServer> servers)
    {
        foreach (var server in servers)
            if (server.Pid == row.Pid && server.StartTicks == row.StartTicks)
                return true;
        return false;
    }

    /// <summary>Where its arguments cannot be read it may well be watch.</summary>
    private static bool Watches(ProcessDetails? details)
    {
        if (details is null or { Arguments.IsEmpty: true })
            return true;
        for (int i = 1; i < details.Arguments.Length; i++)
            if (!details.Arguments[i].StartsWith('-'))
                return details.Arguments[i] == "watch";
        return false;
    }

    private static ProcessDetails? DetailsAt(this ProcessTable table, in ProcessRow row)
    {
        int index = table.IndexOf(new ProcessIdentity(row.Pid, row.StartTicks, table.Boot));
        return index >= 0 ? table.DetailsAt(index) : null;
    }
}
