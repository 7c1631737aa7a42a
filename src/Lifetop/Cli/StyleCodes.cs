using System.Globalization;
using System.Text;
using Lifetop.Terminal;

namespace Lifetop.Cli;

/// <summary>The sequence that makes plain output look like a style (SGR), and nothing where it wears nothing.</summary>
internal static class StyleCodes
{
    private static readonly (TextAttributes Wears, int Code)[] Attributes =
    [
        (TextAttributes.Bold, 1), (TextAttributes.Dim, 2), (TextAttributes.Italic, 3), (TextAttributes.Underline, 4), (TextAttributes.Reverse, 7), (TextAttributes.Strike, 9),
    ];

    public static string Of(Style style)
    {
        var codes = new StringBuilder("\e[0");
        foreach (var (wears, code) in Attributes)
            if ((style.Attributes & wears) != 0)
                codes.Append(CultureInfo.InvariantCulture, $";{code}");
        Append(codes, style.Foreground, 30);
        Append(codes, style.Background, 40);
        return codes.Append('m').ToString();
    }

    private static void Append(StringBuilder codes, Color color, int first)
    {
        if (color.IsRgb)
            codes.Append(CultureInfo.InvariantCulture, $";{first + 8};2;{color.Red};{color.Green};{color.Blue}");
        else if (color.IsIndexed)
            codes.Append(CultureInfo.InvariantCulture, $";{first + 8};5;{color.Index}");
    }
}
