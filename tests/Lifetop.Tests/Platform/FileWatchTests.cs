using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Lifetop.Platform;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Platform;

public sealed class FileWatchTests : IDisposable
{
    private readonly Scratch scratch = new();
    private readonly FileWatch watch = new();

    public void Dispose()
    {
        watch.Dispose();
        scratch.Dispose();
    }

    [Fact]
    public void Says_that_a_file_was_written_or_replaced()
    {
        string path = scratch.Write("log", "a");
        Assert.True(watch.Watch(path));
        Assert.Empty(Drain());
        File.AppendAllText(path, "b");
        Assert.Equal([path], Drain());
        File.Move(scratch.Write("new", "c"), path, overwrite: true);
        Assert.Equal([path], Drain());
        scratch.Write("other", "x");
        Assert.Empty(Drain());
    }

    [Fact]
    public void Leaves_nothing_for_the_kernel_to_take_away_at_the_end()
    {
        Assert.True(watch.Watch(scratch.Root));
        Assert.True(watch.Watch(scratch.Write("below/log", "a")));
        string watches = $"/proc/self/fdinfo/{watch.Descriptor}";
        Assert.Equal(2, File.ReadAllLines(watches).Count(static line => line.StartsWith("inotify", StringComparison.Ordinal)));
        watch.Abandon();
        Assert.DoesNotContain("inotify", File.ReadAllText(watches), StringComparison.Ordinal);
    }

    [Fact]
    public void Says_that_something_happened_in_a_folder_once_for_each_drain()
    {
        Assert.True(watch.Watch(scratch.Root));
        scratch.Write("a", "1");
        scratch.Write("b", "1");
        Assert.Equal([scratch.Root], Drain());
        Assert.Empty(Drain());
        File.Delete(scratch["a"]);
        Assert.Equal([scratch.Root], Drain());
    }

    [Fact]
    public void Waits_for_a_path_that_is_not_there_yet_level_by_level()
    {
        string path = scratch["a/b/file"];
        Assert.True(watch.Watch(path));
        Directory.CreateDirectory(scratch["a"]);
        Drain();
        Directory.CreateDirectory(scratch["a/b"]);
        Drain();
        File.WriteAllText(path, "x");
        Assert.Equal([path], Drain());
        File.AppendAllText(path, "y");
        Assert.Equal([path], Drain());
    }

    [Fact]
    public void Finds_a_folder_again_that_was_deleted_and_made_anew()
    {
        string folder = scratch["workers"];
        Directory.CreateDirectory(folder);
        Assert.True(watch.Watch(folder));
        Directory.Delete(folder);
        Assert.Equal([folder], Drain());
        Directory.CreateDirectory(folder);
        Assert.Equal([folder], Drain());
        File.WriteAllText(Path.Combine(folder, "a.json"), "{}");
        Assert.Equal([folder], Drain());
    }

    [Fact]
    public void Finds_a_folder_again_that_was_moved_away()
    {
        string file = scratch.Write("d/file", "x");
        Assert.True(watch.Watch(file));
        Directory.Move(scratch["d"], scratch["moved"]);
        Assert.Equal([file], Drain());
        scratch.Write("moved/file", "y");
        Assert.Empty(Drain());
        scratch.Write("d/file", "z");
        Drain();
        File.AppendAllText(file, "!");
        Assert.Equal([file], Drain());
    }

    [Fact]
    public void After_lost_events_everything_may_have_changed()
    {
        string busy = scratch["busy"], quiet = scratch["quiet"];
        Directory.CreateDirectory(busy);
        Directory.CreateDirectory(quiet);
        watch.Watch(busy);
        watch.Watch(quiet);
        int most = int.Parse(File.ReadAllText("/proc/sys/fs/inotify/max_queued_events"), System.Globalization.CultureInfo.InvariantCulture);
        for (int i = 0; i <= most / 2; i++)
        {
            // Alternating names, because equal events in a row are merged.
            using (File.Create(Path.Combine(busy, (i & 1) == 0 ? "a" : "b")))
            {
            }
        }
        var changed = new SortedSet<string>(Drain(), StringComparer.Ordinal);
        Assert.Equal([busy, quiet], changed);
        File.WriteAllText(Path.Combine(quiet, "x"), "");
        Assert.Equal([quiet], Drain());
    }

    [Fact]
    public void Forgets_and_stays_bounded()
    {
        string path = scratch.Write("a", "");
        watch.Watch(path);
        watch.Forget(path);
        File.AppendAllText(path, "x");
        Assert.Empty(Drain());
        for (int i = 0; i < FileWatch.MostPaths; i++)
            Assert.True(watch.Watch(scratch[$"f{i}"]));
        Assert.False(watch.Watch(path));
        Assert.NotNull(watch.Refusal);
    }

    [Fact]
    public void A_quiet_drain_allocates_nothing()
    {
        watch.Watch(scratch.Root);
        var changed = new List<string>();
        watch.Drain(changed);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
            watch.Drain(changed);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private List<string> Drain()
    {
        var changed = new List<string>();
        while (watch.Drain(changed) > 0)
        {
        }
        return [.. new HashSet<string>(changed)];
    }
}
