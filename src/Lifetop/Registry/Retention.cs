using System;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Lifetop.Registry;

/// <summary>Keeps the registry bounded by age and by rows, in batches small enough to run between two looks.</summary>
public sealed record Retention
{
    public static readonly Retention Default = new();

    public TimeSpan Age { get; init; } = TimeSpan.FromDays(90);
    public int Transitions { get; init; } = 200_000;
    public int Plans { get; init; } = 20_000;
    public int Tasks { get; init; } = 50_000;

    /// <summary>The present boot: processes of any other are not remembered as members any more. Null or empty keeps them: it could not be read then.</summary>
    public Guid? Boot { get; init; }

    /// <summary>Rows taken away from each table in one transaction.</summary>
    public int Batch { get; init; } = 500;

    /// <summary>
    /// Takes one batch away, where there is anything to take; <paramref name="removed"/> is 0 when all is within bounds.
    /// The last state of a worker that is still kept is never taken, however old.
    /// </summary>
    public RegistryStatus Trim(RegistryFile registry, DateTimeOffset now, out int removed)
    {
        int count = 0;
        var status = registry.Write(connection => count = Trim(connection, Journal.Milliseconds(now - Age)));
        removed = status.IsUsable ? count : 0;
        return status;
    }

    private int Trim(SqliteConnection connection, long oldest)
    {
        int excess = (int)Excess(connection, "transitions", Transitions);
        int removed = Sql.Execute(connection, """
            DELETE FROM transitions WHERE id IN (SELECT id FROM transitions t WHERE at<$1
              AND EXISTS (SELECT 1 FROM transitions later WHERE later.worker=t.worker AND later.id>t.id) ORDER BY id LIMIT $2)
            """, oldest, Batch);
        if (excess > removed)
            removed += Sql.Execute(connection, """
                DELETE FROM transitions WHERE id IN (SELECT id FROM transitions t
                  WHERE EXISTS (SELECT 1 FROM transitions later WHERE later.worker=t.worker AND later.id>t.id) ORDER BY id LIMIT $1)
                """, excess - removed);
        removed += Workers(connection, oldest);
        removed += OldPlans(connection, oldest);
        removed += OldTasks(connection, oldest);
        if (Boot is { } boot && boot != Guid.Empty)
            removed += Sql.Execute(connection, """
                DELETE FROM members WHERE (worker, boot, pid, start_ticks) IN (SELECT worker, boot, pid, start_ticks FROM members WHERE boot<>$1 LIMIT $2)
                """, boot.ToString("N"), Batch);
        return removed;
    }

    // A worker that was over so long ago, and nobody asked to keep, goes with its members and all its states. One that
    // ran when it was last written about may still run: nothing is written while nothing changes.
    private int Workers(SqliteConnection connection, long oldest)
    {
        const string gone = """
            (SELECT id FROM workers w WHERE last_seen<$1 AND declared IS NULL AND protected=0
              AND (forgotten_at<$1 OR archived_at<$1
                OR coalesce((SELECT to_state FROM transitions t WHERE t.worker=w.id ORDER BY id DESC LIMIT 1), 'completed') IN ('completed', 'failed', 'blocked', 'cleaned'))
              AND NOT EXISTS (SELECT 1 FROM workers part WHERE part.merged_into=w.id)
              AND NOT EXISTS (SELECT 1 FROM transitions t WHERE t.worker=w.id AND t.at>=$1) ORDER BY id LIMIT $2)
            """;
        int removed = Sql.Execute(connection, "DELETE FROM members WHERE worker IN " + gone, oldest, Batch);
        removed += Sql.Execute(connection, "DELETE FROM transitions WHERE worker IN " + gone, oldest, Batch);
        return removed + Sql.Execute(connection, "DELETE FROM workers WHERE id IN " + gone, oldest, Batch);
    }

    // One that nobody ended in all that time has been offered long enough; how much of it was done is too old to be of use.
    private int OldPlans(SqliteConnection connection, long oldest)
    {
        long excess = Excess(connection, "plans", Plans);
        const string old = "(SELECT id FROM plans WHERE coalesce(ended_at, begun_at)<$1 OR (ended_at IS NOT NULL AND id<=$3) ORDER BY id LIMIT $2)";
        long below = excess == 0 ? 0 : Sql.Number(connection, "SELECT id FROM plans ORDER BY id LIMIT 1 OFFSET " + (excess - 1).ToString(CultureInfo.InvariantCulture));
        int removed = Sql.Execute(connection, "DELETE FROM steps WHERE plan IN " + old, oldest, Batch, below);
        removed += Sql.Execute(connection, "DELETE FROM plan_workers WHERE plan IN " + old, oldest, Batch, below);
        return removed + Sql.Execute(connection, "DELETE FROM plans WHERE id IN " + old, oldest, Batch, below);
    }

    private int OldTasks(SqliteConnection connection, long oldest)
    {
        int removed = Sql.Execute(connection,
            "DELETE FROM task_history WHERE id IN (SELECT id FROM task_history WHERE coalesce(completed_at, created_at)<$1 ORDER BY id LIMIT $2)", oldest, Batch);
        long excess = Excess(connection, "task_history", Tasks);
        return excess == 0 ? removed
            : removed + Sql.Execute(connection, "DELETE FROM task_history WHERE id IN (SELECT id FROM task_history ORDER BY id LIMIT $1)", excess);
    }

    private long Excess(SqliteConnection connection, string table, int most)
        => Math.Clamp(Sql.Number(connection, "SELECT count(*) FROM " + table) - most, 0, Batch);
}
