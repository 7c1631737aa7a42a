using System;
using System.Text;
using Lifetop.Model;
using Lifetop.Terminal;

namespace Lifetop.App;

/// <summary>Tells whether a line has the text sought, as the screen would show it, from its bytes: fast where the bytes are the text.</summary>
internal sealed class LogNeedle
{
    private const byte Escape = 0x1B;

    private readonly SearchText _sought;
    private readonly byte[] _bytes;
    private readonly bool _isAscii;

    public LogNeedle(string text)
    {
        _sought = new SearchText(text);
        _bytes = Encoding.UTF8.GetBytes(_sought.IsCaseSensitive ? text : text.ToLowerInvariant());
        _isAscii = Ascii.IsValid(text);
    }

    public string Text => _sought.Text;

    public bool IsIn(ReadOnlySpan<byte> line)
    {
        if (line.IndexOf(Escape) >= 0)
            return _sought.IsIn(StyledText.Parse(line).Text);
        if (_sought.IsCaseSensitive)
            return line.IndexOf(_bytes) >= 0;
        return _isAscii ? HasAscii(line) : _sought.IsIn(Encoding.UTF8.GetString(line));
    }

    private bool HasAscii(ReadOnlySpan<byte> line)
    {
        byte lower = _bytes[0], upper = char.IsAsciiLetterLower((char)lower) ? (byte)(lower - 32) : lower;
        for (int at; (at = line.IndexOfAny(lower, upper)) >= 0; line = line[(at + 1)..])
        {
            if (line.Length - at < _bytes.Length)
                return false;
            if (Ascii.EqualsIgnoreCase(line.Slice(at, _bytes.Length), _bytes))
                return true;
        }
        return false;
    }
}
