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

    [Fact]
    public void The_nearest_of_256_is_the_nearest_of_all_240_that_are_known()
    {
        var random = new System.Random(20261121);
        for (int i = 0; i < 20_000; i++)
        {
            var color = Color.Rgb((byte)random.Next(256), (byte)random.Next(256), (byte)random.Next(256));
            int least = int.MaxValue;
            for (int index = Palette.FirstKnown; index < 256; index++)
                least = System.Math.Min(least, Palette.Distance(Palette.At(index), color));
            Assert.Equal(least, Palette.Distance(Palette.At(Palette.For(color, ColorDepth.Indexed256).Index), color));
        }
    }

    [Theory]
    [InlineData("#303030", "#101010", ColorDepth.Ansi16, "7", "0")]
    [InlineData("#f5f5f5", "#fdfdfd", ColorDepth.Ansi16, "0", "15")]
    [InlineData("#5f5f5f", "default", ColorDepth.Ansi16, "default", "default")]
    [InlineData("240", "default", ColorDepth.Ansi16, "default", "default")]
    [InlineData("8", "default", ColorDepth.Ansi16, "8", "default")]
    [InlineData("#101010", "#121212", ColorDepth.Indexed256, "7", "233")]
    [InlineData("#ff0000", "#00005f", ColorDepth.Ansi16, "9", "0")]
    [InlineData("#303030", "#101010", ColorDepth.None, "default", "default")]
    public void What_was_readable_stays_readable_in_fewer_colours(string front, string back, ColorDepth depth, string shownFront, string shownBack)
    {
        var shown = Palette.For(new Style(ColorOf(front), ColorOf(back)), depth);
        Assert.Equal((shownFront, shownBack), (shown.Foreground.ToString(), shown.Background.ToString()));
    }

    private static Color ColorOf(string text)
    {
        Assert.True(Lifetop.Theming.ColorWords.TryParse(text, out var style, out _));
        return style.Foreground;
    }
}
