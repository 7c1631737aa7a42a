using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Lifetop.Terminal;

namespace Lifetop.Tests.Support;

/// <summary>What stands in a place of a <see cref="VirtualTerminal"/>; the right half of a wide glyph is empty text.</summary>
public readonly record struct ShownCell(string Text, Style Style)
{
    /// <summary>What a terminal leaves of a wide glyph that was half overwritten: nothing to rely on.</summary>
    public static ShownCell Debris { get; } = new("▒", Style.Plain);

    public bool IsRightHalf => Text.Length == 0;
}

/// <summary>
/// A terminal that keeps its screen in memory. It knows the sequences lifetop may write and nothing else: what it does not know,
/// or what real terminals disagree about, is an exception.
/// </summary>
public sealed class VirtualTerminal
{
    private readonly Func<string, int> _widthOf;
    private readonly List<byte> _sequence = [];
    private readonly Decoder _utf8 = new UTF8Encoding(false, throwOnInvalidBytes: true).GetDecoder();
    private ShownCell[] _cells = [];
    private ShownCell[]? _main;
    private (int X, int Y) _savedCursor;
    private (int X, int Y)? _last;
    private Style _style;
    private char _highSurrogate;
    private bool _behindEdge;

    public VirtualTerminal(int width, int height, Func<string, int>? widthOf = null)
    {
        _widthOf = widthOf ?? (static text => TextWidth.Of(text));
        Width = width;
        Height = height;
        _cells = Blank();
    }

    public int Width { get; private set; }
    public int Height { get; private set; }
    public int X { get; private set; }
    public int Y { get; private set; }

    /// <summary>Erases with the background in force.</summary>
    public bool ErasesWithBackground { get; init; } = true;

    /// <summary>Others write too, or its size changes under way: what relies on an edge is no mistake.</summary>
    public bool IsForgiving { get; init; }

    /// <summary>Says that it knows mode 2026.</summary>
    public bool Synchronizes { get; init; }

    /// <summary>Draws ambiguous glyphs wide when it is asked about one.</summary>
    public bool AmbiguousIsWide { get; init; }

    /// <summary>Private modes that are on.</summary>
    public SortedSet<int> Modes { get; } = [7, 25];

    public int KeyModes { get; private set; }

    public int Bells { get; private set; }

    public string? Clipboard { get; private set; }

    /// <summary>What it would type in answer, since the last call.</summary>
    public StringBuilder Replies { get; } = new();

    public bool OnAlternateScreen => _main is not null;

    public ShownCell this[int x, int y] => _cells[y * Width + x];

    public string Text => string.Join('\n', Enumerable.Range(0, Height).Select(Row));

    public string Row(int y) => string.Concat(Enumerable.Range(0, Width).Select(x => this[x, y].Text)).TrimEnd();

    public bool Shows(string text) => Text.Contains(text, StringComparison.Ordinal);

    /// <summary>As a real one does when its window changes; what stands on the screen is cut.</summary>
    public void Resize(int width, int height)
    {
        _cells = Cut(_cells, width, height);
        if (_main is not null)
            _main = Cut(_main, width, height);
        Width = width;
        Height = height;
        X = Math.Min(X, width - 1);
        Y = Math.Min(Y, height - 1);
        _last = null;
    }

    public void Feed(ReadOnlySpan<byte> bytes)
    {
        foreach (byte next in bytes)
            Step(next);
    }

    private void Step(byte next)
    {
        if (next == 0x18)
        {
            _sequence.Clear();
            _utf8.Reset();
            return;
        }
        if (_sequence.Count > 0)
        {
            _sequence.Add(next);
            if (IsFinished(next))
            {
                string sequence = Encoding.UTF8.GetString([.. _sequence]);
                _sequence.Clear();
                Act(sequence);
            }
        }
        else if (next == 0x1B)
            _sequence.Add(next);
        else if (next < 0x20 || next == 0x7F)
            Control(next);
        else
            Letters(next);
    }

    private bool IsFinished(byte next) => (char)_sequence[1] switch
    {
        '[' => _sequence.Count > 2 && next is >= 0x40 and <= 0x7E,
        ']' => next == 0x07,
        'P' => _sequence.Count > 2 && next == '\\' && _sequence[^2] == 0x1B,
        _ => true,
    };

