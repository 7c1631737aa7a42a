using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using Lifetop.Actions;
using Lifetop.Model;
using Microsoft.Data.Sqlite;

namespace Lifetop.Registry;

/// <summary>The plans that were begun and not ended, as rows: who is at which worker, and what is left of those whose lifetop died.</summary>
internal static class OpenPlans
{
    /// <summary>The outcome of steps, and of plans, that another plan does in their place.</summary>
    public const string TakenOver = "taken over";

    /// <summary>One for each plan and worker that it is still about.</summary>
    public static ImmutableArray<OpenPlan> Read(SqliteConnection connection)
    {
        var found = new List<OpenPlan>();
        using var command = Sql.Command(connection, """
            SELECT p.id, p.action, w.worker, p.owner_pid, p.owner_start, p.owner_boot, p.begun_at,
              (SELECT count(*) FROM steps s WHERE s.plan=p.id AND s.worker=w.worker AND s.done_at IS NOT NULL),
              (SELECT count(*) FROM steps s WHERE s.plan=p.id AND s.worker=w.worker)
            FROM plans p JOIN plan_workers w ON w.plan=p.id
            WHERE p.ended_at IS NULL AND NOT EXISTS (SELECT 1 FROM steps s WHERE s.plan=p.id AND s.worker=w.worker AND s.outcome=$1)
            ORDER BY p.id, w.worker
            """, TakenOver);
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            _ = Guid.TryParse(row.GetString(5), out var boot);
            found.Add(new OpenPlan(row.GetInt64(0), row.GetString(1), row.GetString(2),
                new ProcessIdentity(row.GetInt32(3), row.GetInt64(4), boot), Sql.TimeAt(row, 6), row.GetInt32(7), row.GetInt32(8)));
        }
        return [.. found];
    }

    /// <summary>Those about a worker of this plan, under any of the names that either knows it by.</summary>
    public static List<OpenPlan> About(SqliteConnection connection, Plan plan)
    {
        var found = new List<OpenPlan>();
        long read = 0;
        PlannedBefore? before = null;
        foreach (var open in Read(connection))
        {
            if (open.Id != read)
                (read, before) = (open.Id, PlanColumn.Read(Sql.Text(connection, "SELECT plan FROM plans WHERE id=" + open.Id.ToString(CultureInfo.InvariantCulture))));
            foreach (var worker in plan.Workers)
            {
                if (worker.Steps.IsEmpty || !IsAbout(open, before!, worker))
                    continue;
                found.Add(open);
                break;
            }
        }
        return found;
    }

    /// <summary>What a dead lifetop left undone for a worker is the new plan's; with nothing left of it the old plan ends.</summary>
    public static void TakeOver(SqliteConnection connection, OpenPlan old, long by, DateTimeOffset at)
    {
        string reason = "by plan " + by.ToString(CultureInfo.InvariantCulture);
        long now = Journal.Milliseconds(at);
        Sql.Execute(connection, "UPDATE steps SET outcome=$3, detail=$4, done_at=$5 WHERE plan=$1 AND worker=$2 AND done_at IS NULL",
            old.Id, old.WorkerIdentity, TakenOver, reason, now);
        // Steps may all be done and only the end be missing.
        Sql.Execute(connection, """
            UPDATE plans SET ended_at=$2, outcome=$3, reason=$4
            WHERE id=$1 AND ended_at IS NULL AND NOT EXISTS (SELECT 1 FROM steps WHERE plan=$1 AND done_at IS NULL)
            """, old.Id, now, TakenOver, reason);
    }

    private static bool IsAbout(OpenPlan open, PlannedBefore before, WorkerPlan worker)
    {
        if (open.WorkerIdentity == worker.Identity || worker.AlsoKnownAs.Contains(open.WorkerIdentity))
            return true;
        foreach (var planned in before.Workers)
            if (planned.Identity == open.WorkerIdentity)
                return planned.AlsoKnownAs.Contains(worker.Identity);
        return false;
    }
}
