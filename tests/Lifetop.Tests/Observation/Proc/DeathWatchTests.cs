using System;
using System.Collections.Generic;
using System.Linq;
using Lifetop.Model;
using Lifetop.Observation.Proc;
using Lifetop.Platform;
using Xunit;

namespace Lifetop.Tests.Observation.Proc;

public sealed unsafe class DeathWatchTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private readonly Guid _boot = new BootClock(Now).Boot;
    private readonly ProcFolder _proc = new();
    private readonly DeathWatch _watch;

    public DeathWatchTests() => _watch = new DeathWatch(_boot);

    public void Dispose()
    {
        _watch.Dispose();
        _proc.Dispose();
    }

    private ProcessIdentity Identify(int pid)
    {
        Assert.True(_proc.TryIdentify(pid, _boot, out var identity));
        return identity;
    }

    private bool Readable(int milliseconds)
    {
        var entry = new PollEntry { File = _watch.Descriptor, Events = Libc.PollIn };
        return Libc.Poll(&entry, 1, milliseconds) == 1;
    }

    [Fact]
    public void An_end_wakes_whoever_polls_and_is_told_once()
    {
        using var parent = Child.Shell("exec 3<&0; sh -c 'read line; exit 7' <&3 & echo $!; wait; read line");
        var identity = Identify(parent.SaidPid);
        Assert.True(_watch.Watch(identity));
        Assert.False(Readable(0));
        Assert.Empty(_watch.Collect(Now));
        parent.Tell("");
        Assert.True(Readable(10_000));
        var death = Assert.Single(_watch.Collect(Now));
        Assert.Equal(identity, death.Process);
        Assert.Equal(new Ending(7, null, Now, "proc"), death.Ending);
        Assert.Empty(_watch.Collect(Now));
        Assert.False(Readable(0));
        Assert.Equal(0, _watch.Count);
    }

    [Fact]
    public void A_zombie_nobody_waits_for_is_dead_by_its_signal()
    {
        using var parent = Child.Shell("exec 3<&0; sh -c 'echo $$; read line; kill -9 $$' <&3 & exec sleep 1000");
        Assert.True(_watch.Watch(Identify(parent.SaidPid)));
        parent.Tell("");
        Assert.True(Readable(10_000));
        Assert.Equal(9, Assert.Single(_watch.Collect(Now)).Ending.Signal);
    }

    [Fact]
    public void Does_not_watch_who_has_the_pid_now_in_place_of_who_had_it()
    {
        using var child = Child.Quiet();
        var now = Identify(child.Pid);
        Assert.False(_watch.Watch(now with { StartTicks = now.StartTicks - 1 }));
        Assert.False(_watch.Watch(now with { Boot = Guid.NewGuid() }));
        Assert.Equal(0, _watch.Count);
        Assert.True(_watch.Watch(now));
        Assert.True(_watch.IsWatched(now));
    }

    [Fact]
    public void Watches_no_more_than_it_may_and_says_so()
    {
        _watch.Most = 2;
        var children = Enumerable.Range(0, 3).Select(_ => Child.Quiet()).ToArray();
        try
        {
            var identities = children.Select(child => Identify(child.Pid)).ToArray();
            Assert.Equal([true, true, false], identities.Select(identity => _watch.Watch(identity)));
            _watch.Unwatch(identities[0]);
            Assert.True(_watch.Watch(identities[2]));
        }
        finally
        {
            foreach (var child in children)
                child.Dispose();
        }
    }

    [Fact]
    public void Nobody_unwatched_is_reported()
    {
        var child = Child.Quiet();
        var identity = Identify(child.Pid);
        Assert.True(_watch.Watch(identity));
        _watch.Unwatch(identity);
        child.Dispose();
        Assert.False(Readable(0));
        Assert.Empty(_watch.Collect(Now));
    }

    [Fact]
    public void Many_deaths_at_once_are_all_told()
    {
        var children = Enumerable.Range(0, 150).Select(_ => Child.Shell("echo ready; read line; exit 3")).ToArray();
        var told = new HashSet<ProcessIdentity>();
        try
        {
            foreach (var child in children)
                Assert.True(_watch.Watch(Identify(child.Pid)));
            foreach (var child in children)
                child.Tell("");
            Child.Eventually(() =>
            {
                foreach (var death in _watch.Collect(Now))
                {
                    Assert.Null(death.Ending.Signal);
                    Assert.True(told.Add(death.Process));
                }
                return told.Count == children.Length;
            }, "not all told");
        }
        finally
        {
            foreach (var child in children)
                child.Dispose();
        }
    }
}
