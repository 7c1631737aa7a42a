using System;
using Lifetop.Terminal;

namespace Lifetop.Theming;

/// <summary>How well one colour can be read on another (WCAG 2: from 1 to 21).</summary>
public static class Contrast
{
    /// <summary>What text needs at least.</summary>
    public const double Readable = 4.5;

    /// <summary>What is enough for something that is only to be recognised.</summary>
    public const double Recognisable = 3;

    /// <summary>Of two colours that are known as red, green and blue.</summary>
    public static double Between(Color a, Color b) => Between(Luminance(a), Luminance(b));

    public static double Between(double oneLuminance, double otherLuminance)
        => (Math.Max(oneLuminance, otherLuminance) + 0.05) / (Math.Min(oneLuminance, otherLuminance) + 0.05);

    /// <summary>The first mixed into the second, as little as this, and more where it could not be recognised.</summary>
    public static Color Mix(Color front, Color ground, int percent)
    {
        while (true)
        {
            var mixed = Color.Rgb(Channel(front.Red, ground.Red, percent), Channel(front.Green, ground.Green, percent), Channel(front.Blue, ground.Blue, percent));
            if (percent >= 100 || Between(mixed, ground) >= Recognisable)
                return mixed;
            percent++;
        }
    }

    private static byte Channel(int front, int ground, int percent) => (byte)((front * percent + ground * (100 - percent) + 50) / 100);

    public static double Luminance(Color color) => 0.2126 * Linear(color.Red) + 0.7152 * Linear(color.Green) + 0.0722 * Linear(color.Blue);

    private static double Linear(byte channel)
    {
        double part = channel / 255.0;
        return part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4);
    }
}
