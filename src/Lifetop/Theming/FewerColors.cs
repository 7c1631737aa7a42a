using Lifetop.Terminal;

namespace Lifetop.Theming;

/// <summary>
/// Puts a theme into 256 colours: the nearest ones that keep what could be read readable, and what stood out from the ground apart from it.
/// </summary>
internal static class FewerColors
{
    public static Style[] Of(Style[] written)
    {
        var colors = new Color[written.Length];
        for (int i = 0; i < colors.Length; i++)
            colors[i] = Palette.For(written[i].Foreground, ColorDepth.Indexed256);

        var raised = written[(int)Role.Raised].Foreground;
        if (raised.IsRgb && colors[(int)Role.Raised] == colors[(int)Role.Ground] && raised != written[(int)Role.Ground].Foreground)
            colors[(int)Role.Raised] = Apart(raised, colors[(int)Role.Ground]);

        Color[] grounds = [colors[(int)Role.Ground], colors[(int)Role.Surface], colors[(int)Role.Raised]];
        if (AllKnown(grounds))
            KeepTexts(colors, written, Luminances.Of(grounds));
        if (AllKnown([colors[(int)Role.Accent]]))
            Keep(colors, written, Role.OnAccent, Luminances.Of(colors[(int)Role.Accent]));
        if (AllKnown([colors[(int)Role.Bright]]))
            Keep(colors, written, Role.Match, Luminances.Of(colors[(int)Role.Bright]));

        var styles = new Style[written.Length];
        for (int i = 0; i < styles.Length; i++)
            styles[i] = written[i].In(colors[i]);
        return styles;
    }

    /// <summary>Two roles that were told apart stay two colours.</summary>
    private static void KeepTexts(Color[] colors, Style[] written, Luminances grounds)
    {
        var taken = new Color[Roles.Texts.Length];
        for (int i = 0; i < Roles.Texts.Length; i++)
        {
            var role = Roles.Texts[i];
            int count = 0;
            for (int j = 0; j < i; j++)
                if (written[(int)Roles.Texts[j]].Foreground != written[(int)role].Foreground)
                    taken[count++] = colors[(int)Roles.Texts[j]];
            Keep(colors, written, role, grounds, taken, count);
        }
    }

    private static void Keep(Color[] colors, Style[] written, Role role, Luminances against, Color[]? taken = null, int count = 0)
    {
        if (written[(int)role].Foreground is { IsRgb: true } wanted)
            colors[(int)role] = ReadableColors.Nearest(wanted, against, Contrast.Readable, taken, count);
    }

    /// <summary>Just enough to be seen as a row of its own; more would cost the text on it.</summary>
    private static Color Apart(Color raised, Color ground) => ReadableColors.Nearest(raised, Luminances.Of(ground), 1.08);

    private static bool AllKnown(Color[] colors)
    {
        foreach (var color in colors)
            if (Palette.Known(color) is null)
                return false;
        return true;
    }
}
