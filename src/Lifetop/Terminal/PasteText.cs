using System;
using System.Text;

namespace Lifetop.Terminal;

/// <summary>What a bracketed paste brought so far, up to a limit, and whether its end mark came.</summary>
internal sealed class PasteText(int limit = 1 << 20)
{
    private static ReadOnlySpan<byte> End => "\e[201~"u8;

    private byte[] _bytes = [];
    private int _length, _matched;

    public void Begin() => _length = _matched = 0;

    /// <summary>True once the byte completes the end mark.</summary>
    public bool Add(byte next)
    {
        if (next == End[_matched])
            return ++_matched == End.Length;
        for (int i = 0; i < _matched; i++)
            Keep(End[i]);
        _matched = next == End[0] ? 1 : 0;
        if (_matched == 0)
            Keep(next);
        return false;
    }

    /// <summary>The text, its line ends as line feeds.</summary>
    public string Take()
    {
        string text = Encoding.UTF8.GetString(_bytes, 0, _length).Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        _bytes = [];
        Begin();
        return text;
    }

    private void Keep(byte one)
    {
        if (_length == limit)
            return;
        if (_length == _bytes.Length)
            Array.Resize(ref _bytes, Math.Min(limit, Math.Max(256, _length * 2)));
        _bytes[_length++] = one;
    }
}
