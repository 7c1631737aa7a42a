using System;
using System.Globalization;
using Lifetop.Terminal;

namespace Lifetop.Theming;

/// <summary>
/// How a theme's file writes a colour: <c>#6fb3ff</c>, <c>75</c>, or words: <c>default</c>, <c>bright cyan</c>, <c>bold</c>,
/// <c>black on cyan</c>.
/// </summary>
public static class ColorWords
{
    private static readonly string[] Basic = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"];

    /// <summary>Every word there is, for naming the one that was meant.</summary>
    public static readonly string[] All = [.. Basic, "default", "bright", "on", "bold", "dim", "italic", "underline", "reverse"];

    /// <summary>False when a word of it is none of ours; that word comes out, empty where something is missing.</summary>
    public static bool TryParse(string text, out Style style, out string wrong)
    {
        style = default;
        wrong = text.Trim();
        if (text.StartsWith('#'))
        {
            int rgb = 0;
            foreach (char digit in text.AsSpan(1))
            {
                if (!char.IsAsciiHexDigit(digit))
                    return false;
                rgb = rgb << 4 | (char.IsAsciiDigit(digit) ? digit - '0' : (digit | ' ') - 'a' + 10);
            }
            style = new Style(Color.Rgb((byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb), Color.Default);
            return text.Length == 7;
        }
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index <= 255)
        {
            style = new Style(Color.Indexed((byte)index), Color.Default);
            return true;
        }
        return TryWords(text, ref style, out wrong);
    }

    private static bool TryWords(string text, ref Style style, out string wrong)
    {
        wrong = "";
        bool isBehind = false, isBright = false, any = false;
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            wrong = word;
            any = true;
            if (Array.IndexOf(Basic, word) is >= 0 and var hue)
            {
                var color = Color.Indexed((byte)(hue + (isBright ? 8 : 0)));
                style = isBehind ? style.On(color) : style.In(color);
                (isBehind, isBright) = (false, false);
            }
            else if (word == "on" && !isBright)
                isBehind = true;
            else if (word == "bright")
                isBright = true;
            else if (Wears(word) is not TextAttributes.None and var wears)
                style = style.With(wears);
            else if (word != "default" || isBright)
                return false;
        }
        return any && !isBehind && !isBright;
    }

    private static TextAttributes Wears(string word) => word switch
    {
        "bold" => TextAttributes.Bold,
        "dim" => TextAttributes.Dim,
        "italic" => TextAttributes.Italic,
        "underline" => TextAttributes.Underline,
        "reverse" => TextAttributes.Reverse,
        _ => TextAttributes.None,
    };
}
