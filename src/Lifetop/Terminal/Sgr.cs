using System;

namespace Lifetop.Terminal;

/// <summary>Select Graphic Rendition: the one sequence that only changes how text looks. Text is never hidden by it, and nothing blinks.</summary>
internal static class Sgr
{
    private const int MostParameters = 32, LargestParameter = 999;

    /// <summary>The style after these parameters; what is not understood changes nothing, and too many parameters change nothing at all.</summary>
    public static Style Apply(Style style, ReadOnlySpan<char> parameters)
    {
        Span<Parameter> list = stackalloc Parameter[MostParameters];
        int count = Split(parameters, list);
        for (int i = 0; i < count;)
            i += Step(ref style, list[i..count]);
        return style;
    }

    /// <summary>Applies the first parameter, and returns how many belonged to it.</summary>
    private static int Step(ref Style style, ReadOnlySpan<Parameter> list)
    {
        int extent = 1;
        while (extent < list.Length && list[extent].IsPartOfLast)
            extent++;
        switch (list[0].Value)
        {
            case 0:
                style = Style.Plain;
                break;
            case 38 or 48 or 58:
                int used = extent > 1 ? extent : Math.Min(list.Length, 1 + ColorParameters(list));
                if (ColorOf(list[1..used], extent > 1) is { } color)
                    style = list[0].Value == 38 ? style.In(color) : list[0].Value == 48 ? style.On(color) : style;
                return used;
            case 4 when extent > 1 && list[1].Value == 0:
                style = style.Without(TextAttributes.Underline);
                break;
            case var value:
                style = Simple(style, value);
                break;
        }
        return extent;
    }

    private static Style Simple(Style style, int value) => value switch
    {
        1 => style.With(TextAttributes.Bold),
        2 => style.With(TextAttributes.Dim),
        3 => style.With(TextAttributes.Italic),
        4 or 21 => style.With(TextAttributes.Underline),
        7 => style.With(TextAttributes.Reverse),
        9 => style.With(TextAttributes.Strike),
        22 => style.Without(TextAttributes.Bold | TextAttributes.Dim),
        23 => style.Without(TextAttributes.Italic),
        24 => style.Without(TextAttributes.Underline),
        27 => style.Without(TextAttributes.Reverse),
        29 => style.Without(TextAttributes.Strike),
        >= 30 and <= 37 => style.In(Color.Indexed((byte)(value - 30))),
        39 => style.In(Color.Default),
        >= 40 and <= 47 => style.On(Color.Indexed((byte)(value - 40))),
        49 => style.On(Color.Default),
        >= 90 and <= 97 => style.In(Color.Indexed((byte)(value - 90 + 8))),
        >= 100 and <= 107 => style.On(Color.Indexed((byte)(value - 100 + 8))),
        _ => style,
    };

    private static int ColorParameters(ReadOnlySpan<Parameter> list) => list.Length < 2 ? 0 : list[1].Value switch { 2 => 4, 5 => 2, _ => 1 };

    /// <summary>Behind 38 and 48: <c>5;n</c> or <c>2;r;g;b</c>; with colons an empty colour space may stand before the red.</summary>
    private static Color? ColorOf(ReadOnlySpan<Parameter> list, bool colons)
    {
        if (list.Length >= 2 && list[0].Value == 5)
            return list[1].Value <= 255 ? Color.Indexed((byte)list[1].Value) : null;
        if (list.Length < 4 || list[0].Value != 2)
            return null;
        var rgb = colons && list.Length > 4 ? list.Slice(2, 3) : list.Slice(1, 3);
        return rgb[0].Value <= 255 && rgb[1].Value <= 255 && rgb[2].Value <= 255
            ? Color.Rgb((byte)rgb[0].Value, (byte)rgb[1].Value, (byte)rgb[2].Value)
            : null;
    }

    private static int Split(ReadOnlySpan<char> text, Span<Parameter> list)
    {
        int count = 0, value = 0;
        bool part = false;
        foreach (char letter in text)
        {
            if (char.IsAsciiDigit(letter))
            {
                value = Math.Min(value * 10 + (letter - '0'), LargestParameter);
                continue;
            }
            // Private markers and intermediates make it another sequence than this one.
            if (letter is not (';' or ':') || count == MostParameters - 1)
                return 0;
            list[count++] = new Parameter(value, part);
            value = 0;
            part = letter == ':';
        }
        list[count++] = new Parameter(value, part);
        return count;
    }

    /// <param name="IsPartOfLast">Behind a colon: belongs to the parameter before.</param>
    private readonly record struct Parameter(int Value, bool IsPartOfLast);
}
