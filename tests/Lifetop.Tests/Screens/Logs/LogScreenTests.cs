using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using Lifetop.Screens;
using Lifetop.Screens.Logs;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Screens.Logs;

[Trait("Waits", "long")]
public sealed class LogScreenTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Follows_what_is_written()
    {
        string path = _scratch.Write("log", "one\ntwo\n");
        using var world = new LogWorld(path);
        world.UntilShown("two");
        File.AppendAllText(path, "three\nunfin");
        world.UntilShown("unfin");
        File.AppendAllText(path, "ished\n");
        world.UntilShown("unfinished");
        // What came while we watched has the time it came.
        Assert.Equal(["one", "two", "14:05:07  three", "14:05:07  unfinished"], world.Lines());
    }

    [Fact]
    public void Says_rotated_truncated_deleted_and_back_between_the_lines()
    {
        string path = _scratch.Write("log", "one\n");
        using var world = new LogWorld(path);
        world.UntilShown("one");
        File.Move(path, _scratch["log.1"]);
        _scratch.Write("log", "two\n");
        world.UntilShown("two");
        using (var file = new FileStream(path, FileMode.Open, FileAccess.Write))
            file.SetLength(0);
        world.UntilShown("truncated");
        File.Delete(path);
        world.UntilShown("deleted; waiting for it to come back");
        _scratch.Write("log", "three\n");
        world.UntilShown("three");
        var lines = world.Lines().Select(static line => line.Replace("14:05:07  ", "", StringComparison.Ordinal)).Where(static line => !line.Contains("renamed", StringComparison.Ordinal));
        Assert.Equal(["one", "── rotated", "two", "── truncated", "── deleted; waiting for it to come back", "── is back", "three"], lines);
    }

    [Fact]
    public void A_file_that_a_rotation_put_aside_can_still_be_scrolled_through()
    {
        string path = _scratch.Write("log", Numbered(1, 3000));
        using var world = new LogWorld(path);
        world.UntilShown("line 3000");
        File.Move(path, _scratch["log.1"]);
        _scratch.Write("log", Numbered(3001, 6000));
        world.UntilShown("line 6000");
        world.Press("f");
        world.Press("f");
        world.UntilShown("5 500 lines above");
        world.Press("g");
        world.Until(() => world.Lines()[0] == "line 1", "the first line of the old file");
        world.PressUntil("PageDown", () => world.World.Plain().Contains("line 3001", StringComparison.Ordinal), "the new file");
    }

    [Fact]
    public void Keeps_the_old_text_of_a_deleted_log_when_it_is_paused_and_followed_again()
    {
        string path = _scratch.Write("log", Numbered(1, 5));
        using var world = new LogWorld(path);
        world.UntilShown("line 5");
        world.Press("f");
        File.Delete(path);
        world.Press("f");
        world.UntilShown("deleted");
        Assert.Contains("line 5", world.World.Plain(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10L << 30)]
    [InlineData(100L << 30)]
    public void A_huge_log_opens_at_its_end_and_goes_to_its_first_line_and_back(long size)
    {
        string path = _scratch.Sparse("log", size);
        using (var file = new FileStream(path, FileMode.Open, FileAccess.Write))
        {
            file.Write("the first line\nthe second\n"u8);
            file.Seek(0, SeekOrigin.End);
            file.Write(Encoding.UTF8.GetBytes("\n" + Numbered(1, 40)));
        }
        long before = GC.GetTotalMemory(forceFullCollection: true);
        using var world = new LogWorld(path);
        world.UntilShown("line 40");
        world.Press("g");
        world.UntilShown("the first line");
        world.Press("j j");
        world.UntilShown("the second");
        world.Press("G");
        world.UntilShown("line 40");
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 64 << 20);
    }

    [Fact]
    public void Scrolling_up_meets_every_line_once_and_in_order()
    {
        string path = _scratch.Write("log", Numbered(1, 5_000));
        using var world = new LogWorld(path);
        world.UntilShown("line 5000");
        world.UntilShown("4 500 lines above");
        int expected = 5_000;
        world.Press("k");
        while (expected > 1)
        {
            int[] shown = [.. world.Lines().Select(static line => int.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture))];
            Assert.Equal(Enumerable.Range(shown[0], shown.Length), shown);
            Assert.InRange(expected, shown[0], shown[^1]);
            expected = shown[0];
            int last = expected;
            world.PressUntil("PageUp", () => last <= 1 || First(world) < last, "an earlier line than " + last);
        }
        Assert.Equal(1, expected);
    }

    [Fact]
    public void Paused_it_stays_where_it_is()
    {
        string path = _scratch.Write("log", Numbered(1, 100));
        using var world = new LogWorld(path);
        world.UntilShown("line 100");
        world.Press("f");
        string before = string.Join("\n", world.Lines());
        File.AppendAllText(path, Numbered(101, 200));
        world.UntilShown(Lifetop.Model.AgeText.ExactSize(new FileInfo(path).Length));
        Assert.Equal(before, string.Join("\n", world.Lines()));
        world.PressUntil("j", () => world.World.Plain().Contains("line 103", StringComparison.Ordinal), "line 103");
        world.Press("G");
        world.UntilShown("line 200");
    }

    [Fact]
    public void An_unfinished_line_that_was_read_while_paused_comes_whole()
    {
        string path = _scratch.Write("log", "one\nunfin");
        using var world = new LogWorld(path);
        world.UntilShown("unfin");
        world.Press("f");
        File.AppendAllText(path, "ished\ntwo\nthr");
        world.PressUntil("j", () => world.Lines().Length == 4, "what came meanwhile");
        Assert.Equal(["one", "unfinished", "two", "thr"], world.Lines());
        File.AppendAllText(path, "ee\n");
        world.PressUntil("j", () => world.Lines()[^1] == "three", "its end");
        Assert.Equal(["one", "unfinished", "two", "three"], world.Lines());
    }

    [Fact]
    public void A_log_that_grows_faster_than_anybody_reads_stays_bounded_and_says_what_was_skipped()
    {
        string path = _scratch.Write("log", "start\n");
        using var world = new LogWorld(path);
        world.UntilShown("start");
        long before = GC.GetTotalMemory(forceFullCollection: true);
        byte[] block = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(new string('x', 99) + "\n", 20_000)));
        using (var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite))
            // Nobody takes anything in meanwhile: the reader goes on only when somebody does.
            for (int i = 0; i < 60; i++)
            {
                file.Write(block);
                file.Flush();
            }
        File.AppendAllText(path, "the very last\n");
        world.UntilShown("the very last");
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 48 << 20);
        world.PressUntil("PageUp", () => world.World.Plain().Contains("MB skipped", StringComparison.Ordinal), "what was skipped");
    }

    [Fact]
    public void Search_counts_through_the_whole_file_and_goes_from_hit_to_hit()
    {
        string path = _scratch.Write("log", Numbered(1, 50_000).Replace("line 7777\n", "line 7777 NEEDLE\n").Replace("line 33333\n", "line 33333 needle\n").Replace("line 49999\n", "line 49999 Needle\n"));
        using var world = new LogWorld(path);
        world.UntilShown("line 50000");
        Find(world, "needle");
        world.UntilShown("3 of 3");
        Assert.Contains(world.World.Plain().Split('\n'), static line => line.StartsWith('▌') && line.Contains("49999", StringComparison.Ordinal));
        world.Press("N");
        world.UntilShown("2 of 3");
        world.UntilShown("line 33333 needle");
        world.Press("N");
        world.UntilShown("1 of 3");
        world.UntilShown("line 7777 NEEDLE");
        world.Press("N");
        world.UntilShown("no further one above");
        world.Press("n");
        world.UntilShown("2 of 3");
        world.Press("&");
        world.Until(() => world.Lines() is [var a, var b, var c] && a.EndsWith("NEEDLE", StringComparison.Ordinal) && b.EndsWith("needle", StringComparison.Ordinal) && c.EndsWith("Needle", StringComparison.Ordinal), "only the hits");
        world.Press("Esc");
        world.UntilShown("line 33334");
    }

    [Fact]
    public void Search_finds_what_lies_across_blocks_and_cut_characters_and_under_colours()
    {
        var text = new StringBuilder();
        // Whatever the sizes of blocks, some of these lie across their edges.
        for (int i = 0; i < 40_000; i++)
            text.Append('x', i % 61).Append(i % 1000 == 0 ? " schön \e[31mge\e[0mfunden\n" : " ü\n");
        string path = _scratch.Write("log", text.ToString());
        using var world = new LogWorld(path);
        Find(world, "SCHÖN gefunden".ToLowerInvariant());
        world.UntilShown("40 of 40");
    }

    [Fact]
    public void A_search_that_is_given_up_leads_back_to_the_end()
    {
        string path = _scratch.Write("log", "needle\n" + Numbered(1, 3000));
        using var world = new LogWorld(path);
        world.UntilShown("line 3000");
        world.Press("/");
        world.World.Type("needle");
        world.UntilShown("line 1\n");
        world.Press("Esc");
        world.UntilShown("line 3000");
        world.UntilShown("following");
    }

    [Fact]
    public void Search_follows_what_is_written()
    {
        string path = _scratch.Write("log", "hit\n");
        using var world = new LogWorld(path);
        Find(world, "hit");
        world.UntilShown("1 of 1");
        File.AppendAllText(path, "another hit\n");
        world.UntilShown("1 of 2");
        world.Press("n");
        world.UntilShown("2 of 2");
    }

    [Fact]
    public void Search_counts_what_a_rotation_put_aside_and_not_what_was_truncated()
    {
        string path = _scratch.Write("log", "hit 1\nhit 2\n");
        using var world = new LogWorld(path);
        Find(world, "hit");
        world.UntilShown("2 of 2");
        File.Move(path, _scratch["log.1"]);
        _scratch.Write("log", "hit 3\nhit 4\n");
        world.UntilShown("2 of 4");
        world.Press("n");
        world.UntilShown("3 of 4");
        Assert.EndsWith("hit 3", Current(world), StringComparison.Ordinal);
        world.Press("N");
        world.UntilShown("2 of 4");
        world.Press("N");
        world.UntilShown("1 of 4");
        File.WriteAllText(path, "hit 5\n");
        world.UntilShown("1 of 3");
    }

    [Fact]
    public void Hits_of_several_logs_keep_their_places_when_one_was_rotated()
    {
        string Log(string name, int from) => string.Concat(Enumerable.Range(from, 3).Select(i => $"{new DateTime(2026, 11, 21, 10, 0, 0).AddSeconds(i):yyyy-MM-ddTHH:mm:ssZ} {name}{i} hit\n"));
        string rotated = _scratch.Write("a", Log("a", 0));
        using var world = new LogWorld(rotated, _scratch.Write("b", Log("b", 0) + Log("b", 3)));
        Find(world, "hit");
        world.UntilShown("9 of 9");
        File.Move(rotated, _scratch["a.1"]);
        _scratch.Write("a", Log("a", 3));
        world.UntilShown(" of 12");
        for (int i = 11; i > 0; i--)
        {
            world.Press("N");
            world.UntilShown($"{i} of 12");
        }
    }

    [Fact]
    public void Only_hits_keeps_the_stack_trace_of_a_hit()
    {
        string path = _scratch.Write("log", "ERROR boom\n    at a\n    at b\nfine\n    detail\nERROR bang\n    at c\n");
        using var world = new LogWorld(path);
        Find(world, "error");
        world.UntilShown("2 of 2");
        world.Press("&");
        world.Until(() => world.Lines().SequenceEqual(["ERROR boom", "at a", "at b", "ERROR bang", "at c"]), "hits with their traces");
    }

    [Fact]
    public void Several_logs_are_merged_by_time_up_and_down()
    {
        string Log(int from) => string.Concat(Enumerable.Range(0, 3000).Select(i => $"{new DateTime(2026, 11, 21, 10, 0, 0).AddSeconds(from + 3 * i):yyyy-MM-ddTHH:mm:ssZ} n {from + 3 * i}\n"));
        using var world = new LogWorld(_scratch.Write("a", Log(0)), _scratch.Write("b", Log(1)), _scratch.Write("c", Log(2)));
        world.UntilShown("n 8999");
        Assert.Equal(Enumerable.Range(8982, 18), Numbers(world));
        world.Press("g");
        world.UntilShown("n 0");
        Assert.Equal(Enumerable.Range(0, 18), Numbers(world));
        world.PressUntil("PageDown", () => world.World.Plain().Contains("n 4000", StringComparison.Ordinal), "the middle");
        int[] shown = Numbers(world);
        Assert.Equal(Enumerable.Range(shown[0], 18), shown);
    }

    [Fact]
    public void Hits_of_several_logs_are_visited_each_once_also_at_the_same_time()
    {
        string Log(string name) => string.Concat(Enumerable.Range(0, 2000).Select(i => $"{new DateTime(2026, 11, 21, 10, 0, 0).AddSeconds(i):yyyy-MM-ddTHH:mm:ssZ} {name} {i}{(i % 500 == 250 ? " hit" : "")}\n"));
        using var world = new LogWorld(_scratch.Write("a", Log("a")), _scratch.Write("b", Log("b")));
        world.UntilShown("b 1999");
        Find(world, "hit");
        world.UntilShown("8 of 8");
        var visited = new List<string>();
        for (int i = 8; i > 0; i--)
        {
            world.UntilShown($"{i} of 8");
            world.Until(() => Current(world).EndsWith("hit", StringComparison.Ordinal), "the current hit on the screen");
            visited.Add(Current(world).Split("  ")[^1].Replace(" hit", "", StringComparison.Ordinal));
            world.Press("N");
        }
        Assert.Equal(["b 1750", "a 1750", "b 1250", "a 1250", "b 750", "a 750", "b 250", "a 250"], visited);
        world.UntilShown("no further one above");
        for (int i = 2; i <= 8; i++)
        {
            world.Press("n");
            world.UntilShown($"{i} of 8");
        }
    }

    [Fact]
    public void A_window_of_time_begins_where_it_should_and_has_no_more()
    {
        // One line a second up to now, 14:05:07.
        string path = _scratch.Write("log", string.Concat(Enumerable.Range(0, 50_000).Select(i => $"{new DateTime(2026, 11, 21, 14, 5, 7).AddSeconds(i - 49_999):yyyy-MM-dd HH:mm:ss} n {i}\n")));
        using var world = new LogWorld(path);
        world.UntilShown("n 49999");
        world.Press("2");
        world.UntilShown("last 5m");
        world.Press("g");
        world.UntilShown("n 49699");
        Assert.Equal("14:00:07  n 49699", world.Lines()[0]);
        world.Press("6");
        world.Press("g");
        world.UntilShown("n 0");
    }

    [Fact]
    public void Saves_what_is_shown_once_and_asks_before_it_replaces()
    {
        string path = _scratch.Write("log", "\e[31mone\e[0m\ntwo\nthree\n"), target = _scratch["saved.log"];
        using var world = new LogWorld(path);
        world.UntilShown("three");
        Save(world, target);
        world.UntilShown("saved 3 lines");
        Assert.Equal("one\ntwo\nthree\n", File.ReadAllText(target));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(target));
        File.WriteAllText(target, "mine");
        Save(world, target);
        world.UntilShown("is there already");
        world.Press("x");
        world.Press("Esc");
        Assert.Equal("mine", File.ReadAllText(target));
        Save(world, target);
        world.UntilShown("is there already");
        world.Press("y");
        world.Until(() => File.ReadAllText(target) == "one\ntwo\nthree\n", "replaced after y");
    }

    [Fact]
    public void Read_only_saves_nothing()
    {
        using var world = new LogWorld(_scratch.Write("log", "one\n"));
        world.World.Ui.ReadOnly = true;
        world.UntilShown("one");
        world.Press("s");
        Assert.Equal("save: read-only", world.World.Ui.Line.Current?.Text);
    }

    [Fact]
    public void Copies_from_the_mark_to_the_current_line()
    {
        using var world = new LogWorld(_scratch.Write("log", Numbered(1, 9)));
        world.UntilShown("line 9");
        world.Press("k k k m j j y");
        world.Pump();
        var copied = Assert.Single(world.Effects.OfType<CopyText>());
        Assert.Equal("line 6\nline 7\nline 8", copied.Text);
        Assert.Equal("3 lines", copied.What);
    }

    [Fact]
    public void A_missing_log_is_waited_for()
    {
        using var world = new LogWorld(_scratch["log"]);
        world.UntilShown("no such file; waiting for it");
        _scratch.Write("log", "here\n");
        world.UntilShown("here");
        world.UntilShown("is there now");
    }

    [Fact]
    public void What_is_no_log_is_refused_in_words_at_once()
    {
        Directory.CreateDirectory(_scratch["folder"]);
        _scratch.Link("loop", _scratch["loop"]);
        foreach (var (path, words) in new[]
        {
            (_scratch.Fifo("fifo"), "a FIFO, not a regular file"),
            ("/dev/zero", "a character device, not a regular file"),
            (_scratch["folder"], "a folder, not a regular file"),
            (_scratch.Socket("socket"), "a socket, not a regular file"),
            (_scratch["loop"], "a symlink that is not followed, or a loop of them"),
        })
        {
            using var world = new LogWorld([new LogSource("x", "k/x", path, null, false)], 200, 24);
            world.UntilShown(words);
        }
    }

    [Fact]
    public void Hundred_megabytes_without_a_newline_are_shown_in_pieces_with_a_mark()
    {
        string path = _scratch["log"];
        using (var file = File.Create(path))
        {
            byte[] block = new byte[1 << 20];
            block.AsSpan().Fill((byte)'x');
            for (int i = 0; i < 100; i++)
                file.Write(block);
        }
        long before = GC.GetTotalMemory(forceFullCollection: true);
        using var world = new LogWorld(path);
        world.UntilShown("xxx…");
        world.Press("w");
        world.Press("g");
        world.UntilShown("xxx");
        for (int i = 0; i < 30; i++)
            world.Press("PageDown");
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 50 << 20);
    }

    [Fact]
    public void A_binary_log_is_harmless_and_can_be_searched()
    {
        byte[] bytes = new byte[300_000];
        new Random(7).NextBytes(bytes);
        "\nneedle\0in it\n"u8.CopyTo(bytes.AsSpan(150_000));
        string path = _scratch.Write("log", bytes);
        using var world = new LogWorld(path);
        Find(world, "needle");
        world.UntilShown("1 of 1");
        world.UntilShown("needle␀in it");
        Assert.DoesNotContain(world.World.Plain(), static letter => letter is < ' ' and not '\n' or '\x7F' or (>= '\x80' and < '\xA0'));
    }

    [Fact]
    public void Leaving_ends_the_reader()
    {
        using var world = new LogWorld(_scratch.Write("log", "one\n"));
        world.UntilShown("one");
        world.World.Press("Esc");
        Assert.Single(world.World.Ui.Screens);
        Assert.Contains(world.World.Effects(), static effect => effect is CloseLog);
    }

    private static void Find(LogWorld world, string text)
    {
        world.Until(() => world.Lines().Length > 0, "any line");
        world.Press("/");
        foreach (char letter in text)
        {
            world.World.Type(letter.ToString());
            world.Pump();
            world.World.Draw();
        }
        world.Press("Enter");
    }

    [Fact]
    public void One_line_that_is_saved_is_one_line()
    {
        using var world = new LogWorld(_scratch.Write("log", "only\n"));
        world.UntilShown("only");
        Save(world, _scratch["saved.log"]);
        world.UntilShown("saved 1 line to ");
    }

    private static void Save(LogWorld world, string path)
    {
        world.Press("s");
        world.Press("C-u");
        world.World.Type(path);
        world.Press("Enter");
    }

    private static string Current(LogWorld world) => world.World.Plain().Split('\n').FirstOrDefault(static line => line.StartsWith('▌')) ?? "";

    private static int First(LogWorld world) => int.Parse(world.Lines()[0].Split(' ')[1], CultureInfo.InvariantCulture);

    private static int[] Numbers(LogWorld world) => [.. world.Lines().Select(static line => int.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture))];

    private static string Numbered(int from, int to) => string.Concat(Enumerable.Range(from, to - from + 1).Select(static i => $"line {i}\n"));
}
