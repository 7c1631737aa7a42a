using System;
using System.Linq;
using System.Threading;
using Lifetop.Model;
using Lifetop.Registry;
using Xunit;

namespace Lifetop.Tests.Registry;

public sealed class JournalTests : IDisposable
{
    private readonly StateSandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    private static DateTimeOffset Noon => StateSandbox.Noon;

    [Fact]
    public void Writes_a_change_with_all_its_facts()
    {
        using var registry = _sandbox.Open();
        StateSandbox.Record(registry, Noon, StateSandbox.Change("a", Lifecycle.Running, Noon.AddHours(-1)));
        var ended = StateSandbox.Change("a", Lifecycle.Failed, Noon.AddSeconds(5));
        ended = ended with { Worker = ended.Worker with { Note = "exit 3", Ending = new Ending(3, null, Noon.AddSeconds(5), "tmux") } };
        StateSandbox.Record(registry, Noon.AddSeconds(6), ended);

        var found = StateSandbox.Transitions(registry, "test:a");
        Assert.Equal([null, Lifecycle.Running], found.Select(change => change.From));
        Assert.Equal([Lifecycle.Running, Lifecycle.Failed], found.Select(change => change.To));
        var last = found[1];
        Assert.Equal(("exit 3", 3, null, "test", Noon.AddSeconds(5), Noon.AddSeconds(6)), (last.Note, last.ExitCode, last.Signal, last.By, last.Since, last.At));
        Assert.Equal(ended.Worker.Root, last.Root);
        Assert.Equal(ended.Evidence.AsEnumerable(), last.Evidence);
    }

