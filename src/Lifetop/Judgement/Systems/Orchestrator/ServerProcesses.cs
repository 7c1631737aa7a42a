using System.Collections.Generic;
using System.Globalization;
using Lifetop.Model;
using Lifetop.Model.Systems;

namespace Lifetop.Judgement.Systems.Orchestrator;

/// <summary>
/// The orchestrator's processes that are no part of their Claude: servers without one above them, and the sidecar that all servers share. A server
/// with its Claude is a member of that one's tree, and no worker of its own.
/// </summary>
internal static class ServerProcesses
{
    private const string Source = "orchestrator";

    public static void Find(Census census, List<Declaration> found)
    {
        var table = census.Processes;
        var rows = table.Rows;
        for (int i = 0; i < rows.Length; i++)
        {
            if (rows[i].UserId != census.UserId || rows[i].IsZombie || table.DetailsAt(i) is not { } details)
                continue;
            if (OrchestratorPrograms.IsServer(rows[i], details))
            {
                var above = ClaudeAbove.Of(i, table, out _);
                if (above is AboveServer.Nobody or AboveServer.FarClaude)
                    found.Add(Of(i, "server", above == AboveServer.FarClaude ? OrchestratorRole.FarOrphan : OrchestratorRole.Orphan, census));
            }
            else if (OrchestratorPrograms.IsSidecar(details))
            {
                found.Add(Of(i, "sidecar", OrchestratorRole.Sidecar, census));
            }
        }
    }

    /// <summary>Servers among somebody's processes whose nearest Claude is this one.</summary>
    public static int CountBelow(Worker worker, Census census, out int oldest)
    {
        int count = 0;
        oldest = 0;
        long started = long.MaxValue;
        foreach (var member in worker.Members.AsSpan())
        {
            int row = census.Processes.IndexOf(member.Process);
            if (row < 0 || !OrchestratorPrograms.IsServer(census.Processes.Rows[row], census.Processes.DetailsAt(row))
                || ClaudeAbove.Of(row, census.Processes, out int claude) == AboveServer.Unread || claude < 0 || worker.Root?.Pid != census.Processes.Rows[claude].Pid)
                continue;
            count++;
            if (member.Process.StartTicks >= started)
                continue;
            (started, oldest) = (member.Process.StartTicks, member.Process.Pid);
        }
        return count;
    }

    private static Declaration Of(int row, string type, OrchestratorRole role, Census census)
    {
        var process = census.Processes.IdentityAt(row);
        string name = $"{type}-{process.Pid.ToString(CultureInfo.InvariantCulture)}";
        return new Declaration
        {
            Source = Source,
            Identity = $"{Source}:process:{name}:{process.StartTicks.ToString(CultureInfo.InvariantCulture)}",
            Key = new WorkerKey(Source, name),
            Name = name,
            Kind = WorkerKind.Daemon,
            Type = type,
            WrittenAt = census.StartedAt(process.StartTicks),
            Process = new ProcessClaim(process.Pid) { StartTicks = process.StartTicks, Boot = process.Boot },
            Cwd = census.Processes.DetailsAt(row)?.WorkingDirectory,
            System = new OrchestratorServer { Role = role, Pid = process.Pid },
        };
    }
}
