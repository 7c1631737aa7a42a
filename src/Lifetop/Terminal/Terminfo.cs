using System;
using System.Buffers.Binary;
using Lifetop.Platform;

namespace Lifetop.Terminal;

/// <summary>The three things asked of a compiled terminfo entry (term(5)), for terminals not known by name.</summary>
public sealed record Terminfo(bool IsAnsi, int Colors, bool ErasesWithBackground)
{
    private const int Limit = 32 * 1024;

    // Places in term.h's lists.
    private const int BackColorErase = 28, MaxColors = 13, CursorAddress = 10;

    /// <summary>The entry of this name where terminfo(5) looks for it; null when there is none.</summary>
    public static Terminfo? Find(string term, Func<string, string?> environment)
    {
        if (term.Length == 0 || term.Contains('/') || term[0] == '.')
            return null;
        string? home = environment("HOME");
        return In(environment("TERMINFO"), term)
            ?? In(home is { Length: > 0 } ? NativePath.Join(home, ".terminfo") : null, term)
            ?? In("/etc/terminfo", term)
            ?? In("/lib/terminfo", term)
            ?? In("/usr/share/terminfo", term);
    }

    /// <summary>Null for what is no such entry.</summary>
    public static Terminfo? Parse(ReadOnlySpan<byte> entry)
    {
        if (entry.Length < 12)
            return null;
        int magic = Short(entry, 0), names = Short(entry, 2), flags = Short(entry, 4), numbers = Short(entry, 6), strings = Short(entry, 8);
        int numberSize = magic == 0x11A ? 2 : magic == 0x21E ? 4 : 0;
        if (numberSize == 0 || names < 0 || flags < 0 || numbers < 0 || strings < 0)
            return null;
        int flagsAt = 12 + names, numbersAt = (flagsAt + flags + 1) & ~1, stringsAt = numbersAt + numbers * numberSize, textsAt = stringsAt + strings * 2;
        if (textsAt > entry.Length)
            return null;
        int colors = numbers <= MaxColors ? 0
            : numberSize == 2 ? Short(entry, numbersAt + MaxColors * 2)
            : BinaryPrimitives.ReadInt32LittleEndian(entry[(numbersAt + MaxColors * 4)..]);
        int address = strings > CursorAddress ? Short(entry, stringsAt + CursorAddress * 2) : -1;
        bool isAnsi = address >= 0 && textsAt + address < entry.Length && entry[(textsAt + address)..].StartsWith("\e[%i%p1%d;%p2%dH"u8);
        return new Terminfo(isAnsi, Math.Max(0, colors), flags > BackColorErase && entry[flagsAt + BackColorErase] == 1);
    }

    private static Terminfo? In(string? folder, string term)
    {
        if (folder is not { Length: > 0 })
            return null;
        // Some systems name the folder after the letter, some after its number.
        foreach (string initial in (string[])[term[..1], ((int)term[0]).ToString("x2", System.Globalization.CultureInfo.InvariantCulture)])
            if (RegularFile.Read(NativePath.Join(folder, initial + "/" + term), Limit, followLinks: true) is { IsRead: true } read && Parse(read.Bytes) is { } entry)
                return entry;
        return null;
    }

    private static int Short(ReadOnlySpan<byte> entry, int at) => BinaryPrimitives.ReadInt16LittleEndian(entry[at..]);
}