    [Fact]
    public void Two_lifetops_that_see_the_same_write_it_once()
    {
        const int rounds = 40;
        using var start = new Barrier(2);
        int[] written = new int[2];
        var threads = Enumerable.Range(0, 2).Select(n => new Thread(() =>
        {
            using var registry = _sandbox.Open();
            registry.Patience = TimeSpan.FromSeconds(60);
            for (int i = 0; i < rounds; i++)
            {
                start.SignalAndWait();
                var state = i % 2 == 0 ? Lifecycle.Running : Lifecycle.Idle;
                written[n] += StateSandbox.Record(registry, Noon.AddSeconds(i), StateSandbox.Change("a", state, Noon.AddSeconds(i)), StateSandbox.Change("b", state, Noon.AddSeconds(i)));
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        using var after = _sandbox.Open();
        Assert.Equal(2 * rounds, written.Sum());
        Assert.Equal(rounds, StateSandbox.Transitions(after, "test:a").Length);
        Assert.Equal(rounds, StateSandbox.Transitions(after, "test:b").Length);
    }

    [Fact]
    public void The_same_state_of_another_process_is_another_attempt()
    {
        using var registry = _sandbox.Open();
        var first = StateSandbox.Change("a", Lifecycle.Running, Noon);
        StateSandbox.Record(registry, Noon, first);
        Assert.Equal(0, StateSandbox.Record(registry, Noon.AddSeconds(1), first with { Worker = first.Worker with { Root = null } }));
        Assert.Equal(1, StateSandbox.Record(registry, Noon.AddSeconds(2), first with { Worker = StateSandbox.Worker("a", Lifecycle.Running, Noon, pid: 77) }));
        Assert.Equal([4242, 77], StateSandbox.Transitions(registry).Select(change => change.Root!.Value.Pid));
    }

    [Fact]
    public void How_it_ended_is_written_to_its_end_when_it_becomes_known()
    {
        using var registry = _sandbox.Open();
        var ended = StateSandbox.Change("a", Lifecycle.Zombie, Noon);
        StateSandbox.Record(registry, Noon, ended);
        var known = ended with { Worker = ended.Worker with { Ending = new Ending(null, 9, Noon, "proc") } };
        Assert.Equal(1, StateSandbox.Record(registry, Noon, known));
        Assert.Equal(0, StateSandbox.Record(registry, Noon, known));
        Assert.Equal(0, StateSandbox.Record(registry, Noon, ended));
        Assert.Equal(9, Assert.Single(StateSandbox.Transitions(registry)).Signal);
    }

    [Fact]
    public void An_older_look_of_another_lifetop_says_nothing_new()
    {
        using var registry = _sandbox.Open();
        StateSandbox.Record(registry, Noon, StateSandbox.Change("a", Lifecycle.Zombie, Noon));
        Assert.Equal(0, StateSandbox.Record(registry, Noon.AddSeconds(-2), StateSandbox.Change("a", Lifecycle.Running, Noon.AddHours(-1))));
        Assert.Equal(Lifecycle.Zombie, Assert.Single(Remember(registry).Workers).State);
        // What only that one could know is kept all the same.
        var known = StateSandbox.Change("a", Lifecycle.Zombie, Noon);
        Assert.Equal(1, StateSandbox.Record(registry, Noon.AddSeconds(-2), known with { Worker = known.Worker with { Ending = new Ending(3, null, Noon, "proc") } }));
        // A clock set back by an hour is another matter.
        Assert.Equal(1, StateSandbox.Record(registry, Noon.AddHours(-1), StateSandbox.Change("a", Lifecycle.Running, Noon.AddHours(-1))));
        Assert.Equal([Lifecycle.Zombie, Lifecycle.Running], StateSandbox.Transitions(registry).Select(change => change.To));
    }

    [Fact]
    public void A_renamed_key_keeps_its_history()
    {
        using var registry = _sandbox.Open();
        var before = StateSandbox.Change("a", Lifecycle.Running, Noon);
        StateSandbox.Record(registry, Noon, before);
        var after = before with { Worker = before.Worker with { Key = "test/renamed", State = Lifecycle.Idle } };
        StateSandbox.Record(registry, Noon.AddSeconds(1), after);
        Assert.Equal(["test/renamed", "test/renamed"], StateSandbox.Transitions(registry, "test:a").Select(change => change.Key));
    }

    [Fact]
    public void A_worker_that_turns_out_to_be_declared_keeps_the_history_it_had()
    {
        using var registry = _sandbox.Open();
        StateSandbox.Record(registry, Noon, StateSandbox.Change("process", Lifecycle.Running, Noon));
        var declared = StateSandbox.Change("declared", Lifecycle.Idle, Noon);
        declared = declared with { Worker = declared.Worker with { AlsoKnownAs = ["test:process", "test/process"] } };
        StateSandbox.Record(registry, Noon.AddSeconds(1), declared);
        Assert.Equal([Lifecycle.Running, Lifecycle.Idle], StateSandbox.Transitions(registry, "test:declared").Select(change => change.To));
    }

    [Fact]
    public void Two_workers_that_turn_out_to_be_one_have_one_history_and_one_row()
    {
        using var registry = _sandbox.Open();
        StateSandbox.Record(registry, Noon, StateSandbox.Change("pane", Lifecycle.Running, Noon), StateSandbox.Change("agent", Lifecycle.Running, Noon));
        Assert.Equal(RecordOutcome.Done, new Journal(registry, "test").Protect("test:pane", true).Outcome);
        var joined = StateSandbox.Change("agent", Lifecycle.Idle, Noon);
        joined = joined with { Worker = joined.Worker with { AlsoKnownAs = ["test:pane"] } };
        StateSandbox.Record(registry, Noon.AddSeconds(1), joined);
        Assert.Equal(3, StateSandbox.Transitions(registry, "test:agent").Length);
        var remembered = RecollectionReader.Read(registry, StateSandbox.Boot, Noon, TimeSpan.FromDays(7), out _);
        Assert.Equal("test:agent", Assert.Single(remembered!.Workers).Identity);
        Assert.Equal(["test:agent"], remembered.Protected.AsEnumerable());
    }

    [Fact]
    public void Adopting_keeps_the_declaration_and_forgetting_drops_it()
    {
        using var registry = _sandbox.Open();
        var journal = new Journal(registry, "test");
        var declared = new Declaration
        {
            Source = "lifetop",
            Identity = "lifetop:1",
            Key = new WorkerKey("lifetop", "indexer"),
            Name = "indexer",
            Adopted = true,
            WrittenAt = Noon,
            Process = new ProcessClaim(4242) { StartTicks = 5242, Boot = StateSandbox.Boot },
        };
        Assert.Equal(RecordOutcome.Done, journal.Declare(declared, declared, Noon).Outcome);
        Assert.Equal(RecordOutcome.Already, journal.Declare(declared, declared, Noon).Outcome);
        Assert.Equal(RecordOutcome.KeyTaken, journal.Declare(declared with { WrittenAt = Noon.AddSeconds(1) }, null, Noon).Outcome);
        Assert.Equal(RecordOutcome.ProcessTaken, journal.Declare(declared with { Identity = "lifetop:2" }, null, Noon).Outcome);
        Assert.Equal(declared.Process, Assert.Single(Remember(registry).Declarations).Process);

        Assert.Equal(RecordOutcome.Done, journal.Forget("lifetop:1", Noon.AddSeconds(1)).Outcome);
        Assert.Equal(RecordOutcome.Already, journal.Forget("lifetop:1", Noon.AddSeconds(2)).Outcome);
        Assert.Equal(RecordOutcome.NotFound, journal.Forget("lifetop:none", Noon).Outcome);
        Assert.Empty(Remember(registry).Declarations);
        Assert.Equal(RecordOutcome.Done, journal.Declare(declared with { Identity = "lifetop:2" }, null, Noon.AddSeconds(3)).Outcome);
    }

    [Fact]
    public void A_forgotten_worker_is_new_when_it_is_seen_again_and_not_before()
    {
        using var registry = _sandbox.Open();
        StateSandbox.Record(registry, Noon, StateSandbox.Change("a", Lifecycle.Failed, Noon));
        new Journal(registry, "test").Forget("test:a", Noon.AddSeconds(10));
        Assert.Equal(0, StateSandbox.Record(registry, Noon.AddSeconds(9), StateSandbox.Change("a", Lifecycle.Zombie, Noon)));
        Assert.Empty(Remember(registry).Workers);
        Assert.Equal(1, StateSandbox.Record(registry, Noon.AddSeconds(11), StateSandbox.Change("a", Lifecycle.Failed, Noon)));
        Assert.Null(StateSandbox.Transitions(registry)[^1].From);
        Assert.Single(Remember(registry).Workers);
    }

    [Fact]
    public void Protect_and_snooze_are_kept_until_they_are_taken_back()
    {
        using var registry = _sandbox.Open();
        var journal = new Journal(registry, "test");
        Assert.Equal(RecordOutcome.NotFound, journal.Protect("test:a", true).Outcome);
        StateSandbox.Record(registry, Noon, StateSandbox.Change("a", Lifecycle.Running, Noon));
        Assert.Equal(RecordOutcome.Done, journal.Protect("test:a", true).Outcome);
        Assert.Equal(RecordOutcome.Already, journal.Protect("test:a", true).Outcome);
        Assert.Equal(RecordOutcome.Done, journal.Snooze("test:a", Noon.AddHours(1)).Outcome);
        Assert.Equal(["test:a"], Remember(registry).Protected.AsEnumerable());
        Assert.Equal([new Snooze("test:a", Noon.AddHours(1))], Remember(registry).Snoozed.AsEnumerable());
        Assert.Equal(RecordOutcome.Done, journal.Protect("test:a", false).Outcome);
        Assert.Equal(RecordOutcome.Done, journal.Snooze("test:a", null).Outcome);
        Assert.Empty(Remember(registry).Protected);
        Assert.Empty(Remember(registry).Snoozed);
    }

    private static Recollection Remember(RegistryFile registry)
        => RecollectionReader.Read(registry, StateSandbox.Boot, Noon, TimeSpan.FromDays(7), out _)!;
}
