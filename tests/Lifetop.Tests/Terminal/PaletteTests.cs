using Lifetop.Terminal;
using Xunit;

namespace Lifetop.Tests.Terminal;

public sealed class PaletteTests
{
    [Theory]
    [InlineData(0, 0, 0, 16)]
    [InlineData(255, 255, 255, 231)]
    [InlineData(255, 0, 0, 196)]
    [InlineData(15, 19, 24, 233)]
    [InlineData(135, 175, 255, 111)]
    [InlineData(128, 128, 128, 244)]
    public void Finds_the_nearest_of_256(byte red, byte green, byte blue, byte index)
        => Assert.Equal(Color.Indexed(index), Palette.For(Color.Rgb(red, green, blue), ColorDepth.Indexed256));

    [Theory]
    [InlineData(205, 0, 0, 1)]
    [InlineData(250, 250, 250, 15)]
    [InlineData(120, 125, 130, 8)]
    public void Finds_the_nearest_of_16(byte red, byte green, byte blue, byte index)
        => Assert.Equal(Color.Indexed(index), Palette.For(Color.Rgb(red, green, blue), ColorDepth.Ansi16));

    [Fact]
    public void Leaves_alone_what_the_terminal_can_show()
    {
        Assert.Equal(Color.Indexed(9), Palette.For(Color.Indexed(9), ColorDepth.Ansi16));
        Assert.Equal(Color.Indexed(9), Palette.For(Color.Indexed(196), ColorDepth.Ansi16));
        Assert.Equal(Color.Indexed(200), Palette.For(Color.Indexed(200), ColorDepth.Indexed256));
        Assert.Equal(Color.Rgb(1, 2, 3), Palette.For(Color.Rgb(1, 2, 3), ColorDepth.TrueColor));
        foreach (var depth in (ColorDepth[])[ColorDepth.Ansi16, ColorDepth.Indexed256, ColorDepth.TrueColor])
            Assert.Equal(Color.Default, Palette.For(Color.Default, depth));
        Assert.Equal(Color.Default, Palette.For(Color.Rgb(1, 2, 3), ColorDepth.None));
    }
}
