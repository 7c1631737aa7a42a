using System;

namespace Lifetop.Terminal;

/// <summary>Colours as a terminal of fewer colours can show them.</summary>
public static class Palette
{
    /// <summary>xterm's basic sixteen, as 0xRRGGBB; what a terminal really shows for them is its user's choice.</summary>
    private static ReadOnlySpan<int> Basic =>
    [
        0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5,
        0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
    ];

    public static Color For(Color color, ColorDepth depth) => depth switch
    {
        ColorDepth.None => Color.Default,
        _ when color.IsDefault || depth == ColorDepth.TrueColor => color,
        ColorDepth.Indexed256 => color.IsRgb ? Color.Indexed(Nearest256(color.Red, color.Green, color.Blue)) : color,
        _ => color.IsIndexed && color.Index < 16 ? color : Color.Indexed(Nearest16(color)),
    };

    /// <summary>The nearest of the cube and the greys; the basic sixteen look different everywhere.</summary>
    private static byte Nearest256(int red, int green, int blue)
    {
        int r = CubeStep(red), g = CubeStep(green), b = CubeStep(blue);
        int grey = Math.Clamp(((red + green + blue) / 3 - 3) / 10, 0, 23), level = 8 + 10 * grey;
        bool greyIsNearer = Distance(red, green, blue, level, level, level) < Distance(red, green, blue, CubeLevel(r), CubeLevel(g), CubeLevel(b));
        return (byte)(greyIsNearer ? 232 + grey : 16 + 36 * r + 6 * g + b);
    }

    private static byte Nearest16(Color color)
    {
        int red = color.Red, green = color.Green, blue = color.Blue;
        if (color.IsIndexed)
            Levels(color.Index, out red, out green, out blue);
        int best = 0, least = int.MaxValue;
        for (int i = 0; i < 16; i++)
        {
            int rgb = Basic[i], distance = Distance(red, green, blue, rgb >> 16, (rgb >> 8) & 0xFF, rgb & 0xFF);
            if (distance < least)
                (best, least) = (i, distance);
        }
        return (byte)best;
    }

    private static void Levels(int index, out int red, out int green, out int blue)
    {
        if (index >= 232)
        {
            red = green = blue = 8 + 10 * (index - 232);
            return;
        }
        red = CubeLevel((index - 16) / 36);
        green = CubeLevel((index - 16) / 6 % 6);
        blue = CubeLevel((index - 16) % 6);
    }

    private static int CubeLevel(int step) => step == 0 ? 0 : 55 + 40 * step;

    private static int CubeStep(int value) => value < 48 ? 0 : value < 115 ? 1 : (value - 35) / 40;

    private static int Distance(int r1, int g1, int b1, int r2, int g2, int b2)
        => (r1 - r2) * (r1 - r2) + (g1 - g2) * (g1 - g2) + (b1 - b2) * (b1 - b2);
}
