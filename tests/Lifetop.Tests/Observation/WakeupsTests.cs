using System;
using System.Diagnostics;
using System.IO;
using System.Threading;
using Lifetop.Observation;
using Lifetop.Observation.Proc;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Observation;

public sealed class WakeupsTests : IDisposable
{
    private readonly Scratch scratch = new();
    private readonly Wakeups wakeups = new(BootClock.ReadBoot());

    public void Dispose()
    {
        wakeups.Dispose();
        scratch.Dispose();
    }

    [Fact]
    public void What_others_write_beside_a_watched_file_ends_no_wait()
    {
        string watched = scratch.Write("watched", "1"), awaited = scratch["not/yet/there"];
        wakeups.WatchFile(watched);
        wakeups.WatchFile(awaited);
        var limit = TimeSpan.FromMilliseconds(300);
        bool over = false;
        var other = new Thread(() =>
        {
            for (int i = 0; !Volatile.Read(ref over); i++)
                scratch.Write("other" + i % 8, "x");
        });
        other.Start();
        var clock = Stopwatch.StartNew();
        var reason = wakeups.Wait(limit);
        clock.Stop();
        Volatile.Write(ref over, true);
        other.Join();
        Assert.Equal(WakeReason.Timer, reason);
        Assert.True(clock.Elapsed > limit / 2, $"{clock.Elapsed}");
        Assert.Empty(wakeups.ChangedFiles());
    }

    [Theory]
    [InlineData("watched")]
    [InlineData("not/yet/there")]
    public void A_watched_file_ends_the_wait_and_is_told_of(string name)
    {
        scratch.Write("watched", "1");
        wakeups.WatchFile(scratch[name]);
        scratch.Write("other", "x");
        var writer = new Thread(() => scratch.Write(name, "2"));
        writer.Start();
        Assert.Equal(WakeReason.Files, wakeups.Wait(TimeSpan.FromSeconds(20)));
        writer.Join();
        // Where the way to the file appears level by level, the first level may have been heard of alone.
        Eventually.True(() => wakeups.ChangedFiles().Contains(scratch[name]) && File.Exists(scratch[name]), "its name");
        Assert.Empty(wakeups.ChangedFiles());
    }

    [Fact]
    public void What_ended_a_wait_is_not_lost_when_nobody_asks_what_it_was()
    {
        string watched = scratch.Write("watched", "1");
        wakeups.WatchFile(watched);
        File.WriteAllText(watched, "2");
        Assert.Equal(WakeReason.Files, wakeups.Wait(TimeSpan.FromSeconds(20)));
        Assert.Equal(WakeReason.Files, wakeups.Wait(TimeSpan.FromSeconds(20)));
        Assert.Equal([watched], wakeups.ChangedFiles());
        Assert.Equal(WakeReason.Timer, wakeups.Wait(TimeSpan.Zero));
    }

    [Fact]
    public void Others_are_heard_while_files_are_not()
    {
        wakeups.WatchFile(scratch.Write("watched", "1"));
        scratch.Write("other", "x");
        var caller = new Thread(wakeups.Call);
        caller.Start();
        Assert.Equal(WakeReason.Called, wakeups.Wait(TimeSpan.FromSeconds(20)) & WakeReason.Called);
        caller.Join();
    }
}
