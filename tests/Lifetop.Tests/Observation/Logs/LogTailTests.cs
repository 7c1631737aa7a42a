using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using Lifetop.Observation.Logs;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Observation.Logs;

public sealed class LogTailTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    [Theory]
    [InlineData("a\nb\nc\n", 2, "b|c")]
    [InlineData("a\nb\nc", 2, "b|c")]
    [InlineData("a\r\nb\r\n", 5, "a|b")]
    [InlineData("\n\n", 5, "|")]
    [InlineData("", 5, null)]
    [InlineData("a\n", 0, null)]
    public void Gives_the_last_lines(string text, int count, string? expected)
        => Assert.Equal(expected, Joined(Tail(scratch.Write("log", text), count)));

    [Fact]
    public void Reads_across_blocks()
    {
        string path = scratch.Write("log", string.Concat(Enumerable.Range(0, 50_000).Select(i => $"line number {i}\n")));
        var lines = Tail(path, 20_000);
        Assert.Equal(20_000, lines.Count);
        Assert.Equal(("line number 30000", "line number 49999"), (lines[0].Text, lines[^1].Text));
    }

    [Fact]
    public void A_hundred_megabytes_without_a_newline_are_instant_and_cut()
    {
        string path = scratch["log"];
        using (var file = File.Create(path))
        {
            byte[] piece = Encoding.ASCII.GetBytes(new string('x', 1 << 20));
            for (int i = 0; i < 100; i++)
                file.Write(piece);
        }
        long before = GC.GetAllocatedBytesForCurrentThread();
        var clock = Stopwatch.StartNew();
        var lines = Tail(path, 10);
        Assert.True(clock.ElapsedMilliseconds < 1000, $"{clock.ElapsedMilliseconds} ms");
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 5 << 20);
        var line = Assert.Single(lines, line => !line.IsNotice);
        Assert.True(line.IsCut);
        Assert.Equal(LineSplitter.LongestLine, line.Text.Length);
    }

    [Fact]
    public void A_hundred_gigabytes_of_nothing_are_instant()
    {
        string path = scratch.Sparse("log", 100L << 30);
        File.AppendAllText(path, "\nlast\n");
        var clock = Stopwatch.StartNew();
        Assert.Equal("last", Tail(path, 1)[^1].Text);
        Assert.Equal("last", Tail(path, 10)[^1].Text);
        Assert.True(clock.ElapsedMilliseconds < 1000, $"{clock.ElapsedMilliseconds} ms");
    }

    [Fact]
    public void A_long_line_is_cut_and_the_next_one_whole()
    {
        var lines = Tail(scratch.Write("log", new string('a', 200_000) + "\nnext\n"), 2);
        Assert.Equal([(LineSplitter.LongestLine, true), (4, false)], lines.Select(line => (line.Text.Length, line.IsCut)));
    }

    [Fact]
    public void Zeros_and_bad_utf8_are_only_characters_and_can_be_searched()
    {
        string path = scratch.Write("log", [0, 1, 0xFF, (byte)'n', (byte)'e', (byte)'e', (byte)'d', (byte)'l', (byte)'e', 0, (byte)'\n', (byte)'x', (byte)'\n']);
        Assert.Equal("\0\u0001\uFFFDneedle\0", Assert.Single(Tail(path, 10, new LogFilter("needle", null, default))).Text);
    }

    [Fact]
    public void Refuses_what_is_no_file_at_once()
    {
        var clock = Stopwatch.StartNew();
        foreach (string path in (string[])[scratch.Fifo("fifo"), "/dev/zero", "/dev/tty", scratch.Root, scratch.Socket("s"), scratch.Link("loop", "loop"), scratch["none"]])
        {
            Assert.False(LogTail.Read(path, "x", 10, null, thenFollow: false, Now, [], out _, out var refusal), path);
            Assert.NotEmpty(refusal.Why);
        }
        Assert.True(clock.ElapsedMilliseconds < 1000);
    }

    [Fact]
    public void Greps_without_regard_to_case_unless_an_upper_case_letter_asks_for_it()
    {
        string path = scratch.Write("log", "Error one\nerror two\nfine\nERROR three\n");
        Assert.Equal("error two|ERROR three", Joined(Tail(path, 2, new LogFilter("error", null, default))));
        Assert.Equal("Error one", Joined(Tail(path, 2, new LogFilter("Error", null, default))));
    }

    [Fact]
    public void Since_goes_by_the_times_at_the_start_of_lines()
    {
        string path = scratch.Write("log", """
            2026-11-21T09:00:00Z old
              its trace
            [2026-11-21 13:30:00,5] local
              its trace
            11:59:59.25 clock
            13:00:01 later
            2026-11-21T10:59:59Z out of order
            """);
        var since = new DateTimeOffset(2026, 11, 21, 11, 0, 0, TimeSpan.Zero);
        var lines = Tail(path, 100, new LogFilter(null, since, TimeSpan.FromHours(2)));
        // At two hours ahead of UTC it is 14:00, so 11:59:59 was 9:59:59 UTC, and 13:00:01 is just late enough.
        Assert.Equal("[2026-11-21 13:30:00,5] local|  its trace|13:00:01 later", Joined(lines));
    }

    [Fact]
    public void A_time_of_day_ahead_of_now_was_yesterday()
    {
        var filter = new LogFilter(null, null, TimeSpan.Zero);
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 23, 0, 0, TimeSpan.Zero), LogTime.At("23:00:00 x", Now, TimeSpan.Zero, out _));
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 11, 0, 0, TimeSpan.Zero), LogTime.At("(11:00:00) x", Now, TimeSpan.Zero, out _));
        Assert.Null(LogTime.At("no time", Now, TimeSpan.Zero, out _));
    }

    [Fact]
    public void Without_any_times_since_goes_by_the_files_own()
    {
        string path = scratch.Write("log", "a\nb\n");
        scratch.SetTime("log", Now.AddHours(-2));
        Assert.Empty(Tail(path, 10, new LogFilter(null, Now.AddHours(-1), default)));
        Assert.Equal(2, Tail(path, 10, new LogFilter(null, Now.AddHours(-3), default)).Count);
    }

    [Fact]
    public void Splitting_anywhere_gives_the_same_lines()
    {
        const int seed = 99;
        var random = new Random(seed);
        for (int round = 0; round < 200; round++)
        {
            byte[] bytes = new byte[random.Next(1, 400)];
            for (int i = 0; i < bytes.Length; i++)
                bytes[i] = (byte)(random.Next(5) == 0 ? '\n' : random.Next(256));
            var whole = new List<LogLine>();
            new LineSplitter("x").Add(bytes, whole);
            var pieces = new List<LogLine>();
            var splitter = new LineSplitter("x");
            for (int at = 0; at < bytes.Length;)
            {
                int length = Math.Min(random.Next(1, 20), bytes.Length - at);
                splitter.Add(bytes.AsSpan(at, length), pieces);
                at += length;
            }
            Assert.True(whole.SequenceEqual(pieces), $"seed {seed}, round {round}");
        }
    }

    private static List<LogLine> Tail(string path, int count, LogFilter? filter = null)
    {
        var lines = new List<LogLine>();
        Assert.True(LogTail.Read(path, "log", count, filter, thenFollow: false, Now, lines, out _, out _));
        return lines;
    }

    private static string? Joined(List<LogLine> lines) => lines.Count == 0 ? null : string.Join('|', lines.Select(line => line.Text));
}
