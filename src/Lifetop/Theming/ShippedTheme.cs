using System;
using System.IO;
using System.Runtime.CompilerServices;
using Lifetop.Terminal;

namespace Lifetop.Theming;

/// <summary>
/// Reads a theme that came with lifetop. Those files are known to be right (a test reads them with <see cref="ThemeFile"/>
/// too), so nothing is checked here, and no start of the screen waits for the framework's JSON (15 ms).
/// </summary>
internal ref struct ShippedTheme
{
    private const int LongestText = 256;

    private readonly ReadOnlySpan<byte> _bytes;
    private int _at;

    private ShippedTheme(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    public static Theme Read(string name, ReadOnlySpan<byte> bytes)
    {
        var file = new ShippedTheme(bytes);
        var written = new Style[Roles.Count];
        Color[]? in256 = null;
        string about = "";
        bool isInner = false;
        for (string key = file.Next(); key.Length > 0; key = file.Next())
        {
            if (key == "256")
            {
                in256 = new Color[Roles.Count];
                isInner = true;
                continue;
            }
            string value = file.Next();
            if (key == "about")
                about = value;
            else if (Roles.Parse(key) is not { } role)
                throw new InvalidDataException($"{name}: {key}");
            else if (isInner)
                in256![(int)role] = Color.Indexed(Number(value)); // 256 came before
            else if (!ColorWords.TryParse(value, out written[(int)role], out _))
                throw new InvalidDataException($"{name}: {key}");
        }
        return new Theme(name, about, written, in256);
    }

    /// <summary>Of our own digits; the framework's way takes longer, the first time, than all the rest here.</summary>
    private static byte Number(string digits)
    {
        int number = 0;
        foreach (char digit in digits)
            number = number * 10 + digit - '0';
        return (byte)number;
    }

    /// <summary>The next text or number, whatever stands between; empty at the end.</summary>
    private string Next()
    {
        for (; _at < _bytes.Length; _at++)
        {
            if (_bytes[_at] == (byte)'/')
                SkipTo((byte)'\n');
            else if (_bytes[_at] == (byte)'"')
            {
                int start = ++_at;
                SkipTo((byte)'"');
                return Text(_bytes[start.._at++]);
            }
            else if (char.IsAsciiDigit((char)_bytes[_at]))
            {
                int start = _at;
                while (char.IsAsciiDigit((char)_bytes[_at]))
                    _at++;
                return Text(_bytes[start.._at]);
            }
        }
        return "";
    }

    /// <summary>Ours are plain ASCII; the framework's converter takes longer, the first time, than all the rest here.</summary>
    [SkipLocalsInit]
    private static string Text(ReadOnlySpan<byte> bytes)
    {
        Span<char> text = stackalloc char[LongestText];
        for (int i = 0; i < bytes.Length; i++)
            text[i] = (char)bytes[i];
        return new string(text[..bytes.Length]);
    }

    private void SkipTo(byte sign)
    {
        while (_bytes[_at] != sign)
            _at++;
    }
}
