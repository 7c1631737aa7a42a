using System;
using System.IO;
using System.Linq;
using Lifetop.Model;
using Lifetop.Observation;
using Lifetop.Observation.Sources;
using Lifetop.Tests.Observation.Proc;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Observation.Sources;

[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class PidFileSourceTests : IDisposable
{
    private readonly Scratch scratch = new();
    private DateTimeOffset now = DateTimeOffset.UtcNow;

    public void Dispose() => scratch.Dispose();

    [Fact]
    public void Declares_a_worker_for_each_pid_file_of_a_folder()
    {
        string path = scratch.Write("indexer.pid", "4242\n");
        scratch.Write("notes.txt", "4243\n");
        var declaration = Assert.Single(Source().Look(now).Declarations);
        Assert.Equal(("pidfile/indexer", "indexer", path), (declaration.Key.Text, declaration.Name, declaration.File));
        Assert.Equal(new ProcessClaim(4242), declaration.Process);
        Assert.Equal(File.GetLastWriteTimeUtc(path), declaration.WrittenAt.UtcDateTime);
        Assert.Equal(new Residue("file", path), Assert.Single(declaration.Leaves));
        Assert.Null(declaration.Malformed);
    }

    [Theory]
    [InlineData("1", 1)]
    [InlineData("2147483647\n", int.MaxValue)]
    public void Takes_every_number_that_can_be_a_pid(string text, int pid)
        => Assert.Equal(pid, Declared(text).Process?.Pid);

    [Theory]
    [InlineData("-1\n")]
    [InlineData("0\n")]
    [InlineData("2147483648\n")]
    [InlineData("99999999999999999999\n")]
    [InlineData("+5\n")]
    [InlineData(" 5\n")]
    [InlineData("5 \n")]
    [InlineData("5\r\n")]
    [InlineData("5\n\n")]
    [InlineData("\n")]
    [InlineData("4242\n4243\n")]
    [InlineData("0x10")]
    [InlineData("٣")]
    [InlineData("hello")]
    [InlineData("5\0")]
    public void Anything_else_is_a_bad_file_and_no_process(string text)
    {
        var declaration = Declared(text);
        Assert.NotNull(declaration.Malformed);
        Assert.Null(declaration.Process);
        Assert.Empty(declaration.Leaves);
    }

    [Fact]
    public void An_empty_file_is_a_gap_for_a_minute_and_then_malformed()
    {
        string path = scratch.Write("a.pid", "");
        var source = Source();
        var answer = source.Look(now);
        var gap = Assert.Single(answer.Gaps);
        Assert.Equal((path, true), (gap.Scope, gap.HidesWorkers));
        Assert.Null(Assert.Single(answer.Declarations).Malformed);
        answer = source.Look(now + TimeSpan.FromSeconds(61));
        Assert.Empty(answer.Gaps);
        Assert.Contains("and the same for 1m", Assert.Single(answer.Declarations).Malformed, StringComparison.Ordinal);
        scratch.Write("a.pid", "77");
        Assert.Equal(77, Assert.Single(source.Look(now + TimeSpan.FromSeconds(62)).Declarations).Process?.Pid);
    }

    [Fact]
    public void A_torn_file_keeps_its_last_good_view_beside_the_gap()
    {
        scratch.Write("a.pid", "77\n");
        var source = Source();
        source.Look(now);
        scratch.Write("a.pid", "");
        var answer = source.Look(now);
        Assert.Single(answer.Gaps);
        Assert.Equal(77, Assert.Single(answer.Declarations).Process?.Pid);
    }

    [Fact]
    public void A_symlink_is_named_and_its_target_left_alone()
    {
        string target = scratch.Write("elsewhere/target", "4242\n");
        scratch.Link("a.pid", target);
        var declaration = Assert.Single(Source().Look(now).Declarations);
        Assert.Contains("symlink", declaration.Malformed, StringComparison.Ordinal);
        Assert.Null(declaration.Process);
        Assert.Empty(declaration.Leaves);
        Assert.Equal("4242\n", File.ReadAllText(target));
    }

    [Fact]
    public void A_fifo_and_a_folder_are_refused_at_once_and_the_others_read()
    {
        scratch.Fifo("fifo.pid");
        Directory.CreateDirectory(scratch["folder.pid"]);
        scratch.Sparse("huge.pid", 100L << 20);
        scratch.Write("good.pid", "5");
        var answer = Source().Look(now);
        Assert.Contains("FIFO", Find(answer, "fifo").Malformed, StringComparison.Ordinal);
        Assert.Contains("folder", Find(answer, "folder").Malformed, StringComparison.Ordinal);
        Assert.Contains("larger than 4 kB", Assert.Single(answer.Gaps).What, StringComparison.Ordinal);
        Assert.Equal(5, Find(answer, "good").Process?.Pid);
    }

    [Theory]
    [InlineData("closed/a.pid")]
    [InlineData("closed/*.pid")]
    [InlineData("closed/*/a.pid")]
    [InlineData("*/in/a.pid")]
    public void What_a_closed_folder_hides_is_a_gap_and_not_gone(string pattern)
    {
        scratch.Write("closed/a.pid", "5");
        scratch.Write("closed/in/a.pid", "5");
        File.SetUnixFileMode(scratch.Root, (UnixFileMode)0x1ED); // 0755
        File.SetUnixFileMode(scratch["closed"], UnixFileMode.None);
        try
        {
            OtherUser.Run(() =>
            {
                var gap = Assert.Single(new PidFileSource([scratch[pattern]], []).Look(now).Gaps);
                Assert.True(gap.HidesWorkers);
                Assert.StartsWith(scratch["closed"], gap.Scope, StringComparison.Ordinal);
            });
        }
        finally
        {
            File.SetUnixFileMode(scratch["closed"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public void A_closed_folder_hides_nothing_of_another()
    {
        scratch.Write("one/a.pid", "1");
        scratch.Write("two/b.pid", "2");
        var source = new PidFileSource([scratch["*/*.pid"]], []);
        Assert.Equal(2, source.Look(now).Declarations.Length);
        Directory.Move(scratch["one"], scratch[".aside"]);
        scratch.Link("one", scratch["one"]);
        scratch.Write("two/c.pid", "3");
        File.Delete(scratch["two/b.pid"]);
        var answer = source.Look(now);
        Assert.Equal(["pidfile/a", "pidfile/c"], answer.Declarations.Select(d => d.Key.Text));
        Assert.Equal((1, null), (Find(answer, "a").Process?.Pid, Find(answer, "a").Malformed));
        Assert.Contains(answer.Gaps, gap => gap.Scope == scratch["one"]);
    }

    [Fact]
    public void Of_too_many_files_some_are_looked_at_and_the_rest_is_not_called_gone()
    {
        for (int i = 0; i < 4100; i++)
            File.WriteAllText(scratch[$"{i}.pid"], "5");
        var source = Source();
        for (int look = 0; look < 2; look++)
        {
            var answer = source.Look(now);
            Assert.Equal(4096, answer.Declarations.Length);
            var gap = Assert.Single(answer.Gaps);
            Assert.Equal((scratch.Root, true), (gap.Scope, gap.HidesWorkers));
        }
    }

    [Fact]
    public void Wildcards_work_in_every_part_and_colliding_names_get_their_folder()
    {
        scratch.Write("one/run/w-1.pid", "1");
        scratch.Write("two/run/w-1.pid", "2");
        scratch.Write("two/run/other.pid", "3");
        scratch.Write("two/stop/w-1.pid", "4");
        var source = new PidFileSource([scratch["*/run/w-?.pid"]], [scratch["two/run"]]);
        var answer = source.Look(now);
        Assert.Equal(["pidfile/one/run/w-1", "pidfile/other", "pidfile/two/run/w-1"], answer.Declarations.Select(d => d.Key.Text).Order(StringComparer.Ordinal));
        Assert.Equal(3, answer.Declarations.Select(d => d.Identity).Distinct().Count());
        Directory.CreateDirectory(scratch["three"]);
        scratch.Write("three/run/w-2.pid", "9");
        Assert.Equal(4, source.Look(now).Declarations.Length);
    }

    [Fact]
    public void A_removed_file_is_gone_and_an_unchanged_look_is_the_same_object()
    {
        scratch.Write("a.pid", "1");
        scratch.Write("b.pid", "2");
        var source = Source();
        var first = source.Look(now);
        Assert.Same(first, source.Look(now));
        Assert.Same(first, source.Look(now + TimeSpan.FromSeconds(10)));
        File.Delete(scratch["a.pid"]);
        Assert.Equal("pidfile/b", Assert.Single(source.Look(now).Declarations).Key.Text);
        Directory.Delete(scratch.Root, recursive: true);
        var last = source.Look(now);
        Assert.Empty(last.Declarations);
        Assert.Empty(last.Gaps);
        Assert.Contains(scratch.Root, last.Watch);
    }

    [Fact]
    public void A_relative_pattern_is_a_gap_and_finds_nothing()
    {
        var source = new PidFileSource(["run/*.pid"], []);
        var answer = source.Look(now);
        Assert.Empty(answer.Declarations);
        Assert.Contains("no absolute path", Assert.Single(answer.Gaps).What, StringComparison.Ordinal);
        Assert.Same(answer, source.Look(now));
    }

    [Fact]
    public void A_rewritten_file_of_the_same_length_is_seen()
    {
        scratch.Write("a.pid", "11");
        var source = Source();
        source.Look(now);
        scratch.Write("a.pid", "22");
        Assert.Equal(22, Assert.Single(source.Look(now).Declarations).Process?.Pid);
    }

    [Fact]
    public void Names_that_are_not_utf8_are_a_gap_that_hides_nobody_else()
    {
        scratch.WriteRawName([0xFF, (byte)'.', (byte)'p', (byte)'i', (byte)'d']);
        scratch.Write("a.pid", "1");
        var source = Source();
        var answer = source.Look(now);
        Assert.False(Assert.Single(answer.Gaps).HidesWorkers);
        Assert.Single(answer.Declarations);
        Assert.Same(answer.Gaps[0], source.Look(now + TimeSpan.FromSeconds(30)).Gaps[0]);
    }

    [Fact]
    public void Random_bytes_never_throw_and_never_become_a_process_by_accident()
    {
        const int seed = 20261121;
        var random = new Random(seed);
        for (int i = 0; i < 5000; i++)
        {
            byte[] bytes = new byte[random.Next(1, 12)];
            random.NextBytes(bytes);
            int? pid = PidText.Parse(bytes);
            bool isNumber = bytes.Select((b, at) => char.IsAsciiDigit((char)b) || (b == '\n' && at == bytes.Length - 1)).All(good => good);
            Assert.True(pid is null || (isNumber && pid > 0), $"seed {seed}, round {i}");
        }
    }

    private Declaration Declared(string text)
    {
        scratch.Write("a.pid", text);
        return Assert.Single(Source().Look(now).Declarations);
    }

    private static Declaration Find(SourceAnswer answer, string name) => answer.Declarations.Single(d => d.Name == name);

    private PidFileSource Source() => new([], [scratch.Root]);
}
