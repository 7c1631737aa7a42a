using System;
using Lifetop.Terminal;

namespace Lifetop.Theming;

/// <summary>A colour for every role, as its author wrote them. <see cref="For"/> makes of it what a terminal can show.</summary>
public sealed class Theme
{
    private readonly Style[] _written;
    private readonly Color[]? _in256;

    /// <param name="written">A style for each role: its colour is the foreground, also of what lies behind text.</param>
    /// <param name="in256">The author's own choice for terminals of 256 colours; null leaves it to us.</param>
    internal Theme(string name, string about, Style[] written, Color[]? in256)
    {
        Name = name;
        About = about;
        _written = written;
        _in256 = in256;
        foreach (var style in written)
            Needs = (ColorDepth)Math.Max((int)Needs, Math.Max((int)DepthOf(style.Foreground), (int)DepthOf(style.Background)));
    }

    public string Name { get; }

    /// <summary>One line on how it looks, for whoever chooses.</summary>
    public string About { get; }

    /// <summary>The fewest colours that show it as written.</summary>
    public ColorDepth Needs { get; }

    public Style this[Role role] => _written[(int)role];

    /// <summary>As a terminal of so many colours shows it; with too few, the theme that was made for those.</summary>
    public Scheme For(ColorDepth depth)
    {
        if (Needs <= depth)
            return new PaintedScheme(_written);
        return depth switch
        {
            ColorDepth.Indexed256 => new PaintedScheme(In256()),
            ColorDepth.Ansi16 => ThemeCatalog.BuiltIn("ansi16").For(depth),
            _ => ThemeCatalog.BuiltIn("mono").For(depth),
        };
    }

    private Style[] In256()
    {
        if (_in256 is null)
            return FewerColors.Of(_written);
        var styles = new Style[_written.Length];
        for (int i = 0; i < styles.Length; i++)
            styles[i] = _written[i].In(_in256[i]);
        return styles;
    }

    private static ColorDepth DepthOf(Color color)
        => color.IsRgb ? ColorDepth.TrueColor : color.IsDefault ? ColorDepth.None : color.Index < Palette.FirstKnown ? ColorDepth.Ansi16 : ColorDepth.Indexed256;
}
