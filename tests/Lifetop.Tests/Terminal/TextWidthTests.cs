using System;
using System.Text;
using Lifetop.Terminal;
using Xunit;

namespace Lifetop.Tests.Terminal;

public sealed class TextWidthTests
{
    /// <summary>As tmux 3.3a moves its cursor.</summary>
    [Theory]
    [InlineData("", 0)]
    [InlineData("plain", 5)]
    [InlineData("日本", 4)]
    [InlineData("e\u0301", 1)]
    [InlineData("\u1100\u1161\u11A8", 2)]
    [InlineData("👨\u200D👩\u200D👧", 2)]
    [InlineData("👩\u200D💻", 2)]
    [InlineData("🇩🇪", 2)]
    [InlineData("🇩", 1)]
    [InlineData("👍🏽", 4)]
    [InlineData("❤\uFE0F", 1)]
    [InlineData("1\uFE0F\u20E3", 1)]
    [InlineData("─◆●?", 4)]
    [InlineData("‹202E›", 6)]
    public void Counts_columns_as_tmux_does(string text, int columns) => Assert.Equal(columns, TextWidth.Of(text));

    [Theory]
    [InlineData("worker-implementation-041", 19, "worker-im…ation-041")]
    [InlineData("short", 19, "short")]
    [InlineData("abcdef", 5, "ab…ef")]
    [InlineData("日本語中文", 7, "日…中文")]
    [InlineData("abc", 2, "a…")]
    [InlineData("abc", 1, "…")]
    [InlineData("abc", 0, "")]
    public void Cuts_in_the_middle(string text, int columns, string expected) => Assert.Equal(expected, TextWidth.CutMiddle(text, columns));

    [Theory]
    [InlineData("no heartbeat 17m", 10, "no heartb…")]
    [InlineData("日本語", 4, "日…")]
    [InlineData("ae\u0301b", 2, "a…")]
    public void Cuts_the_end(string text, int columns, string expected) => Assert.Equal(expected, TextWidth.Cut(text, columns));

    [Fact]
    public void Pads_to_columns_not_to_letters()
    {
        Assert.Equal("日  ", TextWidth.PadRight("日", 4));
        Assert.Equal("   1%", TextWidth.PadLeft("1%", 5));
        Assert.Equal("…/src/web", TextWidth.CutStart("/home/me/src/web", 9));
    }

    [Fact]
    public void Cut_never_exceeds_its_columns_and_clusters_cover_the_text()
    {
        int seed = 4711;
        var random = new Random(seed);
        for (int round = 0; round < 3000; round++)
        {
            var bytes = new byte[random.Next(0, 60)];
            random.NextBytes(bytes);
            string text = SafeText.Of(Encoding.UTF32.GetString(bytes) + Encoding.UTF8.GetString(bytes));
            int columns = random.Next(0, 20);
            Assert.True(TextWidth.Of(TextWidth.Cut(text, columns)) <= columns, $"seed {seed} round {round}");
            Assert.True(TextWidth.Of(TextWidth.CutMiddle(text, columns)) <= columns, $"seed {seed} round {round}");
            Assert.True(TextWidth.Of(TextWidth.CutStart(text, columns)) <= columns, $"seed {seed} round {round}");
            int at = 0;
            while (at < text.Length)
                at += TextWidth.NextCluster(text.AsSpan(at), out _);
            Assert.Equal(text.Length, at);
        }
    }
}
