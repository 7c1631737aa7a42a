using System;
using System.Text;
using Lifetop.Platform;
using Xunit;

namespace Lifetop.Tests.Platform;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("")]
    [InlineData("/usr/bin/node")]
    [InlineData("with\0zero and \x7F")]
    [InlineData("grüße, 漢字 and 🦊")]
    public void Reads_and_writes_what_the_framework_does(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Assert.Equal(text, PlainText.Of(bytes));
        Assert.Equal([.. bytes, 0], PlainText.Terminated(text));
    }

    [Fact]
    public void Any_bytes_of_any_length_read_as_the_framework_reads_them()
    {
        var random = new Random(1);
        for (int i = 0; i < 2000; i++)
        {
            byte[] bytes = new byte[random.Next(0, 1200)];
            random.NextBytes(bytes);
            if (i % 2 == 0)
                for (int k = 0; k < bytes.Length; k++)
                    bytes[k] &= 0x7F;
            Assert.Equal(Encoding.UTF8.GetString(bytes), PlainText.Of(bytes));
        }
    }

    [Fact]
    public void Half_a_surrogate_pair_is_written_as_the_framework_writes_it()
        => Assert.Equal([.. Encoding.UTF8.GetBytes("a\uD83Eb"), 0], PlainText.Terminated("a\uD83Eb"));

    [Fact]
    public void What_does_not_fit_or_is_not_plain_is_not_written()
    {
        byte[] bytes = new byte[3];
        Assert.True(PlainText.TryWrite("abc", bytes));
        Assert.Equal("abc"u8.ToArray(), bytes);
        Assert.False(PlainText.TryWrite("abcd", bytes));
        Assert.False(PlainText.TryWrite("ab\x80", bytes));
    }
}
