using System;
using System.Linq;
using Lifetop.App;
using Lifetop.Model;
using Lifetop.Observation.Proc;
using Lifetop.Registry;
using Lifetop.Screens;
using Lifetop.Screens.ActionLog;
using Lifetop.Screens.Dialogs;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.App;

public sealed class OwnRecordsHandlerTests : JournalHandlerTests
{
    private readonly OwnRecordsHandler _handler;

    public OwnRecordsHandlerTests() => _handler = new OwnRecordsHandler(State, Changes, TimeProvider.System);

    [Fact]
    public void An_adopted_process_is_in_the_next_look_and_gone_from_it_when_forgotten()
    {
        using var process = RealProcess.Start("sleep", "1000");
        Engine.LookOnce();
        _handler.Run(new AdoptWorker(new ProcessIdentity(process.Pid, process.StartTicks, BootClock.ReadBoot()), "nap", WorkerKind.Daemon) { Task = "sleep well" }, Inbox);
        Assert.Equal(new Told(Outcome.Done, $"adopted pid {process.Pid} as lifetop/nap"), Told());
        Assert.True(Changes.Apply(Engine));
        Assert.False(Changes.Apply(Engine));
        var judged = Engine.LookAgain().Workers.Single(one => one.Worker.Key.Text == "lifetop/nap");
        Assert.Equal((WorkerKind.Daemon, "sleep well", true), (judged.Worker.Kind, judged.Worker.Declaration?.Task, judged.Worker.RootAlive));

        _handler.Run(new ForgetWorkers([new ForgottenWorker(judged.Worker.Identity, judged.Worker.AlsoKnownAs, "nap")]), Inbox);
        Assert.Equal(Outcome.Done, Told().Outcome);
        Assert.True(Changes.Apply(Engine));
        Assert.DoesNotContain(Engine.LookAgain().Workers, one => one.Worker.Key.Text == "lifetop/nap");
    }

    [Fact]
    public void Another_process_with_the_same_pid_is_never_adopted()
    {
        using var process = RealProcess.Start("sleep", "1000");
        _handler.Run(new AdoptWorker(new ProcessIdentity(process.Pid, process.StartTicks + 1, BootClock.ReadBoot()), "nap", WorkerKind.Job), Inbox);
        Assert.Equal(new Told(Outcome.Refused, $"adopt of pid {process.Pid} refused: the process has ended"), Told());
        Assert.False(Changes.Apply(Engine));
    }

    [Fact]
    public void What_another_lifetop_adopted_since_the_form_was_opened_is_not_taken_from_it()
    {
        using var process = RealProcess.Start("sleep", "1000");
        using var other = RealProcess.Start("sleep", "1000");
        _handler.Run(Adopting(process, "nap"), Inbox);
        Assert.Equal(Outcome.Done, Told().Outcome);

        _handler.Run(Adopting(other, "nap"), Inbox);
        Assert.Equal(new Told(Outcome.Refused, $"adopt of pid {other.Pid} refused: the name nap is taken"), Told());
        _handler.Run(Adopting(process, "siesta"), Inbox);
        Assert.Equal(new Told(Outcome.Refused, $"adopt of pid {process.Pid} refused: it has just been adopted under another name"), Told());
    }

    [Fact]
    public void A_name_whose_worker_has_ended_is_free()
    {
        using var process = RealProcess.Start("sleep", "1000");
        using var other = RealProcess.Start("sleep", "1000");
        Engine.LookOnce();
        _handler.Run(Adopting(process, "nap"), Inbox);
        Assert.Equal(Outcome.Done, Told().Outcome);
        Assert.True(Changes.Apply(Engine));
        process.Kill();

        _handler.Run(Adopting(other, "nap") with { Replaced = Adoption.Declared("nap", Engine.LookAgain()) }, Inbox);

        Assert.Equal(new Told(Outcome.Done, $"adopted pid {other.Pid} as lifetop/nap"), Told());
    }

    private static AdoptWorker Adopting(RealProcess process, string name) => new(new ProcessIdentity(process.Pid, process.StartTicks, BootClock.ReadBoot()), name, WorkerKind.Daemon);

    [Fact]
    public void Without_a_place_to_record_nothing_is_done()
    {
        using var handler = new OwnRecordsHandler(null, Changes, TimeProvider.System);
        handler.Run(new ForgetWorkers([]), Inbox);
        Assert.Equal(Outcome.Refused, Told().Outcome);
    }

    [Fact]
    public void What_lifetop_did_is_read_from_the_registry_or_said_why_not()
    {
        using var handler = new ActionLogHandler(State, default, TimeProvider.System);
        handler.Run(new ReadActions(10), Inbox);
        Assert.Empty(Assert.IsType<PastActions>(Inbox.Take()).Actions);
        using (var registry = new RegistryFile(State, TimeProvider.System))
        {
            Assert.True(registry.Write(connection => Sql.Execute(connection, """
                INSERT INTO plans(action, owner_pid, owner_start, owner_boot, user, via, begun_at, ended_at, outcome, plan)
                VALUES('reap', 7, 8, '4b7d3f0e-0000-4000-8000-00000000b007', 'me', 'screen', 1000, 2000, 'done', '{}')
                """)).IsUsable);
        }
        handler.Run(new ReadActions(10), Inbox);
        var action = Assert.Single(Assert.IsType<PastActions>(Inbox.Take()).Actions);
        Assert.Equal(new PastAction(DateTimeOffset.FromUnixTimeMilliseconds(2000), Outcome.Done, "reap: done", "me screen"), action);
    }

    [Fact]
    public void One_step_of_a_plan_is_one_step()
    {
        using var handler = new ActionLogHandler(State, default, TimeProvider.System);
        using (var registry = new RegistryFile(State, TimeProvider.System))
        {
            Assert.True(registry.Write(static connection =>
            {
                Sql.Execute(connection, "INSERT INTO plans(action, owner_pid, owner_start, owner_boot, user, via, begun_at, ended_at, outcome, plan) VALUES('reap', 7, 8, '', 'me', 'screen', 1000, 2000, 'done', '{}')");
                Sql.Execute(connection, "INSERT INTO steps(plan, n, worker, what, target, outcome, done_at) VALUES(1, 1, 'test:a', 'signal', 'pid 1', 'done', 2000)");
            }).IsUsable);
        }
        handler.Run(new ReadActions(10), Inbox);
        Assert.Equal("reap: 1 of 1 step", Assert.Single(Assert.IsType<PastActions>(Inbox.Take()).Actions).Text);
    }

    public override void Dispose()
    {
        _handler.Dispose();
        base.Dispose();
    }
}
