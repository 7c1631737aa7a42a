using System;
using Lifetop.Terminal;

namespace Lifetop.Theming;

/// <summary>The darkest and the lightest of some grounds: what can be read on both can be read on those between, if it lies beyond them.</summary>
public readonly struct Luminances
{
    private readonly double _darkest;
    private readonly double _lightest;
    private readonly bool _any;

    private Luminances(double darkest, double lightest)
    {
        _darkest = darkest;
        _lightest = lightest;
        _any = true;
    }

    /// <summary>Of colours that are known as red, green and blue, or stand in the palette of 256.</summary>
    public static Luminances Of(params Color[] grounds)
    {
        double darkest = 1, lightest = 0;
        foreach (var ground in grounds)
        {
            double luminance = Contrast.Luminance(Palette.Known(ground) ?? ground);
            darkest = Math.Min(darkest, luminance);
            lightest = Math.Max(lightest, luminance);
        }
        return new Luminances(darkest, lightest);
    }

    /// <summary>The worse of the two; without any grounds, as good as can be. Between the two it is none.</summary>
    public double LeastContrast(double luminance)
        => !_any ? 21
            : luminance > _darkest && luminance < _lightest ? 1
            : Math.Min(Contrast.Between(luminance, _darkest), Contrast.Between(luminance, _lightest));
}
