using System;
using System.Linq;
using Lifetop.App;
using Lifetop.Model;
using Lifetop.Observation.Proc;
using Lifetop.Registry;
using Lifetop.Screens;
using Lifetop.Screens.Dialogs;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.App;

public sealed class DecisionsHandlerTests : JournalHandlerTests
{
    private readonly DecisionsHandler _handler;
    private readonly RealProcess _process = RealProcess.Start("sleep", "1000");

    public DecisionsHandlerTests()
    {
        _handler = new DecisionsHandler(State, Changes, TimeProvider.System);
        Engine.LookOnce();
        using var records = new OwnRecordsHandler(State, Changes, TimeProvider.System);
        records.Run(new AdoptWorker(new ProcessIdentity(_process.Pid, _process.StartTicks, BootClock.ReadBoot()), "nap", WorkerKind.Daemon), Inbox);
        Assert.Equal(Outcome.Done, Told().Outcome);
        Assert.False(Nap().Protected);
    }

    [Fact]
    public void A_protected_worker_is_so_in_the_next_look_and_in_the_registry()
    {
        _handler.Run(new ProtectWorker("lifetop:nap", "nap", true), Inbox);
        Assert.Equal(new Told(Outcome.Done, "protected nap: no plan may touch it", UiAction.Protect, "unprotects it"), Told());
        Assert.True(Nap().Protected);
        Assert.Equal("lifetop:nap", Assert.Single(Recorded().Protected));

        _handler.Run(new ProtectWorker("lifetop:nap", "nap", false), Inbox);
        Assert.Equal(Outcome.Done, Told().Outcome);
        Assert.False(Nap().Protected);
        Assert.Empty(Recorded().Protected);
    }

    [Fact]
    public void A_snoozed_worker_comes_back_when_told()
    {
        var until = DateTimeOffset.UtcNow + TimeSpan.FromHours(1);
        _handler.Run(new SnoozeWorker("lifetop:nap", "nap", until), Inbox);
        Assert.Equal(new Told(Outcome.Done, "snoozed nap: off the attention list for 1h", UiAction.Snooze, "ends it"), Told());
        Assert.Equal(until, Nap().SnoozedUntil);
        Assert.Equal("lifetop:nap", Assert.Single(Recorded().Snoozed).Identity);

        _handler.Run(new SnoozeWorker("lifetop:nap", "nap", null), Inbox);
        Assert.Equal(Outcome.Done, Told().Outcome);
        Assert.Null(Nap().SnoozedUntil);
        Assert.Empty(Recorded().Snoozed);
    }

    [Fact]
    public void Who_is_not_recorded_cannot_be_protected_yet()
    {
        _handler.Run(new ProtectWorker("process:1:2", "newcomer", true), Inbox);
        Assert.Equal(new Told(Outcome.Refused, "protect of newcomer refused: it is not recorded yet; try again in a moment"), Told());
        Assert.False(Changes.Apply(Engine) && Engine.Past.Recollection.Protected.Length > 0);
    }

    public override void Dispose()
    {
        _handler.Dispose();
        _process.Dispose();
        base.Dispose();
    }

    private JudgedWorker Nap()
    {
        Changes.Apply(Engine);
        return Engine.LookAgain().Workers.Single(one => one.Worker.Key.Text == "lifetop/nap");
    }

    private Recollection Recorded()
    {
        using var registry = new RegistryFile(State, TimeProvider.System);
        return RecollectionReader.Read(registry, BootClock.ReadBoot(), DateTimeOffset.UtcNow, TimeSpan.FromDays(7), out _)!;
    }
}
