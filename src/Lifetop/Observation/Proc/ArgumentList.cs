using System;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
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
        int count = 1;
        foreach (byte one in text)
            count += one == 0 ? 1 : 0;
        string[] arguments = new string[count];
        int start = 0;
        for (int i = 0; i < count; i++)
        {
            var rest = text[start..];
            int length = PlainText.IndexOf(rest, 0);
            arguments[i] = PlainText.Of(length < 0 ? rest : rest[..length]);
            start += length + 1;
        }
        return ImmutableCollectionsMarshal.AsImmutableArray(arguments);
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
