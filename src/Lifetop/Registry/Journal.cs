using System;
using System.Collections.Immutable;
using Lifetop.Actions.Steps;
using Lifetop.Model;
using Microsoft.Data.Sqlite;

namespace Lifetop.Registry;

/// <summary>Writes down what happened and what was asked for. Each call is one transaction; memory.json is to be rewritten after it.</summary>
/// <param name="registry">Belongs to the caller.</param>
/// <param name="by">Who records: screen, ls, watch…</param>
public sealed class Journal(RegistryFile registry, string by)
{
    /// <summary>The present one: members of it that are gone are forgotten when there is news of their worker. Empty forgets none.</summary>
    public Guid Boot { get; init; }

    /// <summary>
    /// Writes workers, their members, and those changes of state that nobody wrote yet: several lifetops may offer the
    /// same one, and it is there once.
    /// </summary>
    /// <param name="at">When the look was made.</param>
    /// <param name="written">Changes of state that were new.</param>
    /// <param name="taking">Of whoever runs hooks; null for all others.</param>
    public RegistryStatus Record(ImmutableArray<Transition> changes, DateTimeOffset at, out int written, HookTaking? taking = null)
    {
        int count = 0;
        bool tells = taking?.IsOurs() == true;
        var status = registry.Write(connection =>
        {
            count = 0;
            if (tells && taking!.Leads)
                HookTaking.Since(connection);
            using var batch = new JournalBatch(connection, at, by, Boot) { Tells = tells };
            foreach (var change in changes)
            {
                bool isNew = batch.Record(change);
                if (isNew)
                    count++;
                // Who is lost may have been a zombie before: that is no other state.
                if (change.Removed is { } task && (isNew || task.Status == FinishedTask.Lost))
                    TaskHistory.Insert(connection, task, at);
            }
            taking?.Write(connection, at);
        });
        taking?.Finish(status.IsUsable);
        written = status.IsUsable ? count : 0;
        return status;
    }

    /// <summary>
    /// Keeps a declaration of lifetop's own (adopted, spawned or started again) in the place of the one that was there when it was looked
    /// at: what somebody else declared meanwhile keeps its name and its process.
    /// </summary>
    /// <param name="replaced">What stood there; null for nothing.</param>
    /// <param name="refuses">Asked with all that is declared, while nobody else can declare anything; null takes it whatever that is.</param>
    public Recorded Declare(Declaration declared, Declaration? replaced, DateTimeOffset at, Func<ImmutableArray<Declaration>, bool>? refuses = null) => Change(connection =>
    {
        if (Declared(connection, declared.Identity) is { } there && !IsSame(there, replaced))
            return RecordOutcome.KeyTaken;
        var all = AllDeclared(connection);
        if (IsAnothers(all, declared))
            return RecordOutcome.ProcessTaken;
        return refuses?.Invoke(all) == true ? RecordOutcome.Refused : Adopt(connection, declared, at);
    });

    internal static RecordOutcome Adopt(SqliteConnection connection, Declaration declared, DateTimeOffset at)
    {
        string json = RowJson.Of(declared);
        using (var same = Sql.Command(connection, "SELECT 1 FROM workers WHERE identity=$1 AND declared=$2", declared.Identity, json))
            if (same.ExecuteScalar() is not null)
                return RecordOutcome.Already;
        Sql.Execute(connection, """
            INSERT INTO workers(identity, key, name, source, kind, type, declared, first_seen, last_seen)
            VALUES($1, $2, $3, $4, $5, $6, $7, $8, $8)
            ON CONFLICT(identity) DO UPDATE SET key=excluded.key, name=excluded.name, source=excluded.source, kind=excluded.kind,
              type=excluded.type, declared=excluded.declared, last_seen=excluded.last_seen, forgotten_at=NULL, merged_into=NULL, archived_at=NULL
            """,
            declared.Identity, declared.Key.Text, declared.Name, declared.Source, (declared.Kind ?? WorkerKind.Job).Word(), declared.Type, json, Milliseconds(at));
        return RecordOutcome.Done;
    }

    /// <summary>What is declared under an identity, as it stands there; null for nothing.</summary>
    public static string? Declared(SqliteConnection connection, string identity)
    {
        using var command = Sql.Command(connection, "SELECT declared FROM workers WHERE identity=$1", identity);
        return command.ExecuteScalar() as string;
    }

    private static ImmutableArray<Declaration> AllDeclared(SqliteConnection connection)
    {
        var all = ImmutableArray.CreateBuilder<Declaration>();
        using var command = Sql.Command(connection, "SELECT declared FROM workers WHERE declared IS NOT NULL");
        using var row = command.ExecuteReader();
        while (row.Read())
            if (RowJson.DeclarationOf(row.GetString(0)) is { } declaration)
                all.Add(declaration);
        return all.DrainToImmutable();
    }

    public static bool IsSame(string declared, Declaration? known) => known is not null && RowJson.DeclarationOf(declared)?.WrittenAt == known.WrittenAt;

    private static bool IsAnothers(ImmutableArray<Declaration> all, Declaration declared)
    {
        if (declared.Process is not { StartTicks: not null } process)
            return false;
        foreach (var other in all)
            if (other.Identity != declared.Identity && other.Process is { } its && (its.Pid, its.StartTicks, its.Boot) == (process.Pid, process.StartTicks, process.Boot))
                return true;
        return false;
    }

    /// <summary>Drops a worker from what is kept and remembered; what happened to it stays in the history.</summary>
    public Recorded Forget(string identity, DateTimeOffset at) => Change(connection => Update(connection, identity,
        "declared IS NOT NULL OR forgotten_at IS NULL",
        "declared=NULL, protected=0, snoozed_until=NULL, forgotten_at=$2", Milliseconds(at)));

    /// <summary>Leaves a worker that ended to the history: its record is kept like any other there, and nothing is remembered of it.</summary>
    public Recorded Archive(string identity, DateTimeOffset at) => Change(connection => Update(connection, identity,
        "archived_at IS NULL", "declared=NULL, snoozed_until=NULL, archived_at=$2", Milliseconds(at)));

    public Recorded Protect(string identity, bool isProtected) => Change(connection => Update(connection, identity,
        "protected<>$2", "protected=$2", isProtected ? 1 : 0));

    /// <param name="until">Null ends a snooze.</param>
    public Recorded Snooze(string identity, DateTimeOffset? until) => Change(connection => Update(connection, identity,
        "snoozed_until IS NOT $2", "snoozed_until=$2", until is { } time ? Milliseconds(time) : null));

    internal static long Milliseconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    private static RecordOutcome Update(SqliteConnection connection, string identity, string unless, string set, object? value)
    {
        if (Sql.Execute(connection, $"UPDATE workers SET {set} WHERE identity=$1 AND ({unless})", identity, value) > 0)
            return RecordOutcome.Done;
        using var known = Sql.Command(connection, "SELECT 1 FROM workers WHERE identity=$1", identity);
        return known.ExecuteScalar() is null ? RecordOutcome.NotFound : RecordOutcome.Already;
    }

    private Recorded Change(Func<SqliteConnection, RecordOutcome> change)
    {
        var outcome = RecordOutcome.Unrecorded;
        var status = registry.Write(connection => outcome = change(connection));
        return new Recorded(status, status.IsUsable ? outcome : RecordOutcome.Unrecorded);
    }
}
