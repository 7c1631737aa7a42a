using System;
using System.Text.Encodings.Web;
using Lifetop.Terminal;

namespace Lifetop.Cli;

/// <summary>
/// Escapes in JSON exactly what screen text would mark, so that letters of every language stay readable and nothing
/// acts on a terminal that somebody prints it to.
/// </summary>
internal sealed unsafe class JsonText : JavaScriptEncoder
{
    public static readonly JsonText Encoder = new();

    public override int MaxOutputCharactersPerInputCharacter => 12;

    public override bool WillEncode(int unicodeScalar)
        => unicodeScalar is '"' or '\\' || CodePoints.IsHidden(unicodeScalar);

    public override int FindFirstCharacterToEncode(char* text, int textLength)
    {
        for (int i = 0; i < textLength; i++)
        {
            int point = text[i];
            if (char.IsSurrogate(text[i]))
            {
                // A lone half has to be encoded, which the base class does as U+FFFD.
                if (i + 1 >= textLength || !char.IsSurrogatePair(text[i], text[i + 1]))
                    return i;
                point = char.ConvertToUtf32(text[i], text[i + 1]);
            }
            if (WillEncode(point))
                return i;
            if (point > 0xFFFF)
                i++;
        }
        return -1;
    }

    public override bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten)
    {
        var target = new Span<char>(buffer, bufferLength);
        numberOfCharactersWritten = 0;
        if (unicodeScalar is '"' or '\\')
        {
            if (bufferLength < 2)
                return false;
            target[0] = '\\';
            target[1] = (char)unicodeScalar;
            numberOfCharactersWritten = 2;
            return true;
        }
        if (unicodeScalar <= 0xFFFF)
            return Escape((char)unicodeScalar, target, ref numberOfCharactersWritten);
        int rest = unicodeScalar - 0x10000;
        return Escape((char)(0xD800 + (rest >> 10)), target, ref numberOfCharactersWritten)
            && Escape((char)(0xDC00 + (rest & 0x3FF)), target, ref numberOfCharactersWritten);
    }

    private static bool Escape(char unit, Span<char> target, ref int written)
    {
        if (target.Length - written < 6)
            return false;
        target[written++] = '\\';
        target[written++] = 'u';
        for (int shift = 12; shift >= 0; shift -= 4)
            target[written++] = "0123456789ABCDEF"[(unit >> shift) & 15];
        return true;
    }
}
