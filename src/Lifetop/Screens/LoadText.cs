using System;
using Lifetop.Model;

namespace Lifetop.Screens;

/// <summary>How busy the machine is, for the headers: <c>load 3.12  mem 21/64G  </c>, the same in all of them. Nothing is made.</summary>
internal static class LoadText
{
    public const int Longest = 60;

    private const double Giga = 1L << 30;

    /// <summary>What is known of it, each part with its gap behind; returns its length.</summary>
    public static int Write(Span<char> text, MachineLoad load)
    {
        int length = 0;
        if (load.Average >= 0)
        {
            length = Copy("load ", text, length);
            length += AgeText.WriteDecimal(Math.Min(load.Average, 99_999), 2, text[length..]);
            length = Copy("  ", text, length);
        }
        if (load.UsedBytes >= 0 && load.TotalBytes > 0)
        {
            int decimals = load.TotalBytes >= 10 * Giga ? 0 : 1;
            length = Copy("mem ", text, length);
            length += AgeText.WriteDecimal(load.UsedBytes / Giga, decimals, text[length..]);
            length = Copy("/", text, length);
            length += AgeText.WriteDecimal(load.TotalBytes / Giga, decimals, text[length..]);
            length = Copy("G  ", text, length);
        }
        return length;
    }

    public static int Copy(ReadOnlySpan<char> part, Span<char> text, int at)
    {
        part.CopyTo(text[at..]);
        return at + part.Length;
    }
}
