using System;
using System.Collections.Generic;
using System.Globalization;
using Lifetop.Platform;

namespace Lifetop.Observation.Systems.AgentRelay;

/// <summary>messages.sqlite, of which only the sessions are read: how the last one of each agent ended, if it did. No message, and no token.</summary>
internal sealed class MessagesDatabase(string path) : SystemDatabase(path)
{
    private const long LatestMilliseconds = 253_402_300_799_999; // the end of the year 9999

    private static readonly string[] Fields = ["agent_name", "started_at", "ended_at", "closed_by"];

    private Dictionary<string, AgentSession> _last = new(StringComparer.Ordinal);

    /// <summary>The newest session of an agent; null where none is known.</summary>
    public AgentSession? LastOf(string agent) => _last.GetValueOrDefault(agent);

    protected override void Clear() => _last = new(StringComparer.Ordinal);

    protected override bool Take(SqliteSnapshot database, ref string wrong)
    {
        if (ColumnsOf(database, "sessions", Fields, out bool isMade, ref wrong) is not { } fields)
            return false;
        if (!isMade)
        {
            Clear();
            return true;
        }
        if (fields.Count < Fields.Length)
        {
            wrong = "its sessions have other columns than lifetop knows";
            return false;
        }
        // Of what came later for the same name only the last counts.
        if (database.Rows("SELECT agent_name, MAX(started_at), ended_at, closed_by FROM sessions GROUP BY agent_name LIMIT 5000", out wrong) is not { } rows)
            return false;
        var last = new Dictionary<string, AgentSession>(rows.Count, StringComparer.Ordinal);
        foreach (var row in rows)
            if (row is [{ Length: > 0 } name, var started, var ended, var closedBy])
                last[name] = new AgentSession(Time(started), Time(ended), closedBy is "agent" or "disconnect" or "error" ? closedBy : "");
        _last = last;
        return true;
    }

    private static DateTimeOffset? Time(string? milliseconds)
        => long.TryParse(milliseconds, NumberStyles.None, CultureInfo.InvariantCulture, out long value) && value is > 0 and <= LatestMilliseconds
            ? DateTimeOffset.FromUnixTimeMilliseconds(value)
            : null;
}

/// <summary>One session of an agent with its daemon.</summary>
/// <param name="endedAt">Null while it is open: of who is gone it was never closed then.</param>
/// <param name="closedBy">agent, disconnect or error; empty where that is not said.</param>
internal sealed class AgentSession(DateTimeOffset? startedAt, DateTimeOffset? endedAt, string closedBy)
{
    public DateTimeOffset? StartedAt => startedAt;
    public DateTimeOffset? EndedAt => endedAt;
    public string ClosedBy => closedBy;
}
