using System;
using System.Linq;
using System.Runtime.InteropServices;
using Lifetop.Terminal;
using Xunit;

namespace Lifetop.Tests.Terminal;

public sealed class CanvasTests
{
    [Theory]
    [InlineData(0, "x   |")]
    [InlineData(1, " x  |")]
    [InlineData(2, "  x |")]
    [InlineData(3, "   x|")]
    public void Leaves_nothing_of_a_wide_glyph_that_is_written_into(int column, string expected)
    {
        var frame = new CellBuffer(5, 1);
        frame.Canvas.Write(0, 0, "👍🏽|", Style.Plain);
        frame.Canvas.Write(column, 0, "x", Style.Plain);
        Assert.Equal(expected, string.Concat(Enumerable.Range(0, 5).Select(x => frame[x, 0].IsRightHalf ? "…" : char.ConvertFromUtf32(frame[x, 0].Glyph))));
    }

    [Fact]
    public void Gives_a_cluster_the_same_number_each_time_without_making_a_string()
    {
        var frame = new CellBuffer(20, 1);
        frame.Canvas.Write(0, 0, "e\u0301o\u0308", Style.Plain);
        (int accented, int dotted) = (frame[0, 0].Glyph, frame[1, 0].Glyph);
        Assert.True(Graphemes.IsCluster(accented));
        Assert.NotEqual(accented, dotted);
        long before = GC.GetAllocatedBytesForCurrentThread();
        frame.Canvas.Write(1, 0, "e\u0301", Style.Plain);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(accented, frame[1, 0].Glyph);
        Assert.Equal("e\u0301", Graphemes.TextOf(accented));
    }

    [Fact]
    public void Draws_nothing_outside_its_part()
    {
        var frame = new CellBuffer(10, 3);
        var part = frame.Canvas.Part(2, 1, 4, 1);
        part.Write(-1, 0, "abcdefgh", Style.Plain);
        part.Write(0, 1, "below", Style.Plain);
        part.Write(3, 0, "日", Style.Plain);
        Assert.Equal("  bcd     ", string.Concat(Enumerable.Range(0, 10).Select(x => (char)frame[x, 1].Glyph)));
        Assert.All(Enumerable.Range(0, 10), x => Assert.Equal(' ', frame[x, 2].Glyph));
    }

    [Fact]
    public void A_run_of_letters_stands_as_if_each_was_written_by_itself_whatever_was_there_and_wherever_it_is_cut()
    {
        string[] pieces = ["a", "lifetop", "日本", "é", "e\u0301", "👍🏽", " ", "x\u0300y", "…", "~!"];
        for (int seed = 0; seed < 2000; seed++)
        {
            var random = new Random(seed);
            string Some() => string.Concat(Enumerable.Range(0, random.Next(1, 5)).Select(_ => pieces[random.Next(pieces.Length)]));
            CellBuffer whole = new(12, 2), single = new(12, 2);
            for (int i = 0; i < 3; i++)
            {
                int at = random.Next(12);
                string there = Some();
                whole.Canvas.Write(at, 0, there, Style.Plain);
                single.Canvas.Write(at, 0, there, Style.Plain);
            }
            string text = Some();
            int x = random.Next(-4, 12), part = random.Next(8);
            var style = Style.Plain.With(TextAttributes.Bold);
            whole.Canvas.Part(part, 0, 4, 1).Write(x, 0, text, style);
            int column = x;
            for (string left = text; left.Length > 0;)
            {
                int length = TextWidth.NextCluster(left, out _);
                column = single.Canvas.Part(part, 0, 4, 1).Write(column, 0, left.AsSpan(0, length), style);
                left = left[length..];
            }
            Assert.True(MemoryMarshal.AsBytes(whole.Cells.AsSpan()).SequenceEqual(MemoryMarshal.AsBytes(single.Cells.AsSpan())), $"{seed}: '{text}' at {x} of {part}");
        }
    }
}
