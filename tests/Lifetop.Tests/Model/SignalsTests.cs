using Lifetop.Model;
using Xunit;

namespace Lifetop.Tests.Model;

public sealed class SignalsTests
{
    [Theory]
    [InlineData("TERM", 15)]
    [InlineData("sigkill", 9)]
    [InlineData("9", 9)]
    [InlineData("SIGUSR1", 10)]
    [InlineData("34", 34)]
    [InlineData("0", null)]
    [InlineData("65", null)]
    [InlineData("-9", null)]
    [InlineData("SIG", null)]
    [InlineData("TERMINATE", null)]
    public void Reads_names_and_numbers(string text, int? number) => Assert.Equal(number, Signals.Parse(text));

    [Fact]
    public void Names_them_without_the_prefix()
    {
        Assert.Equal("STOP", Signals.Name(Signals.Stop));
        Assert.Equal("signal 40", Signals.Name(40));
    }
}
