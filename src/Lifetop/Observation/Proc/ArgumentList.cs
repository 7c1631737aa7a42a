using System;
using System.Collections.Immutable;
using Lifetop.Platform;

namespace Lifetop.Observation.Proc;

/// <summary>Splits what /proc/PID/cmdline says into arguments. Pure: invalid UTF-8 becomes U+FFFD.</summary>
internal static class ArgumentList
{
    /// <summary>So much of a command line is kept.</summary>
    public const int MostBytes = 4096;

    public static ImmutableArray<string> Parse(ReadOnlySpan<byte> text)
    {
        text = WithoutPadding(text);
        if (text.IsEmpty)
            return [];
        if (text[^1] == 0)
            text = text[..^1];
        var arguments = ImmutableArray.CreateBuilder<string>(text.Count((byte)0) + 1);
        while (true)
        {
            int end = text.IndexOf((byte)0);
            arguments.Add(PlainText.Of(end < 0 ? text : text[..end]));
            if (end < 0)
                return arguments.MoveToImmutable();
            text = text[(end + 1)..];
        }
    }

    /// <summary>A program that writes a title over its arguments fills the rest with NULs: more than an empty last argument is padding.</summary>
    private static ReadOnlySpan<byte> WithoutPadding(ReadOnlySpan<byte> text)
    {
        int end = text.Length;
        while (end > 0 && text[end - 1] == 0)
            end--;
        return text.Length - end <= 2 && end > 0 ? text : text[..end];
    }
}
