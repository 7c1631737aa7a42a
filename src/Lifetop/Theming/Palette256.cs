using Lifetop.Terminal;

namespace Lifetop.Theming;

/// <summary>The 240 colours that look alike on every terminal of 256: what they are, and which of them comes nearest to another.</summary>
public static class Palette256
{
    /// <summary>Below it are the 16 that every user sets as he likes.</summary>
    public const int First = 16;

    private const int Greys = 232;

    private static readonly double[] Luminance = LuminanceOfAll();

    /// <summary>The colour as red, green and blue; null for the terminal's own and the first 16, which nobody knows.</summary>
    public static Color? Known(Color color)
    {
        if (color.IsRgb)
            return color;
        return color.IsIndexed && color.Index >= First ? At(color.Index) : null;
    }

    public static Color At(int index)
    {
        if (index >= Greys)
        {
            byte grey = (byte)(8 + (index - Greys) * 10);
            return Color.Rgb(grey, grey, grey);
        }
        int place = index - First;
        return Color.Rgb(Step(place / 36), Step(place / 6 % 6), Step(place % 6));
    }

    /// <summary>
    /// The nearest that is at least so far in contrast from the darkest and the lightest of some grounds, and none of the first so
    /// many of those taken. Where there is none, the one furthest in contrast.
    /// </summary>
    public static Color Nearest(Color wanted, Luminances grounds = default, double leastContrast = 1, Color[]? taken = null, int takenCount = 0)
    {
        int best = First, furthest = First;
        double nearest = double.MaxValue, most = 0;
        for (int index = First; index < 256; index++)
        {
            double contrast = grounds.LeastContrast(Luminance[index]);
            if (contrast > most)
                (most, furthest) = (contrast, index);
            double distance = Distance(At(index), wanted);
            if (contrast >= leastContrast && distance < nearest && !IsTaken(index, taken, takenCount))
                (nearest, best) = (distance, index);
        }
        return Color.Indexed((byte)(nearest < double.MaxValue ? best : furthest));
    }

    private static bool IsTaken(int index, Color[]? taken, int count)
    {
        for (int i = 0; i < count && taken is not null; i++)
            if (taken[i].IsIndexed && taken[i].Index == index)
                return true;
        return false;
    }

    private static double[] LuminanceOfAll()
    {
        double[] all = new double[256];
        for (int index = First; index < all.Length; index++)
            all[index] = Contrast.Luminance(At(index));
        return all;
    }

    private static byte Step(int level) => (byte)(level == 0 ? 0 : 55 + level * 40);

    /// <summary>"Redmean": weighs the three as eyes do, near enough, without leaving whole numbers.</summary>
    private static double Distance(Color a, Color b)
    {
        int mean = (a.Red + b.Red) / 2, red = a.Red - b.Red, green = a.Green - b.Green, blue = a.Blue - b.Blue;
        return ((512 + mean) * red * red >> 8) + 4 * green * green + ((767 - mean) * blue * blue >> 8);
    }
}
