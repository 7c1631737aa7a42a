using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Lifetop.Model;
using Lifetop.Observation.Tmux;
using Xunit;

namespace Lifetop.Tests.Observation.Tmux;

public sealed class PaneListingTests
{
    private static readonly TmuxServer Server = new("/tmp/s", "", 42, 1000);

    [Fact]
    public void Reads_a_listing_of_tmux_3_3a()
    {
        ReadOnlySpan<byte> answer = Capture();
        Assert.True(PaneListing.TryReadHeader(ref answer, out int server, out var version));
        Assert.True(server > 1);
        Assert.Equal("3.3a", Encoding.UTF8.GetString(version));

        var panes = Read(answer.ToArray());

        Assert.Equal(["a b:0.0", "a b:1.0", "a b:2.0", "a b:3.0", "größe:0.0", "größe:0.1"], panes.Select(p => p.Address));
        Assert.EndsWith("sleep 1000\"", panes[4].StartCommand);
        Assert.Equal([null, 3, null, 127, null, null], panes.Select(p => p.ExitStatus));
        Assert.Equal([null, null, 9, null, null, null], panes.Select(p => p.ExitSignal));
        Assert.True(panes[5] is { Dead: true, Pid: 0, WindowPanes: 2 }, "a pane that never had a process");
    }

    [Fact]
    public void Takes_texts_by_length_whatever_they_hold()
    {
        string forged = Row(7, "forged", "t");
        string title = "x\n" + forged + "12:" + " \0\n";

        var panes = Read(Encoding.UTF8.GetBytes(Row(1, "real", title) + Row(2, "a:b c", "")));

        Assert.Equal(["%1", "%2"], panes.Select(p => p.PaneId));
        Assert.Equal(title, panes[0].Title);
        Assert.Equal("a:b c", panes[1].SessionName);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("1 $1 @1 %1 0 0 1 0 0 1 1 /dev/x 0    1:x 1:x 1:x 1:x")]
    [InlineData("1 $1 @1 %1 0 0 1 0 0 1 1 /dev/x 0    1:x 1:x 1:x 2:x\n")]
    [InlineData("1 $1 @1 %1 0 0 1 0 0 1 1 /dev/x 0    1:x 1:x 1:x 0:x\n")]
    [InlineData("1 $1 @1 %1 0 0 1 0 0 1 1 /dev/x 0    1:x 1:x 1:x -1:x\n")]
    [InlineData("1 $1 @1 %1 0 0 1 0 0 1 1 /dev/x 0    1:x 1:x 1:x 99999999999999999999:x\n")]
    [InlineData("1 1 @1 %1 0 0 1 0 0 1 1 /dev/x 0    1:x 1:x 1:x 1:x\n")]
    [InlineData("1 $1 @1 %1 0 0 1 2 0 1 1 /dev/x 0    1:x 1:x 1:x 1:x\n")]
    [InlineData("1 $1 @1 %99999999999 0 0 1 0 0 1 1 /dev/x 0    1:x 1:x 1:x 1:x\n")]
    [InlineData("999999999999999 $1 @1 %1 0 0 1 0 0 1 1 /dev/x 0    1:x 1:x 1:x 1:x\n")]
    [InlineData("1 $1 @1 %1 0 0 1 0 0 1 1 /dev/x 0 x 1:x 1:x 1:x 1:x\n")]
    public void Refuses_what_does_not_fit(string text)
    {
        ReadOnlySpan<byte> answer = Encoding.UTF8.GetBytes(text);
        int length = answer.Length;

        Assert.False(PaneListing.TryReadRow(ref answer, out _));
        Assert.Equal(length, answer.Length);
    }

    [Fact]
    public void Counts_the_rows_before_the_one_that_does_not_fit()
    {
        byte[] answer = Encoding.UTF8.GetBytes(Row(1, "a", "") + Row(2, "b", "") + "rubbish\n" + Row(3, "c", ""));

        Assert.Equal(2, ListedPanes.CountRows(answer, out var rest));
        Assert.StartsWith("rubbish\n", Encoding.UTF8.GetString(rest));
    }

    [Fact]
    public void Never_throws_and_never_makes_up_a_pane_of_cut_or_broken_bytes()
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        byte[] good = Capture();
        good = good[(Array.IndexOf(good, (byte)'\n') + 1)..];
        var listed = Read(good).Select(p => p.PaneId).ToHashSet();
        for (int round = 0; round < 20_000; round++)
        {
            bool cut = round % 2 == 0;
            byte[] bytes = cut ? good[..random.Next(good.Length)] : Broken(good, random);
            try
            {
                var panes = Read(bytes);
                if (cut)
                    Assert.All(panes, p => Assert.Contains(p.PaneId, listed));
            }
            catch (Exception e)
            {
                Assert.Fail($"seed {seed}, round {round}: {e}");
            }
        }
    }

    [Fact]
    public void Keeps_a_pane_while_only_activity_moves_and_makes_it_anew_when_a_fact_does()
    {
        var memory = new ListedPanes(Server);
        Take(memory, Row(1, "a", "t", activity: 100) + Row(2, "b", "t", activity: 100));
        var before = memory.Panes;

        Take(memory, Row(1, "a", "t", activity: 200) + Row(2, "b", "t", activity: 100));
        Assert.True(before == memory.Panes);
        Assert.Equal(200, memory.Panes[0].WindowActivity.ToUnixTimeSeconds());

        Take(memory, Row(1, "a", "t") + Row(2, "b", "u"));
        Assert.Same(before[0], memory.Panes[0]);
        Assert.NotSame(before[1], memory.Panes[1]);
        Assert.Equal("u", memory.Panes[1].Facts.Title);

        Take(memory, Row(2, "b", "u"));
        Assert.Equal("%2", Assert.Single(memory.Panes).Facts.PaneId);
        Take(memory, "");
        Assert.Empty(memory.Panes);
    }

    private static string Row(int pane, string session, string title, long activity = 100)
    {
        static string Text(string text) => $"{Encoding.UTF8.GetByteCount(text)}:{text}";
        return $"{activity} ${pane} @{pane} %{pane} 0 0 1 0 0 1 {pane + 1000} /dev/pts/9 0    {Text(session)} {Text("w")} {Text(title)} {Text("sleep")}\n";
    }

    private static byte[] Broken(byte[] good, Random random)
    {
        byte[] bytes = [.. good];
        for (int i = random.Next(1, 6); i > 0; i--)
        {
            // Digits and separators do the most harm.
            bytes[random.Next(bytes.Length)] = random.Next(2) == 0 ? (byte)"0123456789 :\n$@%"[random.Next(16)] : (byte)random.Next(256);
        }
        return bytes;
    }

    private static List<Pane> Read(byte[] rows)
    {
        var memory = new ListedPanes(Server);
        memory.Take(rows, ListedPanes.CountRows(rows, out _));
        return [.. memory.Panes.Select(p => p.Facts)];
    }

    private static void Take(ListedPanes memory, string rows)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(rows);
        memory.Take(bytes, ListedPanes.CountRows(bytes, out var rest));
        Assert.True(rest.IsEmpty);
    }

    private static byte[] Capture() =>
        File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Observation", "Captures", "tmux-3.3a-panes"));
}
