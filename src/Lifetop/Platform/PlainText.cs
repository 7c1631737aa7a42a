using System;
using System.Text;

namespace Lifetop.Platform;

/// <summary>
/// UTF-8 to text and back, where nearly all is plain ASCII, and one sign looked for in it. The framework's ways load vector types of every width
/// at their first call, which takes longer than all the texts of a first look together; they are left to what is not plain.
/// </summary>
internal static class PlainText
{
    /// <summary>As <see cref="Encoding.UTF8"/> reads it: invalid bytes become U+FFFD.</summary>
    public static unsafe string Of(ReadOnlySpan<byte> bytes)
    {
        if (!IsPlain(bytes))
            return Encoding.UTF8.GetString(bytes);
        string text = new('\0', bytes.Length);
        // Nobody else has it yet.
        fixed (char* start = text)
            for (int i = 0; i < bytes.Length; i++)
                start[i] = (char)bytes[i];
        return text;
    }

    /// <summary>Up to the zero behind it.</summary>
    public static unsafe string Of(byte* text)
    {
        int length = 0;
        while (text[length] != 0)
            length++;
        return Of(new ReadOnlySpan<byte>(text, length));
    }

    /// <summary>False where the text is not plain, or does not fit; then nothing of what was written counts.</summary>
    public static bool TryWrite(ReadOnlySpan<char> text, Span<byte> bytes)
    {
        if (text.Length > bytes.Length)
            return false;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] >= 0x80)
                return false;
            bytes[i] = (byte)text[i];
        }
        return true;
    }

    /// <summary>The bytes of a text with a zero behind them, for a call that is made again and again.</summary>
    public static byte[] Terminated(string text)
    {
        byte[] bytes = new byte[text.Length + 1];
        if (TryWrite(text, bytes))
            return bytes;
        bytes = new byte[Encoding.UTF8.GetByteCount(text) + 1];
        Encoding.UTF8.GetBytes(text, bytes);
        return bytes;
    }

    /// <summary>-1 where it is not.</summary>
    public static int IndexOf(ReadOnlySpan<byte> bytes, byte sought)
    {
        for (int i = 0; i < bytes.Length; i++)
            if (bytes[i] == sought)
                return i;
        return -1;
    }

    /// <inheritdoc cref="IndexOf(ReadOnlySpan{byte}, byte)"/>
    public static int IndexOf(ReadOnlySpan<char> text, char sought)
    {
        for (int i = 0; i < text.Length; i++)
            if (text[i] == sought)
                return i;
        return -1;
    }

    /// <inheritdoc cref="IndexOf(ReadOnlySpan{byte}, byte)"/>
    public static int LastIndexOf(ReadOnlySpan<byte> bytes, byte sought)
    {
        for (int i = bytes.Length - 1; i >= 0; i--)
            if (bytes[i] == sought)
                return i;
        return -1;
    }

    /// <inheritdoc cref="IndexOf(ReadOnlySpan{byte}, byte)"/>
    public static int LastIndexOf(ReadOnlySpan<char> text, char sought)
    {
        for (int i = text.Length - 1; i >= 0; i--)
            if (text[i] == sought)
                return i;
        return -1;
    }

    /// <summary>Plain bytes are valid UTF-8 too.</summary>
    public static bool IsPlain(ReadOnlySpan<byte> bytes)
    {
        foreach (byte one in bytes)
            if (one >= 0x80)
                return false;
        return true;
    }
}
