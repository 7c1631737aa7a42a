using Lifetop.Terminal;

namespace Lifetop.Theming;

/// <summary>Which of the 240 colours that look alike on every terminal of 256 can be read on some grounds and comes nearest to a wanted one.</summary>
internal static class ReadableColors
{
    private static readonly double[] Luminance = LuminanceOfAll();

    /// <summary>
    /// The nearest that is at least so far in contrast from the darkest and the lightest of some grounds, and none of the first so
    /// many of those taken. Where there is none, the one furthest in contrast.
    /// </summary>
    public static Color Nearest(Color wanted, Luminances grounds, double leastContrast, Color[]? taken = null, int takenCount = 0)
    {
        int best = Palette.FirstKnown, furthest = Palette.FirstKnown, nearest = int.MaxValue;
        double most = 0;
        for (int index = Palette.FirstKnown; index < 256; index++)
        {
            double contrast = grounds.LeastContrast(Luminance[index]);
            if (contrast > most)
                (most, furthest) = (contrast, index);
            int distance = Palette.Distance(Palette.At(index), wanted);
            if (contrast >= leastContrast && distance < nearest && !IsTaken(index, taken, takenCount))
                (nearest, best) = (distance, index);
        }
        return Color.Indexed((byte)(nearest < int.MaxValue ? best : furthest));
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
        for (int index = Palette.FirstKnown; index < all.Length; index++)
            all[index] = Contrast.Luminance(Palette.At(index));
        return all;
    }
}
