using System;
using System.Text;

namespace Lifetop.Terminal;

/// <summary>A text for the user's clipboard, by way of the terminal (OSC 52).</summary>
internal static class Clipboard
{
    private const int MostBytes = 100_000;

    // GNU screen passes on so much at a time.
    private const int ScreenChunk = 512;

    /// <summary>False for a text that is too long.</summary>
    public static bool Write(string text, bool inScreen, AnsiWriter writer)
    {
        if (Encoding.UTF8.GetByteCount(text) > MostBytes)
            return false;
        string encoded = "\e]52;c;" + Convert.ToBase64String(Encoding.UTF8.GetBytes(text)) + "\a";
        if (!inScreen)
        {
            writer.Text(encoded);
            return true;
        }
        for (int at = 0; at < encoded.Length; at += ScreenChunk)
        {
            writer.Write("\eP"u8);
            writer.Text(encoded.Substring(at, Math.Min(ScreenChunk, encoded.Length - at)));
            writer.Write("\e\\"u8);
        }
        return true;
    }
}
