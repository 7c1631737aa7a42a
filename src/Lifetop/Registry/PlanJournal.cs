using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Threading;
using Lifetop.Actions;
using Lifetop.Model;
using Microsoft.Data.Sqlite;

namespace Lifetop.Registry;

/// <summary>
/// Writes plans into the registry: one lifetop at a time begins one about a worker, and what a dead one left unfinished is taken
/// over by whoever is asked next. For one thread.
/// </summary>
/// <param name="registry">Belongs to the caller.</param>
public sealed class PlanJournal(RegistryFile registry, Actor actor, ProcessIdentity owner, TimeProvider time) : IPlanJournal
{
    /// <summary>Others are looked at this often while they are waited for; their death is noticed at once.</summary>
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(50);

    /// <summary>For the lock alone, so that a wait can be broken off.</summary>
    private static readonly TimeSpan LockSlice = TimeSpan.FromMilliseconds(200);

    /// <summary>Between two rewritings of memory while a plan goes on; its beginning and end are told at once.</summary>
    private static readonly TimeSpan TellEvery = TimeSpan.FromMilliseconds(200);

    // Of this process: an open plan of ours that is not among them could not be ended when its time came, and nobody is at it.
    private static readonly List<string> UnderWay = [];

    private readonly Dictionary<long, Plan> _plans = [];
    private ImmutableArray<RememberedWorker> _cleaned = [];
    private long _toldAt;

    /// <summary>How long another lifetop's plan, or its lock, is waited for.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Breaks off that wait.</summary>
    public CancellationToken Cancel { get; init; }

    /// <summary>Says whom a beginning waits for.</summary>
    public Action<string>? Waiting { get; init; }

    /// <summary>Kept in step with what is written here; null for none.</summary>
    public MemoryCopy? Memory { get; init; }

    public PlanBeginning Begin(Plan plan, DateTimeOffset at)
    {
        long began = time.GetTimestamp();
        string said = "";
        while (true)
        {
            long id = 0;
            OpenPlan? held = null;
            var left = Patience - time.GetElapsedTime(began);
            registry.Patience = left < LockSlice ? Max(left, TimeSpan.Zero) : LockSlice;
            var status = registry.Write(connection =>
            {
                id = 0;
                var others = OpenPlans.About(connection, plan);
                held = others.Find(IsOwned);
                if (held is not null)
                    return;
                Memory?.Begin();
                id = Insert(connection, plan, at);
                foreach (var other in others)
                    OpenPlans.TakeOver(connection, other, id, at);
                Memory?.Take(connection, []);
            });
            registry.Patience = TimeSpan.FromSeconds(2);
            if (status.IsUsable && id != 0)
            {
                Note(id, plan);
                Tell(at, tells: true);
                return new PlanBeginning(id, null, false);
            }
            if (!status.IsUsable && status.State != RegistryState.Busy)
                return new PlanBeginning(0, $"nothing is done unrecorded: {status.Message}", false);
            string why = held is null ? status.Message : Words(held, plan, at);
            if (left <= TimeSpan.Zero)
                return new PlanBeginning(0, $"{why}; waited {AgeText.Limit(Patience)}, try again", true);
            if (Cancel.IsCancellationRequested)
                return new PlanBeginning(0, "cancelled while waiting: " + why, false);
            if (said != why)
                Waiting?.Invoke(said = why);
            if (held is not null)
                PlanOwner.Wait(held.Owner, Again < left ? Again : left);
        }
    }

    public string? Intend(long plan, int step, DateTimeOffset at) => Change(plan, at, ends: false, connection => Sql.Execute(connection,
        "UPDATE steps SET intent_at=$3 WHERE plan=$1 AND n=$2 AND done_at IS NULL AND EXISTS (SELECT 1 FROM plans WHERE id=$1 AND ended_at IS NULL)",
        plan, step, Journal.Milliseconds(at)));

    public void Stop(long plan, int step, IReadOnlyList<ProcessIdentity> whom, DateTimeOffset at)
        => _ = Change(plan, at, ends: false, connection => StoppedProcesses.Write(connection, plan, step, whom));

    public string? Finish(long plan, int step, StepResult result, DateTimeOffset at) => Change(plan, at, ends: false, connection => Sql.Execute(connection,
        "UPDATE steps SET outcome=$3, detail=$4, done_at=$5 WHERE plan=$1 AND n=$2",
        plan, step, result.Outcome.Word(), result.Detail, Journal.Milliseconds(at)));

