using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Actions;
using Lifetop.Actions.Spawning;
using Lifetop.Model;
using Microsoft.Data.Sqlite;

namespace Lifetop.Registry;

/// <summary>A plan whose lifetop died before its end, with what is needed to make it again.</summary>
public sealed record UnfinishedPlan
{
    public required long Id { get; init; }

    /// <summary>Null when a newer lifetop knows an action that this one does not.</summary>
    public required WorkerAction? Action { get; init; }

    /// <summary>The action as it was written down.</summary>
    public required string Word { get; init; }
    public required DateTimeOffset BegunAt { get; init; }
    public required string User { get; init; }
    public required string Via { get; init; }

    /// <summary>From TERM to KILL; null when that is not known any more.</summary>
    public TimeSpan? Grace { get; init; }
    public ImmutableArray<UnfinishedWorker> Workers { get; init; } = [];

    /// <summary>With a spawn: what is to be undone.</summary>
    public LeftSpawn? Spawn { get; init; }

    public int StepsDone
    {
        get
        {
            int count = 0;
            foreach (var worker in Workers)
                count += worker.StepsDone;
            return count;
        }
    }

    public int Steps
    {
        get
        {
            int count = 0;
            foreach (var worker in Workers)
                count += worker.Steps;
            return count;
        }
    }
}

/// <param name="Discard">Its uncommitted work was to go.</param>
/// <param name="AlsoKnownAs">Its other names when the plan was made.</param>
/// <param name="TaskStatus">How its task was to be recorded; null where it was not.</param>
public sealed record UnfinishedWorker(string Identity, string Key, int StepsDone, int Steps, bool Discard, ImmutableArray<string> AlsoKnownAs, string? TaskStatus)
{
    /// <summary>Whom its plan has stopped to kill them.</summary>
    public ImmutableArray<ProcessIdentity> Stopped { get; init; } = [];
}

/// <summary>Finds the plans that nobody is at any more, for who offers to finish or drop them.</summary>
public sealed class UnfinishedPlans(RegistryFile registry)
{
    /// <summary>Oldest first.</summary>
    public RegistryStatus Read(out ImmutableArray<UnfinishedPlan> found)
    {
        var plans = new List<UnfinishedPlan>();
        var status = registry.Read(connection =>
        {
            plans.Clear();
            var open = OpenPlans.Read(connection);
            for (int i = 0, next; i < open.Length; i = next)
            {
                next = i + 1;
                while (next < open.Length && open[next].Id == open[i].Id)
                    next++;
                if (!PlanOwner.Lives(open[i].Owner))
                    plans.Add(PlanOf(connection, open.AsSpan()[i..next]));
            }
        });
        found = [.. plans];
        return status;
    }

    private static UnfinishedPlan PlanOf(SqliteConnection connection, ReadOnlySpan<OpenPlan> parts)
    {
        var first = parts[0];
        string user = "", via = "", text = "";
        using (var command = Sql.Command(connection, "SELECT user, via, plan FROM plans WHERE id=$1", first.Id))
        using (var row = command.ExecuteReader())
            if (row.Read())
                (user, via, text) = (row.GetString(0), row.GetString(1), row.GetString(2));
        var before = PlanColumn.Read(text);
        var workers = ImmutableArray.CreateBuilder<UnfinishedWorker>(parts.Length);
        foreach (var part in parts)
        {
            var planned = Planned(before, part.WorkerIdentity);
            workers.Add(new UnfinishedWorker(part.WorkerIdentity, KeyOf(connection, part), part.StepsDone, part.Steps, planned?.Discard == true, planned?.AlsoKnownAs ?? [], planned?.TaskStatus) { Stopped = StoppedProcesses.Read(connection, part) });
        }
        return new UnfinishedPlan
        {
            Id = first.Id,
            Action = ActionWords.Parse(first.Action),
            Word = first.Action,
            BegunAt = first.BegunAt,
            User = user,
            Via = via,
            Grace = before.Grace,
            Workers = workers.DrainToImmutable(),
            Spawn = first.Action == WorkerAction.Spawn.Word() ? SpawnOf(connection, first, before) : null,
        };
    }

    private static LeftSpawn? SpawnOf(SqliteConnection connection, OpenPlan open, PlannedBefore before)
    {
        if (before.Workers is not [var planned])
            return null;
        var begun = ImmutableArray.CreateBuilder<string>();
        var failed = ImmutableArray.CreateBuilder<string>();
        using var command = Sql.Command(connection, "SELECT what, outcome FROM steps WHERE plan=$1 AND intent_at IS NOT NULL ORDER BY n", open.Id);
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            begun.Add(row.GetString(0));
            if (Sql.TextAt(row, 1) == StepOutcome.Failed.Word())
                failed.Add(row.GetString(0));
        }
        return new LeftSpawn(open.Id, planned.Name, open.BegunAt, planned.Makes, begun.DrainToImmutable(), failed.DrainToImmutable());
    }

    private static string KeyOf(SqliteConnection connection, OpenPlan part)
    {
        using var command = Sql.Command(connection, "SELECT key FROM plan_workers WHERE plan=$1 AND worker=$2", part.Id, part.WorkerIdentity);
        return command.ExecuteScalar() as string ?? part.WorkerIdentity;
    }

    private static PlannedWorker? Planned(PlannedBefore before, string identity)
    {
        foreach (var worker in before.Workers)
            if (worker.Identity == identity)
                return worker;
        return null;
    }
}
