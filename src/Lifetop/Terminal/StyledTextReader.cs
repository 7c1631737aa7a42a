using System;
using System.Text;

namespace Lifetop.Terminal;

/// <summary>
/// Takes lines with escape sequences apart: looks are kept, every other sequence is dropped, and so is what was begun of one.
/// The text of a string that never ends stays, so that a stray escape cannot make the rest of a line disappear.
/// </summary>
internal sealed class StyledTextReader
{
    private const char Escape = '\e', ShiftOut = '\x0E', ShiftIn = '\x0F', Bell = '\a', Csi = '\x9B', StringEnd = '\x9C';
    private const int TabStop = 8;

    /// <summary>What ` to ~ draw while line drawing is shifted in (VT100 special graphics).</summary>
    private const string LineDrawing = "◆▒␉␌␍␊°±␤␋┘┐┌└┼⎺⎻─⎼⎽├┤┴┬│≤≥π≠£·";

    private readonly StringBuilder _text = new();
    private readonly StringBuilder _piece = new();
    private StyledRun[] _runs = new StyledRun[8];
    private int _count;
    private int _columns;
    private Style _style;
    private bool _draws;

    // Asked once a line, so that a line of nothing but controls does not take its length squared.
    private bool _noStringEnds;

    /// <summary>Goes on with the style the line before ended in.</summary>
    public StyledText Line(ReadOnlySpan<char> line)
    {
        _text.Clear();
        _piece.Clear();
        _count = _columns = 0;
        if (line.EndsWith("\r"))
            line = line[..^1];
        _noStringEnds = false;
        while (!line.IsEmpty)
        {
            int plain = PlainLength(line);
            Add(line[..plain]);
            line = line[plain..];
            if (line.IsEmpty)
                break;
            int length = SequenceLength(line);
            if (length > 0)
                Obey(line[..length]);
            else if (line[0] == '\t')
                Tab();
            else
                Add(line[..1]);
            line = line[Math.Max(1, length)..];
        }
        EndPiece();
        return _text.Length == 0 ? StyledText.Empty : new StyledText(_text.ToString(), CopyOfRuns(_count));
    }

    /// <summary>How much comes before the next control character of either set. A loop, for the framework's search makes garbage, and a line may be nothing but them.</summary>
    private static int PlainLength(ReadOnlySpan<char> text)
    {
        int end = 0;
        while (end < text.Length && text[end] is >= ' ' and not (>= '\x80' and <= '\x9F'))
            end++;
        return end;
    }

    private void Add(ReadOnlySpan<char> text)
    {
        if (!_draws)
        {
            _piece.Append(text);
            return;
        }
        foreach (char letter in text)
            _piece.Append(letter is >= '`' and <= '~' ? LineDrawing[letter - '`'] : letter);
    }

    private void Tab()
    {
        EndPiece();
        _piece.Append("        ", 0, TabStop - _columns % TabStop);
    }

    private void Obey(ReadOnlySpan<char> sequence)
    {
        if (sequence[0] is ShiftOut or ShiftIn)
        {
            _draws = sequence[0] == ShiftOut;
            return;
        }
        int body = sequence[0] == Csi ? 1 : 2;
        if (sequence[^1] != 'm' || (sequence[0] == Escape && sequence[1] != '['))
            return;
        var changed = Sgr.Apply(_style, sequence[body..^1]);
        if (changed == _style)
            return;
        EndPiece();
        _style = changed;
    }

    /// <summary>How much from here is a control sequence, whole or broken off; 0 when it is text.</summary>
    private int SequenceLength(ReadOnlySpan<char> text) => text[0] switch
    {
        ShiftOut or ShiftIn => 1,
        Csi => ControlLength(text, 1),
        '\x90' or '\x98' or '\x9D' or '\x9E' or '\x9F' => StringLength(text, 1),
        Escape when text.Length > 1 => text[1] switch
        {
            '[' => ControlLength(text, 2),
            'P' or 'X' or ']' or '^' or '_' => StringLength(text, 2),
            >= ' ' and <= '/' => ShortLength(text),
            >= '0' and <= '~' => 2,
            _ => 1,
        },
        Escape => 1,
        _ => 0,
    };

    /// <summary>ECMA-48: parameters, then intermediates, then one final byte.</summary>
    private static int ControlLength(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && text[at] is >= '0' and <= '?')
            at++;
        while (at < text.Length && text[at] is >= ' ' and <= '/')
            at++;
        return at < text.Length && text[at] is >= '@' and <= '~' ? at + 1 : at;
    }

    /// <summary>Titles, links and such: up to the string terminator, or the bell that xterm takes as well.</summary>
    private int StringLength(ReadOnlySpan<char> text, int introducer)
    {
        int end = _noStringEnds ? -1 : text[introducer..].IndexOfAny(Bell, StringEnd, Escape);
        if (end < 0)
        {
            _noStringEnds = true;
            return introducer;
        }
        end += introducer;
        if (text[end] != Escape)
            return end + 1;
        return end + 1 < text.Length && text[end + 1] == '\\' ? end + 2 : introducer;
    }

    private static int ShortLength(ReadOnlySpan<char> text)
    {
        int at = 1;
        while (at < text.Length && text[at] is >= ' ' and <= '/')
            at++;
        return at < text.Length && text[at] is >= '0' and <= '~' ? at + 1 : at;
    }

    private void EndPiece()
    {
        if (_piece.Length == 0)
            return;
        string safe = SafeText.Of(_piece.ToString());
        _piece.Clear();
        _columns += TextWidth.Of(safe);
        _text.Append(safe);
        if (_count > 0 && _runs[_count - 1].Style == _style)
        {
            _runs[_count - 1] = new StyledRun(_runs[_count - 1].Length + safe.Length, _style);
            return;
        }
        if (_count == _runs.Length)
            _runs = CopyOfRuns(_count * 2);
        _runs[_count++] = new StyledRun(safe.Length, _style);
    }

    // Not Array.Resize, which would be compiled on the spot for an array of our own.
    private StyledRun[] CopyOfRuns(int length)
    {
        var copy = new StyledRun[length];
        Array.Copy(_runs, copy, _count);
        return copy;
    }
}
