using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using Lifetop.Observation.Logs;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Observation.Logs;

public sealed class LogFollowTests : IDisposable
{
    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public void Shows_what_is_written_line_by_line()
    {
        string path = scratch.Write("log", "old\n");
        using var follow = new LogFollow(path, "a");
        Assert.Equal("", Step(follow));
        File.AppendAllText(path, "one\ntwo");
        Assert.Equal("one", Step(follow));
        Assert.Equal("two", follow.Unfinished?.Text);
        File.AppendAllText(path, "!\n");
        Assert.Equal("two!", Step(follow));
    }

    [Fact]
    public void Goes_on_where_the_tail_stopped_and_shows_an_unfinished_line_once()
    {
        string path = scratch.Write("log", "a\nb\nunfin");
        var lines = new List<LogLine>();
        Assert.True(LogTail.Read(path, "a", 10, null, thenFollow: true, DateTimeOffset.UnixEpoch, lines, out var place, out _));
        Assert.Equal(2, lines.Count);
        File.AppendAllText(path, "ished\n");
        using var follow = new LogFollow(path, "a", place);
        Assert.Equal("unfinished", Step(follow));
    }

    [Fact]
    public void Says_rotated_after_the_old_file_is_read_to_its_end()
    {
        string path = scratch.Write("log", "old\n");
        using var follow = new LogFollow(path, "a");
        File.AppendAllText(path, "last words\nno newline");
        File.Move(path, scratch["log.1"]);
        scratch.Write("log", "first of the new\n");
        Assert.Equal("last words|no newline|<rotated>|first of the new", Step(follow));
        File.AppendAllText(path, "more\n");
        Assert.Equal("more", Step(follow));
    }

    [Fact]
    public void Says_truncated_and_begins_anew()
    {
        string path = scratch.Write("log", "a long old text\n");
        using var follow = new LogFollow(path, "a");
        Truncate(path, "new\n");
        Assert.Equal("<truncated>|new", Step(follow));
    }

    [Fact]
    public void Sees_a_file_that_was_truncated_and_has_grown_past_its_old_size()
    {
        string path = scratch.Write("log", "old old\n");
        using var follow = new LogFollow(path, "a");
        Truncate(path, "quite another and longer text\n");
        Assert.Equal("<truncated>|quite another and longer text", Step(follow));
        Truncate(path, "quite another but equal tail!\n");
        Assert.Equal("<truncated>|quite another but equal tail!", Step(follow));
    }

    [Fact]
    public void A_touch_is_no_news()
    {
        string path = scratch.Write("log", "old\n");
        using var follow = new LogFollow(path, "a");
        File.SetLastWriteTimeUtc(path, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Assert.Equal("", Step(follow));
    }

    [Fact]
    public void Says_deleted_once_and_picks_the_new_file_up()
    {
        string path = scratch.Write("log", "old\n");
        using var follow = new LogFollow(path, "a");
        File.Delete(path);
        Assert.Equal("<deleted; waiting for it to come back>", Step(follow));
        Assert.Equal("", Step(follow));
        scratch.Write("log", "again\n");
        Assert.Equal("<is back>|again", Step(follow));
    }

    [Fact]
    public void Waits_for_a_log_that_is_not_there_yet_and_refuses_what_comes_in_its_place()
    {
        using var follow = new LogFollow(scratch["log"], "a");
        Assert.Equal("no such file", follow.Waiting);
        Assert.Equal("", Step(follow));
        scratch.Fifo("log");
        Assert.Equal("<a FIFO, not a regular file>", Step(follow));
        File.Delete(scratch["log"]);
        scratch.Write("log", "here\n");
        Assert.Equal("<is there now>|here", Step(follow));
    }

    [Fact]
    public void Follows_a_sparse_log_that_is_cut_short()
    {
        string path = scratch.Sparse("log", 100L << 30);
        var clock = Stopwatch.StartNew();
        using var follow = new LogFollow(path, "a");
        File.AppendAllText(path, "\nend\n");
        Assert.Equal("|end", Step(follow));
        Truncate(path, "short\n");
        Assert.Equal("<truncated>|short", Step(follow));
        Assert.True(clock.ElapsedMilliseconds < 1000);
    }

    [Fact]
    public void A_step_is_bounded_and_one_that_falls_behind_skips_and_says_so()
    {
        string path = scratch.Write("log", "");
        using var follow = new LogFollow(path, "a", mostBehind: 4 << 20);
        byte[] block = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(new string('y', 99) + "\n", 10_000)));
        using (var file = File.OpenWrite(path))
            for (int i = 0; i < 20; i++)
                file.Write(block);
        var lines = new List<LogLine>();
        Assert.True(follow.Step(lines, 1 << 20));
        Assert.Contains("MB skipped", lines[0].Text, StringComparison.Ordinal);
        Assert.True(lines.Sum(line => line.Text.Length) <= 1 << 20);
        while (follow.Step(lines, 1 << 20))
        {
        }
        Assert.All(lines.Skip(1), line => Assert.Equal(99, line.Text.Length));
    }

    [Fact]
    public async Task A_feed_wakes_for_a_file_that_is_written()
    {
        string path = scratch.Write("log", "old\n"), other = scratch.Write("other", "");
        using var feed = new LogFeed([new LogFollow(path, "a"), new LogFollow(other, "b")]);
        var lines = new List<LogLine>();
        var writer = Task.Run(() => File.AppendAllText(other, "hello\n"));
        Eventually.True(() =>
        {
            feed.Wait();
            feed.Step(lines);
            return lines.Count > 0;
        }, "the line of the other file");
        await writer;
        Assert.Equal(new LogLine("b", "hello") { End = 6 }, Assert.Single(lines));
    }

    [Fact]
    public void A_panes_scrollback_gives_only_what_is_new()
    {
        List<string> screen = ["a", "b", "$ ", ""];
        using var follow = new PaneFollow("p", _ => screen);
        var lines = new List<LogLine>();
        follow.Begin(2, lines);
        Assert.Equal(["b", "$ "], lines.Select(line => line.Text));
        Assert.Equal("", Step(follow));
        screen = ["b", "$ make", "built", "$ "];
        Assert.Equal("$ make|built|$ ", Step(follow));
        screen = null!;
        Assert.Equal("<its pane cannot be read>", Step(follow));
        Assert.Equal("", Step(follow));
    }

    private static void Truncate(string path, string text)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Write);
        file.SetLength(0);
        file.Write(Encoding.UTF8.GetBytes(text));
    }

    private static string Step(ILogFollow follow)
    {
        var lines = new List<LogLine>();
        while (follow.Step(lines, 1 << 20))
        {
        }
        return string.Join('|', lines.Select(line => line.IsNotice ? $"<{line.Text}>" : line.Text));
    }
}
