using System;
using System.IO;
using Lifetop.Actions;
using Lifetop.App.Watching;
using Lifetop.Model;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.App.Watching;

public sealed class WatchHealthTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Is_read_as_it_was_written()
    {
        using var folder = new TempFolder();
        var place = new WatchFolder(folder.Path);
        Directory.CreateDirectory(place.Path);
        var health = new WatchHealth(PlanOwner.Self(), Noon, Noon.AddSeconds(3))
        {
            Failing = [new Gap("tmux", "/run/x", "does not answer \"at all\"", Noon)],
            Recovered = [new PastFailure("manifest", "torn", Noon, Noon.AddSeconds(2))],
            Trouble = "the disk is full",
            Config = "line 3: no key grase",
            Workers = [new WatchedWorker("lifetop:a", "lifetop/a", 2, Noon.AddSeconds(4), null, ""), new WatchedWorker("lifetop:b", "lifetop/b", 5, null, Noon, "breaker open")],
        };

        Assert.Null(health.Write(place));
        var read = WatchHealth.Living(folder.Path);

        Assert.NotNull(read);
        Assert.Equal((health.Process, health.Since, health.LastLook, health.Trouble, health.Config), (read.Process, read.Since, read.LastLook, read.Trouble, read.Config));
        Assert.Equal(health.Failing.AsSpan(), read.Failing.AsSpan());
        Assert.Equal(health.Recovered.AsSpan(), read.Recovered.AsSpan());
        Assert.Equal(health.Workers.AsSpan(), read.Workers.AsSpan());
        Assert.False(read.Hangs(Noon.AddSeconds(10)));
        Assert.True(read.Hangs(Noon.AddMinutes(1)));
    }

    [Fact]
    public void Says_nothing_of_one_that_died_or_of_a_file_that_is_none()
    {
        using var folder = new TempFolder();
        var place = new WatchFolder(folder.Path);
        Directory.CreateDirectory(place.Path);
        Assert.Null(WatchHealth.Living(folder.Path));
        new WatchHealth(PlanOwner.Self() with { StartTicks = 1 }, Noon, Noon).Write(place);
        Assert.Null(WatchHealth.Living(folder.Path));
        Assert.NotNull(WatchHealth.Read(folder.Path));
        foreach (string wrong in (string[])["", "{", "[]", "{\"process\":7}", "{\"since\":\"yesterday\"}"])
        {
            File.WriteAllText(place.Health, wrong);
            Assert.Null(WatchHealth.Read(folder.Path));
        }
    }
}