    public string? End(long plan, PlanOutcome outcome, string reason, DateTimeOffset at)
    {
        lock (UnderWay)
            UnderWay.Remove(Name(plan));
        string? trouble = Change(plan, at, ends: true, connection =>
        {
            _cleaned = [];
            int ended = Sql.Execute(connection, "UPDATE plans SET ended_at=$2, outcome=$3, reason=$4 WHERE id=$1 AND ended_at IS NULL",
                plan, Journal.Milliseconds(at), outcome.Word(), reason.Length == 0 ? null : reason);
            if (ended > 0 && _plans.TryGetValue(plan, out var whole))
                _cleaned = CleanedWorkers.Record(connection, plan, whole, at, actor.Via);
            return ended;
        });
        _cleaned = [];
        return trouble;
    }

    /// <summary>Ends a plan whose lifetop died, without doing the rest of it. Null when done, else why not.</summary>
    public string? Drop(long plan, DateTimeOffset at)
    {
        string? refusal = null;
        string number = plan.ToString(CultureInfo.InvariantCulture);
        string? trouble = Change(plan, at, ends: true, connection =>
        {
            refusal = null;
            foreach (var open in OpenPlans.Read(connection))
                if (open.Id == plan && IsOwned(open))
                    refusal = $"plan {number} is under way: lifetop {open.Owner.Pid.ToString(CultureInfo.InvariantCulture)} is at it";
            return refusal is not null ? 1 : Sql.Execute(connection, "UPDATE plans SET ended_at=$2, outcome='dropped', reason=$3 WHERE id=$1 AND ended_at IS NULL",
                plan, Journal.Milliseconds(at), "by " + actor.User);
        });
        return trouble ?? refusal;
    }

    private string? Change(long plan, DateTimeOffset at, bool ends, Func<SqliteConnection, int> change)
    {
        int changed = 0;
        bool tells = ends || time.GetElapsedTime(_toldAt) >= TellEvery;
        var status = registry.Write(connection =>
        {
            if (tells)
                Memory?.Begin();
            changed = change(connection);
            if (tells)
                Memory?.Take(connection, _cleaned);
        });
        if (!status.IsUsable)
            return status.Message;
        if (changed == 0)
            return $"plan {plan.ToString(CultureInfo.InvariantCulture)} is not open in the registry any more";
        if (ends)
            registry.Checkpoint(); // so that closing it touches nothing that memory would have to be younger than
        Tell(at, tells);
        return null;
    }

    private void Tell(DateTimeOffset at, bool tells)
    {
        if (!tells || Memory is not { } memory)
            return;
        memory.Write(registry, at);
        _toldAt = time.GetTimestamp();
    }

    private void Note(long id, Plan plan)
    {
        _plans[id] = plan;
        lock (UnderWay)
            UnderWay.Add(Name(id));
    }

    private string Name(long plan) => registry.Folder.Registry + " " + plan.ToString(CultureInfo.InvariantCulture);

    private bool IsOwned(OpenPlan plan)
    {
        if (plan.Owner != owner)
            return PlanOwner.Lives(plan.Owner);
        lock (UnderWay)
            return UnderWay.Contains(Name(plan.Id));
    }

    private long Insert(SqliteConnection connection, Plan plan, DateTimeOffset at)
    {
        Sql.Execute(connection, """
            INSERT INTO plans(action, owner_pid, owner_start, owner_boot, user, tty, ssh_client, via, begun_at, plan)
            VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """, plan.Action.Word(), owner.Pid, owner.StartTicks, owner.Boot.ToString("N"), actor.User, actor.Terminal, actor.SshClient, actor.Via,
            Journal.Milliseconds(at), PlanColumn.Of(plan));
        long id = Sql.Number(connection, "SELECT last_insert_rowid()");
        int number = 0;
        foreach (var worker in plan.Workers)
        {
            // Who is refused or done already is in the plan's words, but nobody is at it.
            if (worker.Steps.IsEmpty)
                continue;
            Sql.Execute(connection, "INSERT OR IGNORE INTO plan_workers(plan, worker, key) VALUES($1, $2, $3)", id, worker.Identity, worker.Key);
            foreach (var step in worker.Steps)
                Sql.Execute(connection, "INSERT INTO steps(plan, n, worker, what, target) VALUES($1, $2, $3, $4, $5)",
                    id, ++number, worker.Identity, step.What, step.Target);
        }
        return id;
    }

    private static string Words(OpenPlan held, Plan plan, DateTimeOffset now)
    {
        string whom = "it";
        foreach (var worker in plan.Workers)
            if (worker.Identity == held.WorkerIdentity || worker.AlsoKnownAs.Contains(held.WorkerIdentity))
                whom = worker.Name;
        return $"plan {held.Id.ToString(CultureInfo.InvariantCulture)} of lifetop {held.Owner.Pid.ToString(CultureInfo.InvariantCulture)} is at {whom}: {held.Action}, begun {AgeText.Age(now - held.BegunAt)} ago";
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
