using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Lifetop.Observation.Logs;
using Xunit;

namespace Lifetop.Tests.Observation.Logs;

public sealed class LogPiecesTests
{
    [Fact]
    public void Lines_are_the_same_from_above_from_below_and_from_anywhere()
    {
        for (int seed = 0; seed < 60; seed++)
        {
            var log = new Bytes(Text(new Random(seed)));
            var pieces = new LogPieces(0);
            var down = new List<LogLine>();
            for (long at = 0, next; at < log.End; at = next)
                Assert.True((next = pieces.Below(log, 0, at, down)) > at, $"seed {seed}: stuck at {at}");
            var up = new List<LogLine>();
            for (long at = log.End; at > 0;)
            {
                var lines = new List<LogLine>();
                long first = pieces.Above(log, 0, at, lines);
                Assert.True(first < at, $"seed {seed}: stuck above {at}");
                up.InsertRange(0, lines);
                at = first;
            }
            Assert.True(down.SequenceEqual(up), $"seed {seed}");
            Assert.Equal(0, down[0].Start);
            for (int i = 1; i < down.Count; i++)
                Assert.Equal(down[i - 1].End, down[i].Start);
            Assert.All(down, static line => Assert.InRange(line.End - line.Start, 1, LineSplitter.LongestLine));
            var random = new Random(seed);
            for (int i = 0; i < 50; i++)
            {
                long place = random.NextInt64(log.End);
                long expected = down.Find(line => line.Start >= place)?.Start ?? log.End;
                Assert.True(expected == pieces.NextStart(log, place), $"seed {seed}: next start from {place}");
            }
        }
    }

    [Fact]
    public void The_last_line_is_found_whether_it_has_an_end_or_not()
    {
        var pieces = new LogPieces(0);
        Assert.Equal(4, pieces.LastStart(new Bytes("one\ntwo"u8.ToArray()), 7));
        Assert.Equal(8, pieces.LastStart(new Bytes("one\ntwo\n"u8.ToArray()), 8));
        Assert.Equal(0, pieces.LastStart(new Bytes([]), 0));
    }

    /// <summary>Short lines, empty ones, and some so long that blocks pass without a newline.</summary>
    private static byte[] Text(Random random)
    {
        var text = new StringBuilder();
        int lines = random.Next(1, 400);
        for (int i = 0; i < lines; i++)
        {
            int length = random.Next(30) switch { 0 => random.Next(300_000), 1 => 32 * 1024 - 1, 2 => 0, _ => random.Next(200) };
            text.Append((char)('a' + i % 26), length).Append('\n');
        }
        if (random.Next(2) == 0)
            text.Append('z', random.Next(100_000));
        return Encoding.ASCII.GetBytes(text.ToString());
    }

    private sealed class Bytes(byte[] bytes) : ILogContent
    {
        public long Start => 0;

        public long End => bytes.Length;

        public int ReadAt(Span<byte> buffer, long offset)
        {
            int length = (int)Math.Min(buffer.Length, bytes.Length - offset);
            bytes.AsSpan((int)offset, length).CopyTo(buffer);
            return length;
        }
    }
}
