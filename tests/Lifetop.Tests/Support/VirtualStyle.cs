using Lifetop.Terminal;

namespace Lifetop.Tests.Support;

/// <summary>What SGR numbers make of a look; null for any that lifetop has no reason to write.</summary>
internal static class VirtualStyle
{
    public static Style? Apply(Style style, int[] numbers)
    {
        for (int i = 0; i < numbers.Length; i++)
        {
            int number = numbers[i];
            var (foreground, background, attributes) = (style.Foreground, style.Background, style.Attributes);
            switch (number)
            {
                case 0:
                    style = Style.Plain;
                    continue;
                case 1 or 2 or 3 or 4 or 7 or 9:
                    attributes |= AttributeOf(number);
                    break;
                case 22:
                    attributes &= ~(TextAttributes.Bold | TextAttributes.Dim);
                    break;
                case 23 or 24 or 27 or 29:
                    attributes &= ~AttributeOf(number - 20);
                    break;
                case 39:
                    foreground = Color.Default;
                    break;
                case 49:
                    background = Color.Default;
                    break;
                case >= 30 and <= 37:
                    foreground = Color.Indexed((byte)(number - 30));
                    break;
                case >= 40 and <= 47:
                    background = Color.Indexed((byte)(number - 40));
                    break;
                case >= 90 and <= 97:
                    foreground = Color.Indexed((byte)(number - 82));
                    break;
                case >= 100 and <= 107:
                    background = Color.Indexed((byte)(number - 92));
                    break;
                case 38 or 48:
                    if (Extended(numbers, ref i) is not { } color)
                        return null;
                    if (number == 38)
                        foreground = color;
                    else
                        background = color;
                    break;
                default:
                    return null;
            }
            style = new Style(foreground, background, attributes);
        }
        return style;
    }

    private static Color? Extended(int[] numbers, ref int i)
    {
        if (i + 2 < numbers.Length && numbers[i + 1] == 5)
            return Color.Indexed((byte)numbers[i += 2]);
        if (i + 4 >= numbers.Length || numbers[i + 1] != 2)
            return null;
        i += 4;
        return Color.Rgb((byte)numbers[i - 2], (byte)numbers[i - 1], (byte)numbers[i]);
    }

    private static TextAttributes AttributeOf(int number) => number switch
    {
        1 => TextAttributes.Bold,
        2 => TextAttributes.Dim,
        3 => TextAttributes.Italic,
        4 => TextAttributes.Underline,
        7 => TextAttributes.Reverse,
        _ => TextAttributes.Strike,
    };
}
