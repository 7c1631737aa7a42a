using System;
using System.Text;

namespace Lifetop.Terminal;

/// <summary>Text and escape sequences, by name, in one buffer of bytes that is used again and again.</summary>
public sealed class AnsiWriter
{
    private byte[] _bytes = new byte[8192];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    /// <summary>Takes back what was written after a length.</summary>
    public void CutTo(int length) => Length = length;

    public void Remove(int start, int count)
    {
        _bytes.AsSpan(start + count, Length - start - count).CopyTo(_bytes.AsSpan(start));
        Length -= count;
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(Length));
        Length += bytes.Length;
    }

    public void Write(byte one)
    {
        Reserve(1);
        _bytes[Length++] = one;
    }

    public void Number(int number)
    {
        if (number >= 10)
            Number(number / 10);
        Write((byte)('0' + number % 10));
    }

    public void CodePoint(int point)
    {
        if (point < 0x80)
        {
            Write((byte)point);
            return;
        }
        Reserve(4);
        Length += new Rune(point).EncodeToUtf8(_bytes.AsSpan(Length));
    }

    public void Text(string text)
    {
        Reserve(Encoding.UTF8.GetMaxByteCount(text.Length));
        Length += Encoding.UTF8.GetBytes(text, _bytes.AsSpan(Length));
    }

    // ---- the cursor; places count from 0 ----

    public void MoveTo(int x, int y)
    {
        Write("\e["u8);
        if (x > 0 || y > 0)
            Number(y + 1);
        if (x > 0)
        {
            Write((byte)';');
            Number(x + 1);
        }
        Write((byte)'H');
    }

    /// <summary>By a number of cells: <c>A</c> up, <c>B</c> down, <c>C</c> right, <c>D</c> left.</summary>
    public void MoveBy(int cells, char direction)
    {
        Write("\e["u8);
        if (cells > 1)
            Number(cells);
        Write((byte)direction);
    }

    public void EraseToEndOfLine() => Write("\e[K"u8);

    public void EraseScreen() => Write("\e[2J"u8);

    public void ResetStyle() => Write("\e[m"u8);

    public void AskCursorPosition() => Write("\e[6n"u8);

    // ---- modes ----

    public void SetMode(int mode, bool on)
    {
        Write("\e[?"u8);
        Number(mode);
        Write((byte)(on ? 'h' : 'l'));
    }

    public void AskMode(int mode)
    {
        Write("\e[?"u8);
        Number(mode);
        Write("$p"u8);
    }

    private void Reserve(int more)
    {
        if (_bytes.Length - Length < more)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + more));
    }
}

/// <summary>The private modes we set, by number (DEC, xterm, and those agreed on since).</summary>
internal static class ScreenMode
{
    public const int AutoWrap = 7, Cursor = 25, Clicks = 1000, Focus = 1004, ClicksAsNumbers = 1006, AlternateScreen = 1049, BracketedPaste = 2004, Synchronized = 2026;
}
