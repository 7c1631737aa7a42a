using System;
using System.Text;

namespace Lifetop.Observation.Logs;

/// <summary>What scrolled out of a pane, kept up to a size, and behind it what stands on its screen now.</summary>
public sealed class PaneContent : ILogContent
{
    private const int MostBytes = 4 << 20;

    private byte[] _bytes = new byte[16 * 1024];
    private int _length;
    private int _scrolled;

    public long Start { get; private set; }

    public long End => Start + _length;

    /// <summary>What is before this will never change.</summary>
    public long ScreenStart => Start + _scrolled;

    /// <summary>Adds what scrolled out since the last time, and replaces the screen.</summary>
    public void Take(ReadOnlySpan<string> scrolled, ReadOnlySpan<string> screen)
    {
        _length = _scrolled;
        foreach (string line in scrolled)
            Append(line);
        _scrolled = _length;
        if (_scrolled > MostBytes)
            DropOldHalf();
        foreach (string line in screen)
            Append(line);
    }

    public int ReadAt(Span<byte> buffer, long offset)
    {
        if (offset < Start || offset >= End)
            return 0;
        var rest = _bytes.AsSpan((int)(offset - Start), (int)(End - offset));
        int length = Math.Min(rest.Length, buffer.Length);
        rest[..length].CopyTo(buffer);
        return length;
    }

    private void Append(string line)
    {
        int needed = _length + Encoding.UTF8.GetMaxByteCount(line.Length) + 1;
        if (needed > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(needed, _bytes.Length * 2));
        _length += Encoding.UTF8.GetBytes(line, _bytes.AsSpan(_length));
        _bytes[_length++] = (byte)'\n';
    }

    private void DropOldHalf()
    {
        int half = _scrolled / 2;
        int start = half + _bytes.AsSpan(half, _scrolled - half).IndexOf((byte)'\n') + 1;
        _bytes.AsSpan(start, _length - start).CopyTo(_bytes);
        _length -= start;
        _scrolled -= start;
        Start += start;
    }
}
