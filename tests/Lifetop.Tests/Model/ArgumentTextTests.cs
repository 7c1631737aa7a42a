using System.Collections.Generic;
using Lifetop.Model;
using Xunit;

namespace Lifetop.Tests.Model;

public sealed class ArgumentTextTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("  a  b ", "a|b")]
    [InlineData("notify-send 'a worker' \"needs you\"", "notify-send|a worker|needs you")]
    [InlineData("a'b c'd ''", "ab cd|")]
    [InlineData("$HOME `id` *", "$HOME|`id`|*")]
    public void Words_are_parted_by_blanks_and_held_together_by_quotes(string text, string words)
        => Assert.Equal(words, string.Join('|', ArgumentText.Split(text) ?? ["open"]));

    [Fact]
    public void An_open_quote_is_no_list() => Assert.Null(ArgumentText.Split("a 'b"));

    [Fact]
    public void What_is_joined_splits_into_the_same()
    {
        List<string> words = ["sh", "-c", "echo \"it's\" $X", "", "plain", "'", "\""];
        Assert.Equal(words, ArgumentText.Split(ArgumentText.Join(words)));
    }
}