    private void Control(byte next)
    {
        switch (next)
        {
            case 0x07:
                Bells++;
                break;
            case 0x08:
                MoveTo(Math.Max(Relative(X - 1), IsForgiving ? 0 : -1), Y);
                break;
            case 0x0A:
                if (Y == Height - 1 && OnAlternateScreen && !IsForgiving)
                    throw Surprise("a line feed in the last row scrolls");
                LineFeed();
                break;
            case 0x0D:
                MoveTo(0, Y);
                break;
            default:
                throw Surprise($"control {next:X2}");
        }
    }

    private void Letters(byte next)
    {
        Span<char> letters = stackalloc char[2];
        int count = _utf8.GetChars([next], letters, flush: false);
        foreach (char letter in letters[..count])
        {
            if (char.IsHighSurrogate(letter))
                _highSurrogate = letter;
            else
                Print(char.IsLowSurrogate(letter) ? char.ConvertToUtf32(_highSurrogate, letter) : letter);
        }
    }

    private void Print(int point)
    {
        if (point is >= 0x80 and < 0xA0)
            throw Surprise($"control {point:X2}");
        string text = char.ConvertFromUtf32(point);
        if (_last is { } last && Extends(this[last.X, last.Y].Text, point))
        {
            Put(last.X, last.Y, this[last.X, last.Y].Text + text);
            return;
        }
        if (_behindEdge)
            Wrap(point);
        Put(X, Y, text);
    }

    private void Wrap(int point)
    {
        if (Modes.Contains(7))
        {
            LineFeed();
            X = 0;
        }
        else if (!IsForgiving)
            throw Surprise($"U+{point:X4} is written behind the right edge");
        _behindEdge = false;
    }

    private void LineFeed()
    {
        _last = null;
        if (Y < Height - 1)
        {
            Y++;
            return;
        }
        Array.Copy(_cells, Width, _cells, 0, _cells.Length - Width);
        Array.Fill(_cells, new ShownCell(" ", Style.Plain), _cells.Length - Width, Width);
    }

    /// <summary>One cluster as this terminal divides text: the cells it took before belong to it still.</summary>
    private void Put(int x, int y, string text)
    {
        int width = Math.Max(1, _widthOf(text));
        if (_last != (x, y))
            Tear(x, y);
        for (int i = 0; i < width && x + i < Width; i++)
        {
            if (i > 0 && !(_last == (x, y) && this[x + i, y].IsRightHalf))
                Tear(x + i, y);
            _cells[y * Width + x + i] = new ShownCell(i == 0 ? text : "", _style);
        }
        _last = (x, y);
        (X, Y) = (Math.Min(x + width, Width - 1), y);
        _behindEdge = x + width >= Width;
    }

    /// <summary>The other halves of what stood here are gone too.</summary>
    private void Tear(int x, int y)
    {
        int at = y * Width + x;
        for (int i = at + 1; i < (y + 1) * Width && _cells[i].IsRightHalf; i++)
            _cells[i] = ShownCell.Debris;
        if (!_cells[at].IsRightHalf)
            return;
        int head = at;
        while (_cells[head].IsRightHalf)
            head--;
        for (int i = head; i < at; i++)
            _cells[i] = ShownCell.Debris;
    }

    private static bool Extends(string before, int point)
        => before.EndsWith('\u200D') || TextWidth.NextCluster(before + char.ConvertFromUtf32(point), out _) > before.Length;

    private void Act(string sequence)
    {
        if (sequence.StartsWith("\e]52;c;", StringComparison.Ordinal))
            Clipboard = Encoding.UTF8.GetString(Convert.FromBase64String(sequence[7..^1]));
        else if (sequence.StartsWith("\eP", StringComparison.Ordinal))
            Feed(Encoding.UTF8.GetBytes(sequence[2..^2]));
        else if (sequence.StartsWith("\e[", StringComparison.Ordinal))
            ActOnControl(sequence[2..^1], sequence[^1], sequence);
        else
            throw Surprise(Visible(sequence));
    }

