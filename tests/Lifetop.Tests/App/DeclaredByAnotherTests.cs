using System;
using System.Linq;
using Lifetop.App;
using Lifetop.Model;
using Lifetop.Platform;
using Lifetop.Registry;
using Lifetop.Settings;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.App;

/// <summary>Who is declared by one lifetop is known to all others before it begins: it may end at once.</summary>
public sealed class DeclaredByAnotherTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly RealProcess _worker = RealProcess.Start("sleep", "1000");

    public DeclaredByAnotherTests()
    {
        using var registry = new RegistryFile(new StateFolder(_folder.File("state/lifetop")), TimeProvider.System);
        Assert.True(registry.Write(static _ => { }).IsUsable);
    }

    public void Dispose()
    {
        _worker.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_declaration_is_heard_of_before_the_worker_is_started()
    {
        using var open = Lookout("watch", TimeProvider.System);
        using var spawner = Lookout("spawn", TimeProvider.System);
        open.LookOnce([]);
        spawner.LookOnce([]);

        Assert.Null(spawner.Records.Declare(Declared(), null));

        Assert.True(Knows(open.LookAgain()));
    }

    [Fact]
    public void What_a_declaration_tells_others_leaves_nothing_unrecorded()
    {
        using var adopted = RealProcess.Start("sleep", "1000");
        using (var spawner = Lookout("spawn", TimeProvider.System))
        {
            _folder.Write("state/lifetop/workers/one.json", $"{{ \"key\": \"one\", \"pid\": {adopted.Pid}, \"start_ticks\": {adopted.StartTicks}, \"boot_id\": \"{RealProcess.Boot}\" }}");
            spawner.LookOnce([]);
            Assert.Null(spawner.Records.Declare(Declared(), null));
        }

        using var registry = new RegistryFile(new StateFolder(_folder.File("state/lifetop")), TimeProvider.System);
        Assert.True(new History(registry).Transitions(new HistoryQuery(), out var found).IsUsable);
        Assert.Contains(found, static change => change.Key == "manifest/one");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void One_that_comes_while_a_look_is_under_way_is_in_that_look(bool isFirst)
    {
        var time = new InterruptedTime();
        using var open = Lookout("watch", time);
        using var spawner = Lookout("spawn", TimeProvider.System);
        spawner.LookOnce([]);
        open.MakeReady([]);
        var engine = open.Engine!;
        if (!isFirst)
            engine.LookOnce();

        time.Meanwhile = () => Assert.Null(spawner.Records.Declare(Declared(), null));
        var roster = isFirst ? engine.LookOnce() : engine.LookAgain();

        Assert.Null(time.Meanwhile);
        Assert.True(Knows(roster));
    }

    [Fact]
    public void How_somebody_ended_is_not_lost_by_the_look_that_is_made_again()
    {
        using var other = RealProcess.Start("sleep", "1000");
        var time = new InterruptedTime();
        using var open = Lookout("watch", time);
        using var spawner = Lookout("spawn", TimeProvider.System);
        Assert.Null(Adopt(open, Declared(other, "b")));
        spawner.LookOnce([]);
        open.LookAgain();

        other.Kill();
        time.Meanwhile = () => Assert.Null(spawner.Records.Declare(Declared(), null));
        var roster = open.Engine!.LookAgain();

        Assert.True(Knows(roster));
        Assert.NotNull(open.Engine.Past.Find("test:b", [])!.Ending);
    }

    [Fact]
    public void Of_two_that_adopt_at_the_same_time_neither_takes_a_name_or_a_process_from_the_other()
    {
        using var other = RealProcess.Start("sleep", "1000");
        using var first = Lookout("adopt", TimeProvider.System);
        using var second = Lookout("adopt", TimeProvider.System);
        using var third = Lookout("adopt", TimeProvider.System);
        second.LookOnce([]);
        third.LookOnce([]);
        Assert.Null(Adopt(first, Declared()));

        Assert.Equal(RecordOutcome.KeyTaken, second.Records.Adopt(Declared(other, "a"), out _));
        Assert.Equal(RecordOutcome.ProcessTaken, third.Records.Adopt(Declared(_worker, "b"), out _));
        Assert.True(Knows(first.LookAgain()));
        Assert.DoesNotContain(third.LookAgain().Workers, static judged => judged.Worker.Identity == "test:b");
    }

    private static string? Adopt(Lookout lookout, Declaration declaration)
    {
        lookout.LookOnce([]);
        return lookout.Records.Adopt(declaration, out string trouble) == RecordOutcome.Done ? null : trouble;
    }

    private static bool Knows(Roster roster) => roster.Workers.Any(static judged => judged.Worker.Identity == "test:a" && judged.Worker.RootAlive);

    private Lookout Lookout(string verb, TimeProvider time) => new(
        new UserSettings { DisabledSources = ["tmux", "process"] }, new XdgPaths(name => name switch { "XDG_STATE_HOME" => _folder.File("state"), "HOME" => _folder.Path, _ => null }),
        readOnly: false, verb, time);

    private Declaration Declared() => Declared(_worker, "a");

    private static Declaration Declared(RealProcess process, string name) => new()
    {
        Source = "lifetop",
        Identity = "test:" + name,
        Key = new WorkerKey("lifetop", name),
        Name = name,
        Kind = WorkerKind.Daemon,
        Spawned = true,
        WrittenAt = TimeProvider.System.GetUtcNow(),
        Process = new ProcessClaim(process.Pid) { StartTicks = process.StartTicks, Boot = RealProcess.Boot },
    };

    /// <summary>Something happens once, in the moment a look that has begun asks how long it has waited for its sources.</summary>
    private sealed class InterruptedTime : TimeProvider
    {
        private bool _hasBegun;

        public Action? Meanwhile { get; set; }

        public override DateTimeOffset GetUtcNow()
        {
            _hasBegun = Meanwhile is not null;
            return base.GetUtcNow();
        }

        public override long GetTimestamp()
        {
            if (_hasBegun)
            {
                var meanwhile = Meanwhile!; // it is there when a look has begun with it
                (_hasBegun, Meanwhile) = (false, null);
                meanwhile();
            }
            return base.GetTimestamp();
        }
    }
}
