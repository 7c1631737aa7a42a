using System;
using System.Collections.Immutable;
using System.Linq;
using Lifetop.Model;
using Lifetop.Registry;
using Xunit;

namespace Lifetop.Tests.Registry;

/// <summary>What is left to tell: changes that whoever runs hooks did not take in, and calls that were not begun.</summary>
public sealed class HookJournalTests : IDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly StateSandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    private static DateTimeOffset Noon => StateSandbox.Noon;

    [Fact]
    public void What_others_record_is_left_until_it_is_taken_in()
    {
        using var registry = _sandbox.Open();
        Take(registry, Lifecycle.Running, Noon, new HookTaking { Leads = true });
        Assert.Equal("", Left(registry));
        StateSandbox.Record(registry, Noon + Minute, StateSandbox.Change("a", Lifecycle.Zombie, Noon), StateSandbox.Change("b", Lifecycle.Running, Noon));
        Assert.Equal("a running>zombie, b new>running", Left(registry));

        // By now it is written down already.
        Take(registry, Lifecycle.Zombie, Noon + Minute, new HookTaking { Leads = true });
        Assert.Equal("b new>running", Left(registry));
        var told = new HookTaking();
        told.Told.Add(StateSandbox.Transitions(registry).Single(static one => one.Name == "b"));
        Assert.True(new Journal(registry, "watch").Record([], Noon, out _, told).IsUsable);
        Assert.Equal("", Left(registry));
        Assert.True(told.IsEmpty);
    }

    [Fact]
    public void A_screen_takes_in_only_while_hooks_are_its_own_to_run()
    {
        using var registry = _sandbox.Open();
        Take(registry, Lifecycle.Running, Noon, new HookTaking { Leads = true });
        Take(registry, Lifecycle.Idle, Noon + Minute, new HookTaking { IsOurs = static () => false });
        Assert.Equal("a running>idle", Left(registry));
        Take(registry, Lifecycle.Zombie, Noon + 2 * Minute, new HookTaking());
        Assert.Equal("", Left(registry));
    }

    [Fact]
    public void What_was_recorded_before_any_watch_led_is_nobodys_to_tell()
    {
        using (var old = new RegistryFile(_sandbox.Folder, TimeProvider.System, new Schema([Schema.Scripts()[0]])))
        {
            Assert.True(old.Write(static connection => Sql.Run(connection, """
                INSERT INTO workers(id, identity, key, name, source, kind, first_seen, last_seen) VALUES(1, 'test:a', 'test/a', 'a', 'test', 'job', 0, 0);
                INSERT INTO transitions(worker, to_state, since, at, evidence, note, by) VALUES(1, 'running', 0, 9000000000000, '[]', '', 'test')
                """)).IsUsable);
        }
        using var registry = _sandbox.Open();
        Assert.Equal("", Left(registry));
        StateSandbox.Record(registry, Noon, StateSandbox.Change("a", Lifecycle.Zombie, Noon));
        Assert.Equal("a running>zombie", Left(registry));
    }

    [Fact]
    public void What_is_old_is_left_no_more()
    {
        using var registry = _sandbox.Open();
        Take(registry, Lifecycle.Running, Noon, new HookTaking { Leads = true, Due = { Call("old") } });
        Take(registry, Lifecycle.Idle, Noon + Minute, new HookTaking { Leads = true, Due = { Call("young") } });
        StateSandbox.Record(registry, Noon + 2 * Minute, StateSandbox.Change("a", Lifecycle.Zombie, Noon));
        Assert.Equal("a idle>zombie", Left(registry));
        Assert.Equal("", Left(registry, Noon + 3 * Minute));

        Assert.True(new HookJournal(registry).Left(Noon, out _, out var due).IsUsable);
        Assert.Empty(due); // the look at what is younger took them away
    }

    [Fact]
    public void A_call_is_left_with_all_it_is_told_until_it_is_begun()
    {
        using var registry = _sandbox.Open();
        var call = Call("tell");
        Take(registry, Lifecycle.Running, Noon, new HookTaking { Leads = true, Due = { call } });
        Assert.NotEqual(0, call.Id);
        var journal = new HookJournal(registry);
        Assert.True(journal.Left(Noon, out _, out var due).IsUsable);
        Assert.Equal(call, Assert.Single(due));
        Assert.True(journal.Begin([call.Id]).IsUsable);
        Assert.True(journal.Left(Noon, out _, out due).IsUsable);
        Assert.Empty(due);
    }

    [Fact]
    public void A_call_that_could_not_be_written_down_has_no_number()
    {
        using var registry = _sandbox.Open();
        Take(registry, Lifecycle.Running, Noon, new HookTaking { Leads = true });
        using var other = _sandbox.Open();
        var call = Call("tell");
        registry.Patience = TimeSpan.Zero;
        Assert.True(other.Write(_ => Assert.False(new Journal(registry, "watch").Record([], Noon, out int _, new HookTaking { Due = { call } }).IsUsable)).IsUsable);
        Assert.Equal(0, call.Id);
    }

    private static DueHook Call(string hook) => new(hook, "test:a", "test/a", "a", "zombie", "running", "{}");

    private static void Take(RegistryFile registry, Lifecycle state, DateTimeOffset at, HookTaking taking)
        => Assert.True(new Journal(registry, "watch").Record([StateSandbox.Change("a", state, at)], at, out _, taking).IsUsable);

    private static string Left(RegistryFile registry, DateTimeOffset? oldest = null)
    {
        Assert.True(new HookJournal(registry).Left(oldest ?? Noon, out var untold, out _).IsUsable);
        return string.Join(", ", untold.Select(static one => $"{one.Change.Name} {one.Change.From?.Word() ?? "new"}>{one.Change.To.Word()}"));
    }
}
