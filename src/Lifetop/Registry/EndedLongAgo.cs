using System;

namespace Lifetop.Registry;

/// <summary>Whether anybody is there for the history: a question so cheap that it may be asked again and again.</summary>
public static class EndedLongAgo
{
    /// <param name="before">Who ended later stays.</param>
    public static RegistryStatus Any(RegistryFile registry, DateTimeOffset before, out bool found)
    {
        bool any = false;
        var status = registry.Read(connection =>
        {
            using var command = Sql.Command(connection, """
                SELECT 1 FROM workers w JOIN transitions t ON t.id=(SELECT max(id) FROM transitions WHERE worker=w.id)
                WHERE w.forgotten_at IS NULL AND w.archived_at IS NULL AND t.to_state IN ('completed', 'failed', 'blocked', 'cleaned') AND t.since<=$1 LIMIT 1
                """, Journal.Milliseconds(before));
            any = command.ExecuteScalar() is not null;
        });
        found = any;
        return status;
    }
}