    private void ActOnControl(string parameters, char final, string sequence)
    {
        if (parameters.StartsWith('?') && final is 'h' or 'l')
            SetMode(int.Parse(parameters[1..], CultureInfo.InvariantCulture), final == 'h');
        else if (parameters == "?2026$" && final == 'p')
            Replies.Append(CultureInfo.InvariantCulture, $"\e[?2026;{(Synchronizes ? 2 : 0)}$y");
        else if (parameters == ">1" && final == 'u')
            KeyModes++;
        else if (parameters == "<" && final == 'u')
            KeyModes = Math.Max(0, KeyModes - 1);
        else if (parameters.Any(static letter => letter is not (>= '0' and <= '9') and not ';'))
            throw Surprise(Visible(sequence));
        else
            ActOnNumbers([.. parameters.Split(';').Select(static number => number.Length == 0 ? 0 : int.Parse(number, CultureInfo.InvariantCulture))], final, sequence);
    }

    private void ActOnNumbers(int[] numbers, char final, string sequence)
    {
        int count = Math.Max(1, numbers[0]);
        switch (final)
        {
            case 'H' when numbers.Length <= 2:
                MoveTo(Math.Max(1, numbers.ElementAtOrDefault(1)) - 1, count - 1);
                break;
            case 'A':
                MoveTo(Relative(X), Y - count);
                break;
            case 'B':
                MoveTo(Relative(X), Y + count);
                break;
            case 'C':
                MoveTo(Relative(X + count), Y);
                break;
            case 'D':
                MoveTo(Relative(X - count), Y);
                break;
            case 'K' when numbers is [0]:
                Erase(Y * Width + X, (Y + 1) * Width);
                break;
            case 'J' when numbers is [2]:
                Erase(0, _cells.Length);
                break;
            case 'm':
                _style = VirtualStyle.Apply(_style, numbers) ?? throw Surprise(Visible(sequence));
                break;
            case 'n' when numbers is [6]:
                Replies.Append(CultureInfo.InvariantCulture, $"\e[{Y + 1};{X + 1 + (AmbiguousIsWide ? 1 : 0)}R");
                break;
            default:
                throw Surprise(Visible(sequence));
        }
    }

    private void MoveTo(int x, int y)
    {
        if (x < 0 || y < 0)
            throw Surprise($"the cursor is moved to {x},{y}");
        // A terminal that has just become smaller keeps the cursor inside.
        (X, Y) = (Math.Min(x, Width - 1), Math.Min(y, Height - 1));
        _last = null;
        _behindEdge = false;
    }

    private int Relative(int x) => _behindEdge && !IsForgiving ? throw Surprise("a relative move from behind the right edge") : x;

    private void Erase(int from, int to)
    {
        if (from % Width != 0 && _cells[from].IsRightHalf)
            Tear(from % Width, from / Width);
        Array.Fill(_cells, new ShownCell(" ", ErasesWithBackground ? Style.Plain.On(_style.Background) : Style.Plain), from, to - from);
        _last = null;
    }

    private void SetMode(int mode, bool on)
    {
        if (mode is not (7 or 25 or 1000 or 1004 or 1006 or 1049 or 2004 or 2026))
            throw Surprise($"mode {mode}");
        if (on)
            Modes.Add(mode);
        else
            Modes.Remove(mode);
        if (mode != 1049 || on == OnAlternateScreen)
            return;
        if (on)
        {
            (_main, _savedCursor) = (_cells, (X, Y));
            _cells = Blank();
        }
        else
        {
            _cells = _main!;
            _main = null;
            MoveTo(Math.Min(_savedCursor.X, Width - 1), Math.Min(_savedCursor.Y, Height - 1));
        }
    }

    private ShownCell[] Blank() => [.. Enumerable.Repeat(new ShownCell(" ", Style.Plain), Width * Height)];

    private ShownCell[] Cut(ShownCell[] cells, int width, int height)
    {
        var cut = new ShownCell[width * height];
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++)
                cut[y * width + x] = x < Width && y < Height ? cells[y * Width + x] : new ShownCell(" ", Style.Plain);
        return cut;
    }

    private static string Visible(string sequence) => sequence.Replace("\e", "ESC ", StringComparison.Ordinal);

    private static InvalidOperationException Surprise(string what) => new("the terminal is surprised: " + what);
}
