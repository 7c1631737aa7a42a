using System;
using System.IO;
using System.Linq;
using System.Runtime.Versioning;
using System.Text;
using Lifetop.Model;
using Lifetop.Registry;
using Xunit;

namespace Lifetop.Tests.Registry;

[SupportedOSPlatform("linux")]
public sealed class MemoryFileTests : IDisposable
{
    private readonly StateSandbox _sandbox = new();

    public MemoryFileTests() => Directory.CreateDirectory(_sandbox.Folder.Path);

    public void Dispose() => _sandbox.Dispose();

    private string Memory => _sandbox.Folder.Memory;

    [Fact]
    public void What_is_written_comes_back()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            var written = new RandomRecollection(seed).Next();
            Assert.Null(MemoryFile.Write(Memory, written));
            var read = MemoryFile.Read(Memory, out string reason);
            Assert.True(read is not null, $"seed {seed}: {reason}");
            string before = RecollectionText.Of(written), after = RecollectionText.Of(read);
            Assert.True(before == after, $"seed {seed}:\n{before}\n{after}");
        }
        Assert.Equal([Memory], Directory.GetFiles(_sandbox.Folder.Path));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Memory));
    }

    [Fact]
    public void Torn_or_damaged_bytes_are_no_memory_and_never_an_exception()
    {
        for (int seed = 0; seed < 30; seed++)
        {
            var random = new Random(seed);
            byte[] whole = RecollectionJson.Write(new RandomRecollection(seed).Next()).ToArray();
            try
            {
                for (int i = 0; i < 60; i++)
                    Assert.Null(RecollectionJson.Read(whole.AsSpan(0, random.Next(whole.Length)), out _));
                for (int i = 0; i < 300; i++)
                {
                    byte[] damaged = [.. whole];
                    for (int n = random.Next(1, 4); n > 0; n--)
                        damaged[random.Next(damaged.Length)] = random.Next(2) == 0 ? (byte)random.Next(256) : (byte)"{}[]\",:0-tfn"[random.Next(12)];
                    if (RecollectionJson.Read(damaged, out _) is { } read)
                        Assert.NotNull(RecollectionText.Of(read));
                }
            }
            catch (Exception error)
            {
                throw new InvalidOperationException("seed " + seed, error);
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"schema\":2}")]
    [InlineData("{\"schema\":1} x")]
    [InlineData("{\"schema\":1,\"workers\":{}}")]
    [InlineData("{\"schema\":1,\"workers\":[{}]}")]
    public void Anything_else_than_a_recollection_is_refused(string text)
    {
        File.WriteAllText(Memory, text);
        Assert.Null(MemoryFile.Read(Memory, out string reason));
        Assert.NotEmpty(reason);
    }

    [Fact]
    public void Names_of_a_newer_lifetop_are_skipped()
    {
        string text = "{\"later\":{\"a\":[1,{}]},\"schema\":1,\"snoozed\":[{\"identity\":\"a\",\"why\":[2],\"until\":\"2026-11-21T12:00:00Z\"}]}";
        var read = RecollectionJson.Read(Encoding.UTF8.GetBytes(text), out _);
        Assert.Equal([new Snooze("a", StateSandbox.Noon)], read!.Snoozed.AsEnumerable());
    }

    [Fact]
    public void Nesting_without_end_is_refused()
    {
        string text = "{\"schema\":1,\"x\":" + string.Concat(Enumerable.Repeat("[", 100_000));
        Assert.Null(RecollectionJson.Read(Encoding.UTF8.GetBytes(text), out _));
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("link")]
    [InlineData("fifo")]
    [InlineData("folder")]
    [InlineData("huge")]
    [InlineData("writable by all")]
    public void A_file_that_is_not_what_it_should_be_is_refused(string what)
    {
        string elsewhere = _sandbox.Root + "/elsewhere";
        MemoryFile.Write(elsewhere, Recollection.Nothing);
        switch (what)
        {
            case "link":
                File.CreateSymbolicLink(Memory, elsewhere);
                break;
            case "fifo":
                Assert.Equal(0, StateSandbox.MakeFifo(Memory, 0x180));
                break;
            case "folder":
                Directory.CreateDirectory(Memory);
                break;
            case "huge":
                using (var file = File.Create(Memory))
                    file.SetLength(17 << 20);
                break;
            case "writable by all":
                File.Copy(elsewhere, Memory);
                File.SetUnixFileMode(Memory, (UnixFileMode)Convert.ToInt32("666", 8));
                break;
        }
        Assert.Null(MemoryFile.Read(Memory, out string reason));
        Assert.NotEmpty(reason);
    }

    [Fact]
    public void It_is_fresh_only_while_neither_registry_nor_log_is_newer()
    {
        string registry = _sandbox.Folder.Registry, log = registry + "-wal";
        var noon = StateSandbox.Noon.UtcDateTime;
        Assert.False(MemoryFile.IsFresh(Memory, registry));
        MemoryFile.Write(Memory, Recollection.Nothing);
        File.SetLastWriteTimeUtc(Memory, noon);
        Assert.True(MemoryFile.IsFresh(Memory, registry));
        File.WriteAllText(registry, "x");
        File.SetLastWriteTimeUtc(registry, noon);
        Assert.True(MemoryFile.IsFresh(Memory, registry));
        File.WriteAllText(log, "");
        Assert.True(MemoryFile.IsFresh(Memory, registry));
        File.WriteAllText(log, "x");
        File.SetLastWriteTimeUtc(log, noon.AddTicks(1));
        Assert.False(MemoryFile.IsFresh(Memory, registry));
        File.Delete(log);
        File.SetLastWriteTimeUtc(registry, noon.AddTicks(1));
        Assert.False(MemoryFile.IsFresh(Memory, registry));
    }

    [Fact]
    public void Written_after_the_registry_is_closed_it_is_fresh()
    {
        using (var registry = _sandbox.Open())
            StateSandbox.Record(registry, StateSandbox.Noon, StateSandbox.Change("a", Lifecycle.Running, StateSandbox.Noon));
        MemoryFile.Write(Memory, Recollection.Nothing);
        Assert.True(MemoryFile.IsFresh(Memory, _sandbox.Folder.Registry));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_gives_a_reason()
        => Assert.Contains("does not exist", MemoryFile.Write(_sandbox.Root + "/none/memory.json", Recollection.Nothing), StringComparison.Ordinal);

    [Fact]
    public void Of_another_boot_only_what_was_declared_and_asked_for_counts()
    {
        var all = new RandomRecollection(3).Next();
        Assert.Same(all, all.ForBoot(all.Boot));
        var other = all.ForBoot(Guid.NewGuid());
        Assert.Equal((all.Declarations, all.Protected, all.Snoozed), (other.Declarations, other.Protected, other.Snoozed));
        Assert.Empty(other.Workers);
        Assert.Empty(other.OpenPlans);
    }

    [Fact]
    public void What_a_killed_lifetop_left_is_taken_away_and_nothing_else()
    {
        MemoryFile.Write(Memory, Recollection.Nothing);
        string dead = Memory + ".2147483647-1", living = Memory + "." + Environment.ProcessId + "-999999", other = Memory + ".bak";
        foreach (string file in new[] { dead, living, other })
            File.WriteAllText(file, "");
        MemoryFile.RemoveLeftovers(Memory);
        Assert.Equal(new[] { Memory, living, other }.Order(), Directory.GetFiles(_sandbox.Folder.Path).Order());
    }
}
