using System;
using System.Text;
using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens.Dialogs;

/// <summary>One line of text to type into: a caret, the keys of a shell's line, and nothing in it that could act on a terminal.</summary>
public sealed class TextField
{
    private int _scrolled;

    public string Text { get; private set; } = "";

    /// <summary>In chars, always between two clusters.</summary>
    public int Caret { get; private set; }

    /// <summary>It takes no more chars than this.</summary>
    public int Limit { get; init; } = 1000;

    /// <summary>Which letters it takes; all when null.</summary>
    public Predicate<char>? Accepts { get; init; }

    public void Set(string text)
    {
        Text = "";
        Caret = 0;
        Paste(text);
    }

    /// <summary>True when the key was one of editing; the others are their owner's.</summary>
    public bool Type(Key key)
    {
        if (key.IsText)
            return key.Code >= ' ' && Insert(char.ConvertFromUtf32(key.Code));
        if (key == Key.Home || key == Ctrl('a'))
            Caret = 0;
        else if (key == Key.End || key == Ctrl('e'))
            Caret = Text.Length;
        else if (key == Key.CursorLeft)
            Caret = Before(Caret);
        else if (key == Key.CursorRight)
            Caret = After(Caret);
        else if (key == Key.Backspace || key == Ctrl('h'))
            Remove(Before(Caret), Caret);
        else if (key == Key.Delete)
            Remove(Caret, After(Caret));
        else if (key == Ctrl('w'))
            Remove(WordBefore(Caret), Caret);
        else if (key == Ctrl('u'))
            Remove(0, Caret);
        else if (key == Ctrl('k'))
            Remove(Caret, Text.Length);
        else
            return false;
        return true;
    }

    /// <summary>Puts a text in at the caret; line ends become blanks, other invisible letters are left out.</summary>
    public void Paste(string text)
    {
        var clean = new StringBuilder(Math.Min(text.Length, Limit));
        int before = 0;
        for (int i = 0; i < text.Length && Text.Length + clean.Length < Limit; i++)
        {
            if (char.IsSurrogatePair(text, i))
            {
                before = Append(clean, char.ConvertToUtf32(text[i], text[i + 1]), before);
                i++;
            }
            else if (text[i] is '\n' or '\t')
                before = Append(clean, ' ', before);
            else if (!char.IsSurrogate(text[i]))
                before = Append(clean, text[i], before);
        }
        Put(clean.ToString());
    }

    /// <summary>Puts a piece in the place of another and the caret behind it.</summary>
    public void Replace(int start, int length, string piece)
    {
        Remove(start, start + length);
        Put(piece);
    }

    /// <summary>Draws it in so many columns, the caret always seen where it has the keys.</summary>
    public void Draw(Canvas canvas, int x, int y, int columns, UiState ui, Role ground, bool focused)
    {
        if (columns < 1)
            return;
        var style = ui.Scheme.On(Role.Bright, ground);
        int before = TextWidth.Of(Text.AsSpan(0, Caret));
        _scrolled = Math.Clamp(_scrolled, Math.Max(0, before - columns + 1), before);
        if (TextWidth.Of(Text) < columns)
            _scrolled = 0;
        var seen = canvas.Part(x, y, columns, 1);
        seen.Write(-_scrolled, 0, Text, style);
        if (!focused)
            return;
        int at = before - _scrolled;
        if (Caret == Text.Length)
            seen.Write(at, 0, ui.Glyphs.Caret, ui.Scheme.On(Role.Accent, ground));
        else
            seen.Write(at, 0, Text.AsSpan(Caret, After(Caret) - Caret), style.With(TextAttributes.Reverse));
    }

    private static Key Ctrl(char letter) => new(letter, KeyModifiers.Ctrl);

    /// <summary>Appends what can be seen; what joins two emoji to one may stay between them. Returns what stands last now.</summary>
    private int Append(StringBuilder clean, int point, int before)
    {
        bool joins = (point == CodePoints.Joiner || CodePoints.IsVariationSelector(point)) && CodePoints.IsPictographic(before);
        if (point < ' ' || (CodePoints.IsHidden(point) && !joins) || (Accepts is { } accepts && (point > char.MaxValue || !accepts((char)point))))
            return before;
        clean.Append(char.ConvertFromUtf32(point));
        return joins ? before : point;
    }

    private bool Insert(string typed)
    {
        if (Accepts is { } accepts && !accepts(typed[0]))
            return false;
        if (!CodePoints.IsHidden(char.ConvertToUtf32(typed, 0)))
            Put(typed);
        return true;
    }

    private void Put(string text)
    {
        if (text.Length == 0 || Text.Length + text.Length > Limit)
            return;
        Text = Text.Insert(Caret, text);
        Caret += text.Length;
        // A mark joins the letter before it: the caret may not be left between them.
        Caret = After(Before(Caret));
    }

    private void Remove(int from, int to)
    {
        Text = Text.Remove(from, to - from);
        Caret = from;
    }

    private int After(int caret) => caret + TextWidth.NextCluster(Text.AsSpan(caret), out _);

    private int Before(int caret)
    {
        int at = 0;
        while (at < caret)
        {
            int next = After(at);
            if (next >= caret)
                break;
            at = next;
        }
        return at;
    }

    private int WordBefore(int caret)
    {
        int at = caret;
        while (at > 0 && Text[at - 1] == ' ')
            at--;
        while (at > 0 && Text[at - 1] != ' ')
            at--;
        return at;
    }
}
