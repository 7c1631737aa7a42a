using System;

namespace Lifetop.Terminal;

/// <summary>What the colours of a terminal are, and colours as a terminal of fewer colours can show them.</summary>
public static class Palette
{
    /// <summary>Below it are the 16 that every user sets as he likes.</summary>
    public const int FirstKnown = 16;

    private const int Greys = 232;
    private const byte Black = 0, LightGrey = 7, BrightBlack = 8;

    /// <summary>xterm's basic sixteen, as 0xRRGGBB; what a terminal really shows for them is its user's choice.</summary>
    private static ReadOnlySpan<int> Basic =>
    [
        0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5,
        0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
    ];

    /// <summary>The colour as red, green and blue; null for the terminal's own and the first 16, which nobody knows.</summary>
    public static Color? Known(Color color)
        => color.IsRgb ? color : color.IsIndexed && color.Index >= FirstKnown ? At(color.Index) : null;

    /// <summary>One of the 240 that look alike on every terminal of 256.</summary>
    public static Color At(int index)
    {
        int place = index - FirstKnown;
        return index >= Greys ? Grey(index - Greys) : Color.Rgb(Level(place / 36), Level(place / 6 % 6), Level(place % 6));
    }

    public static Color For(Color color, ColorDepth depth) => depth switch
    {
        ColorDepth.None => Color.Default,
        _ when color.IsDefault || depth == ColorDepth.TrueColor => color,
        ColorDepth.Indexed256 => color.IsRgb ? Nearest256(color) : color,
        _ => Known(color) is { } known ? Nearest16(known) : color,
    };

    /// <summary>Both colours of a look. What can be told apart in all colours can be read in fewer too.</summary>
    public static Style For(Style style, ColorDepth depth)
    {
        if (depth == ColorDepth.TrueColor)
            return style;
        Color front = For(style.Foreground, depth), back = For(style.Background, depth);
        if (front != style.Foreground || back != style.Background)
            front = Readable(front, back, depth);
        return new Style(front, back, style.Attributes);
    }

    /// <summary>"Redmean": weighs the three as eyes do, near enough, without leaving whole numbers.</summary>
    public static int Distance(Color a, Color b)
    {
        int mean = (a.Red + b.Red) / 2, red = a.Red - b.Red, green = a.Green - b.Green, blue = a.Blue - b.Blue;
        return ((512 + mean) * red * red >> 8) + 4 * green * green + ((767 - mean) * blue * blue >> 8);
    }

    private static Color Readable(Color front, Color back, ColorDepth depth)
    {
        if (front.IsDefault || depth == ColorDepth.None)
            return front;
        // On the user's own background nobody knows which dark grey can be seen.
        if (back.IsDefault)
            return depth == ColorDepth.Ansi16 && front.Index is Black or BrightBlack ? Color.Default : front;
        if (front != back)
            return front;
        var shown = Known(back) ?? Basically(back.Index);
        bool isDark = shown.Red * 2 + shown.Green * 5 + shown.Blue < 8 * 128;
        return Color.Indexed(isDark ? LightGrey : Black);
    }

    /// <summary>The nearest of the cube and the greys; the basic sixteen look different everywhere.</summary>
    private static Color Nearest256(Color color)
    {
        int red = StepBelow(color.Red), green = StepBelow(color.Green), blue = StepBelow(color.Blue);
        int best = FirstKnown, least = int.MaxValue;
        // The nearest of the cube is one of the eight around it.
        for (int corner = 0; corner < 8; corner++)
            Try(color, FirstKnown + 36 * Math.Min(red + (corner >> 2), 5) + 6 * Math.Min(green + (corner >> 1 & 1), 5) + Math.Min(blue + (corner & 1), 5), ref best, ref least);
        int grey = Math.Clamp(((2 * color.Red + 4 * color.Green + 3 * color.Blue) / 9 - 8) / 10, 0, 23);
        for (int step = Math.Max(0, grey - 1); step <= Math.Min(23, grey + 1); step++)
            Try(color, Greys + step, ref best, ref least);
        return Color.Indexed((byte)best);
    }

    private static void Try(Color color, int index, ref int best, ref int least)
    {
        int distance = Distance(At(index), color);
        if (distance < least || (distance == least && index < best))
            (best, least) = (index, distance);
    }

    private static Color Nearest16(Color color)
    {
        int best = 0, least = int.MaxValue;
        for (int index = 0; index < FirstKnown; index++)
        {
            int distance = Distance(Basically(index), color);
            if (distance < least)
                (best, least) = (index, distance);
        }
        return Color.Indexed((byte)best);
    }

    private static Color Basically(int index)
    {
        int rgb = Basic[index];
        return Color.Rgb((byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb);
    }

    private static Color Grey(int step)
    {
        byte grey = (byte)(8 + 10 * step);
        return Color.Rgb(grey, grey, grey);
    }

    private static byte Level(int step) => (byte)(step == 0 ? 0 : 55 + 40 * step);

    /// <summary>The step of the cube that is not above this, from 0 to 5.</summary>
    private static int StepBelow(int value) => value < Level(1) ? 0 : (value - 55) / 40;
}
