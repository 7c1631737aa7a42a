using System;
using System.Collections.Generic;
using System.IO;
using Lifetop.Terminal;

namespace Lifetop.Tests.Bench;

/// <summary>Bytes of a terminal into keys, clicks and pastes.</summary>
internal static class TypingParts
{
    private const int KeyBytes = 64 << 10, PasteBytes = 1 << 20;

    /// <summary>The buffer of bytes as it doubles, and the text in UTF-16 before and after its line ends are ours.</summary>
    private const long PasteMemory = 8L << 20;

    public static IEnumerable<Part> All()
    {
        yield return Of("keys, 64 KiB of them", Repeated("jjjjkG/x\e[A\e[1;5B\eOP\ex\e[<0;30;12M\e[<64;3;4Mß日👍"u8, KeyBytes), 100, 0);
        byte[] paste = [.. "\e[200~"u8, .. Repeated("export some_value=\"of a line that somebody pastes\"\r"u8, PasteBytes), .. "\e[201~"u8];
        yield return Of("a paste of 1 MiB", paste, 80, PasteMemory);
    }

    private static Part Of(string name, byte[] typed, double mostTimes, long mostBytes)
    {
        const int read = 4096; // as much as comes at once
        var decoder = new InputDecoder();
        return new Part(name, Decode, Floors.EveryByte, Floors.EachOf(typed), mostTimes, mostBytes) { Input = typed.Length };

        void Decode()
        {
            for (int at = 0; at < typed.Length; at += read)
            {
                decoder.Feed(typed.AsSpan(at, Math.Min(read, typed.Length - at)), 0);
                while (decoder.TryNext(out _))
                {
                }
            }
        }
    }

    private static byte[] Repeated(ReadOnlySpan<byte> text, int atLeast)
    {
        using var all = new MemoryStream();
        while (all.Length < atLeast)
            all.Write(text);
        return all.ToArray();
    }
}
