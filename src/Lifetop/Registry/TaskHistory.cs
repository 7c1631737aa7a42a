using System;
using Lifetop.Actions;
using Lifetop.Actions.Steps;
using Microsoft.Data.Sqlite;

namespace Lifetop.Registry;

/// <summary>The registry's table of finished tasks.</summary>
public sealed class TaskHistory(RegistryFile registry) : ITaskHistory
{
    /// <summary>In ms: when a process started is reckoned from the boot, which each lifetop measures for itself.</summary>
    private const long Apart = 2000;

    public bool Keep(FinishedTask task, DateTimeOffset at, out string trouble)
    {
        int written = 0;
        var status = registry.Write(connection => written = Insert(connection, task, at));
        trouble = status.Message;
        return status.IsUsable && written > 0;
    }

    /// <summary>Within somebody's transaction; 0 when it is kept already.</summary>
    internal static int Insert(SqliteConnection connection, FinishedTask task, DateTimeOffset at)
    {
        // One that was not completed has no time of its own, and must grow old all the same.
        long completed = Journal.Milliseconds(task.CompletedAt ?? at);
        return Sql.Execute(connection, """
            INSERT INTO task_history(name, task, branch, pr_url, status, summary, worker, source, created_at, completed_at)
            SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10 WHERE NOT EXISTS (SELECT 1 FROM task_history
              WHERE worker=$7 AND name=$1 AND source=$8 AND task IS $2 AND (created_at IS $9 OR abs(created_at-$9)<=$12)
                AND (status=$5 AND ($11 IS NULL OR completed_at=$11) OR status='lost' AND $5='removed'))
            """, task.Name, task.Task, task.Branch, task.ResultUrl, task.Status, task.Summary, task.Worker, task.Source,
            task.CreatedAt is { } created ? Journal.Milliseconds(created) : null, completed,
            task.CompletedAt is { } known ? Journal.Milliseconds(known) : null, Apart);
    }
}
