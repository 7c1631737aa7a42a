using System;
using System.Linq;
using Lifetop.Model;
using Lifetop.Registry;
using Lifetop.Tests.Support;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Lifetop.Tests.Registry;

public sealed class RecollectionReaderTests : IDisposable
{
    private readonly StateSandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    private static DateTimeOffset Noon => StateSandbox.Noon;

    [Fact]
    public void Remembers_workers_with_the_members_they_ever_had_in_this_boot()
    {
        var member = new ProcessIdentity(50, 500, StateSandbox.Boot);
        var other = new ProcessIdentity(60, 600, Guid.NewGuid());
        var change = StateSandbox.Change("a", Lifecycle.Running, Noon);
        change = change with { Worker = change.Worker with { Note = "listens on 3000", PaneId = "%7", Members = [member, other] } };
        using (var registry = _sandbox.Open())
        {
            StateSandbox.Record(registry, Noon, change);
            StateSandbox.Record(registry, Noon.AddSeconds(1), StateSandbox.Change("a", Lifecycle.Idle, Noon));
        }
        using var reader = _sandbox.Open();
        var found = RecollectionReader.Read(reader, StateSandbox.Boot, Noon, TimeSpan.FromDays(7), out var status);
        Assert.True(status.IsUsable);
        var worker = Assert.Single(found!.Workers);
        Assert.Equal((Lifecycle.Idle, change.Worker.Root), (worker.State, worker.Root));
        Assert.Equal([member, change.Worker.Root!.Value], worker.Members.OrderBy(process => process.Pid));
    }

    [Fact]
    public void Forgets_members_that_are_gone_when_there_is_news_and_keeps_those_that_live()
    {
        using var alive = RealProcess.Start("sleep", "1000");
        using var gone = RealProcess.Start("sleep", "1000");
        ProcessIdentity[] members = [Plans.Identity(alive.Pid), Plans.Identity(gone.Pid)];
        var change = StateSandbox.Change("a", Lifecycle.Running, Noon);
        change = change with { Worker = change.Worker with { Root = members[0], Members = [.. members] }, Members = [] };
        using var registry = _sandbox.Open();
        var journal = new Journal(registry, "test") { Boot = RealProcess.Boot };
        journal.Record([change], Noon, out _);
        gone.Kill();

        journal.Record([change with { Worker = change.Worker with { State = Lifecycle.Idle, Members = [] } }], Noon.AddSeconds(1), out int written);

        Assert.Equal(1, written);
        var worker = Assert.Single(RecollectionReader.Read(registry, RealProcess.Boot, Noon, TimeSpan.FromDays(7), out _)!.Workers);
        Assert.Equal([members[0]], worker.Members);
    }

    [Fact]
    public void Leaves_what_ended_long_ago_to_the_history()
    {
        using var registry = _sandbox.Open();
        StateSandbox.Record(registry, Noon, StateSandbox.Change("ended", Lifecycle.Failed, Noon), StateSandbox.Change("alive", Lifecycle.Running, Noon));
        Assert.Equal(2, Workers(registry, Noon.AddDays(6)));
        Assert.Equal(1, Workers(registry, Noon.AddDays(8)));
    }

    [Fact]
    public void Nothing_recorded_yet_is_an_empty_memory_and_an_unreadable_registry_none()
    {
        using var registry = _sandbox.Open();
        Assert.Empty(RecollectionReader.Read(registry, StateSandbox.Boot, Noon, TimeSpan.FromDays(7), out _)!.Workers);
        StateSandbox.Record(registry, Noon, StateSandbox.Change("a", Lifecycle.Running, Noon));
        registry.Dispose();
        using var holder = new SqliteConnection("Data Source=" + _sandbox.Folder.Registry + ";Pooling=False");
        holder.Open();
        using var command = holder.CreateCommand();
        command.CommandText = "PRAGMA journal_mode=DELETE; PRAGMA cache_size=1; BEGIN EXCLUSIVE; UPDATE workers SET facts=hex(zeroblob(100000))";
        command.ExecuteNonQuery();
        long begun = TimeProvider.System.GetTimestamp();
        Assert.Null(RecollectionReader.Read(registry, StateSandbox.Boot, Noon, TimeSpan.FromDays(7), out var status));
        Assert.Equal(RegistryState.Busy, status.State);
        Assert.InRange(TimeProvider.System.GetElapsedTime(begun).TotalMilliseconds, 100, 3000);
    }

    private static int Workers(RegistryFile registry, DateTimeOffset now)
        => RecollectionReader.Read(registry, StateSandbox.Boot, now, TimeSpan.FromDays(7), out _)!.Workers.Length;
}
