using Lifetop.Model;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Model;

public sealed class ShellWordTests
{
    [Theory]
    [InlineData("lifetop/happy-otter", "lifetop/happy-otter")]
    [InlineData("tmux@scr/main:2.0", "tmux@scr/main:2.0")]
    [InlineData("grüße", "grüße")]
    [InlineData("", "''")]
    [InlineData("a b", "'a b'")]
    [InlineData("it's $(id)", "'it'\\''s $(id)'")]
    public void Only_what_a_shell_would_read_otherwise_is_quoted(string word, string quoted) => Assert.Equal(quoted, ShellWord.Of(word));

    [Theory]
    [InlineData("a;#(touch x) $(exit 3) `id` '\"\\ *~!")]
    [InlineData("two\nlines")]
    [InlineData("#x")]
    [InlineData("~")]
    public void A_shell_reads_the_very_word(string word)
    {
        using var shell = RealProcess.Start("sh", "-c", "printf %s " + ShellWord.Of(word));
        Assert.Equal(word, shell.Output.ReadToEnd());
    }
}
