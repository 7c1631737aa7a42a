using System;
using System.IO;
using Lifetop.Observation.Logs;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Observation.Logs;

public sealed class LastLineTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("one\ntwo\n", "two")]
    [InlineData("one\ntwo", "two")]
    [InlineData("said\n\n  \t\n\r\n", "said")]
    [InlineData("\e[31mred\e[0m and \e]0;title\aplain\e]8;;x\e\\.\n\e[K\n", "red and plain.")]
    [InlineData("10 %\r50 %\r90 %\r", "90 %")]
    [InlineData("a\u0001\u007fb\e", "ab")]
    [InlineData("\n\n", null)]
    [InlineData("", null)]
    public void Is_the_last_that_says_anything(string text, string? words)
        => Assert.Equal(words, LastLine.Of(_folder.Write("log", text)));

    [Fact]
    public void Is_cut_and_looked_for_near_the_end_alone()
    {
        Assert.Equal(200, LastLine.Of(_folder.Write("long", new string('x', 100_000)))!.Length);
        Assert.Null(LastLine.Of(_folder.Write("far", "words" + new string('\n', 100_000))));
        Assert.Equal("\uFFFD", LastLine.Of(Bytes(0xff, (byte)'\n')));
    }

    [Fact]
    public void What_is_no_file_has_none()
    {
        Assert.Null(LastLine.Of(_folder.Path));
        Assert.Null(LastLine.Of("/dev/zero"));
        Assert.Null(LastLine.Of(_folder.File("nothing")));
    }

    private string Bytes(params byte[] bytes)
    {
        string path = _folder.File("bytes");
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
