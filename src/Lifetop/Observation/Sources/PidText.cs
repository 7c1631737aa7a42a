using System;

namespace Lifetop.Observation.Sources;

/// <summary>A pid as files hold it: a decimal number from 1 to 2^31-1 and at most one newline, nothing else.</summary>
internal static class PidText
{
    public static int? Parse(ReadOnlySpan<byte> text)
    {
        if (text is [.., (byte)'\n'])
            text = text[..^1];
        if (text.IsEmpty || text.Length > 10 || text[0] == '0')
            return null;
        long value = 0;
        foreach (byte digit in text)
        {
            if (digit is < (byte)'0' or > (byte)'9')
                return null;
            value = value * 10 + (digit - '0');
        }
        return value <= int.MaxValue ? (int)value : null;
    }
}
