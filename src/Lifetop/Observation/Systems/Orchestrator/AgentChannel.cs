using System.Collections.Generic;
using Lifetop.Platform;

namespace Lifetop.Observation.Systems.Orchestrator;

/// <summary>The session registry of newer servers, <c>agent_channel.db</c>.</summary>
internal sealed class AgentChannel(string path) : SystemDatabase(path)
{
    /// <summary>Of the last good reading.</summary>
    public List<SessionRow> Rows { get; private set; } = [];

    protected override void Clear() => Rows = [];

    protected override bool Take(SqliteSnapshot database, ref string wrong)
    {
        if (ColumnsOf(database, "sessions", SessionRow.Fields, out bool isMade, ref wrong) is not { } fields)
            return false;
        // Just made: its tables are still to come.
        if (!isMade)
        {
            Rows = [];
            return true;
        }
        if (!fields.Contains("session_id"))
        {
            wrong = "its sessions have no session_id";
            return false;
        }
        if (database.Rows($"SELECT {string.Join(", ", fields)} FROM sessions ORDER BY session_id LIMIT 1000", out wrong) is not { } values)
            return false;
        var rows = new List<SessionRow>(values.Count);
        foreach (var value in values)
        {
            var row = new SessionRow();
            for (int i = 0; i < fields.Count; i++)
                row.Set(fields[i], value[i]);
            if (!string.IsNullOrEmpty(row.Id))
                rows.Add(row);
        }
        Rows = rows;
        return true;
    }
}
