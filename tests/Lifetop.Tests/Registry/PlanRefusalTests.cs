using System;
using System.IO;
using System.Linq;
using Lifetop.Actions;
using Lifetop.Model;
using Lifetop.Registry;
using Lifetop.Tests.Support;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Lifetop.Tests.Registry;

/// <summary>A registry that takes no record refuses the action, with the reason and what to do, and takes it again as soon as it can.</summary>
public sealed class PlanRefusalTests
{
    private static readonly Actor Ana = new("ana", null, null, "reap");

    private static DateTimeOffset Noon => StateSandbox.Noon;

    [NeedsDiskFact]
    public void A_full_disk_refuses_and_works_again_with_the_same_journal()
    {
        using var disk = new SmallDisk(300);
        using var registry = new RegistryFile(new StateFolder(disk.Path + "/lifetop"), TimeProvider.System);
        StateSandbox.Record(registry, Noon, StateSandbox.Change("a", Lifecycle.Running, Noon));
        var journal = Journal(registry);
        string filler = disk.Fill();
        var beginning = new PlanBeginning(0, null, false);
        for (int i = 0; i < 100 && beginning.Refusal is null; i++)
            beginning = journal.Begin(PlanningProgram.Plan("w" + i), Noon);
        Assert.False(beginning.TimedOut);
        Assert.Contains("nothing is done unrecorded", beginning.Refusal, StringComparison.Ordinal);
        Assert.Contains("free some space", beginning.Refusal, StringComparison.Ordinal);
        File.Delete(filler);
        long id = journal.Begin(PlanningProgram.Plan(), Noon).Id;
        Assert.True(id > 0);

        // Full in the middle: the next step is not done, and what was done is written once there is room.
        Assert.Null(journal.Intend(id, 1, Noon));
        filler = disk.Fill();
        string? trouble = null;
        for (int i = 0; i < 100 && trouble is null; i++)
            trouble = journal.Intend(id, 2, Noon);
        Assert.Contains("full", trouble, StringComparison.Ordinal);
        File.Delete(filler);
        Assert.Null(journal.Finish(id, 1, new StepResult(StepOutcome.Done, "gone"), Noon));
        Assert.Null(journal.End(id, PlanOutcome.Partly, "", Noon));
        Assert.Null(registry.Damage(out _));
    }

    [NeedsDiskFact]
    public void A_read_only_place_refuses()
    {
        using var disk = new SmallDisk(2000);
        var folder = new StateFolder(disk.Path + "/lifetop");
        using (var registry = new RegistryFile(folder, TimeProvider.System))
            StateSandbox.Record(registry, Noon, StateSandbox.Change("a", Lifecycle.Running, Noon));
        disk.MakeReadOnly();
        using var closed = new RegistryFile(folder, TimeProvider.System);
        var refused = Journal(closed).Begin(PlanningProgram.Plan(), Noon);
        Assert.False(refused.TimedOut);
        Assert.Contains("nothing is done unrecorded", refused.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void A_registry_of_a_newer_lifetop_refuses_and_is_left_as_it_is()
    {
        using var sandbox = new StateSandbox();
        using (var registry = sandbox.Open())
            Assert.True(registry.Write(connection => Sql.Run(connection, "PRAGMA user_version=99")).IsUsable);
        using var older = sandbox.Open();
        var refused = Journal(older).Begin(PlanningProgram.Plan(), Noon);
        Assert.Contains("newer lifetop", refused.Refusal, StringComparison.Ordinal);
        Assert.Contains("use that one", refused.Refusal, StringComparison.Ordinal);
        Assert.Null(older.SetAside);
    }

    [Fact]
    public void Told_to_write_nothing_it_refuses()
    {
        using var sandbox = new StateSandbox();
        using var registry = new RegistryFile(sandbox.Folder, TimeProvider.System) { ReadOnly = true };
        Assert.Contains("--read-only", Journal(registry).Begin(PlanningProgram.Plan(), Noon).Refusal, StringComparison.Ordinal);
        Assert.True(sandbox.Folder.IsMissing);
    }

    [Fact]
    public void A_held_lock_is_waited_for_and_then_said()
    {
        using var sandbox = new StateSandbox();
        using var registry = sandbox.Open();
        Assert.True(registry.Check().IsUsable);
        using (Held(sandbox))
        {
            long began = TimeProvider.System.GetTimestamp();
            var refused = Journal(registry, TimeSpan.FromSeconds(1)).Begin(PlanningProgram.Plan(), Noon);
            Assert.True(refused.TimedOut);
            Assert.StartsWith("registry busy", refused.Refusal, StringComparison.Ordinal);
            Assert.InRange(TimeProvider.System.GetElapsedTime(began).TotalSeconds, 1, 5);
        }
        Assert.Null(Journal(registry).Begin(PlanningProgram.Plan(), Noon).Refusal);
    }

    [Fact]
    public void A_lock_given_back_in_time_is_no_matter()
    {
        using var sandbox = new StateSandbox();
        using var registry = sandbox.Open();
        Assert.True(registry.Check().IsUsable);
        using var held = Held(sandbox);
        var journal = new PlanJournal(registry, Ana, PlanOwner.Self(), TimeProvider.System) { Patience = TimeSpan.FromSeconds(60), Waiting = _ => held.Dispose() };
        Assert.Null(journal.Begin(PlanningProgram.Plan(), Noon).Refusal);
    }

    [Fact]
    public void A_registry_put_in_its_place_stops_the_plan_at_the_next_step()
    {
        using var sandbox = new StateSandbox();
        using var registry = sandbox.Open();
        var journal = Journal(registry);
        long id = journal.Begin(PlanningProgram.Plan(), Noon).Id;
        foreach (string file in Directory.GetFiles(sandbox.Folder.Path))
            File.Delete(file);
        Assert.Contains("not open in the registry any more", journal.Intend(id, 1, Noon), StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_registry_is_set_aside_and_the_plan_begins_in_a_new_one()
    {
        using var sandbox = new StateSandbox();
        using (var registry = sandbox.Open())
            Assert.True(registry.Check().IsUsable);
        File.WriteAllText(sandbox.Folder.Registry, string.Concat(Enumerable.Repeat("garbage ", 2000)));
        using var damaged = sandbox.Open();
        Assert.Equal(1, Journal(damaged).Begin(PlanningProgram.Plan(), Noon).Id);
        Assert.NotNull(damaged.SetAside);
    }

    private static PlanJournal Journal(RegistryFile registry, TimeSpan? patience = null)
        => new(registry, Ana, PlanOwner.Self(), TimeProvider.System)
        {
            Patience = patience ?? TimeSpan.FromSeconds(10),
            Memory = new MemoryCopy(registry.Folder, StateSandbox.Boot, TimeSpan.FromDays(7), TimeProvider.System),
        };

    private static SqliteConnection Held(StateSandbox sandbox)
    {
        var connection = new SqliteConnection($"Data Source={sandbox.Folder.Registry};Pooling=False");
        connection.Open();
        Sql.Run(connection, "BEGIN IMMEDIATE");
        return connection;
    }
}
