using System;
using System.Globalization;
using System.Text;
using Lifetop.Terminal;

namespace Lifetop.Screens.Grid;

/// <summary>A line being typed: its text and the caret in it, which never stands inside a letter.</summary>
internal sealed class TypedLine
{
    private const int Longest = 1000;

    public string Text { get; private set; } = "";

    public int Caret { get; private set; }

    public void Set(string text) => (Text, Caret) = (text, text.Length);

    /// <summary>Puts a piece in the place of another and the caret behind it.</summary>
    public void Replace(int start, int length, string piece)
        => (Text, Caret) = (string.Concat(Text.AsSpan(0, start), piece, Text.AsSpan(start + length)), start + piece.Length);

    /// <summary>Puts it in at the caret, on one line and without what is no letter.</summary>
    public void Insert(string text)
    {
        var letters = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
            if (Rune.IsWhiteSpace(rune))
                letters.Append(' ');
            else if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Surrogate or UnicodeCategory.Format))
                letters.Append(rune);
        if (Text.Length + letters.Length <= Longest)
            Replace(Caret, 0, letters.ToString());
    }

    /// <summary>False for a key that edits nothing.</summary>
    public bool Type(Key key)
    {
        if (key.IsText && key.Code >= ' ')
            Insert(char.ConvertFromUtf32(key.Code));
        else if (key == Key.Backspace)
            Delete(Before(Caret), Caret);
        else if (key == Key.Delete)
            Delete(Caret, After(Caret));
        else if (key == Key.CursorLeft)
            Caret = Before(Caret);
        else if (key == Key.CursorRight)
            Caret = After(Caret);
        else if (key == Key.Home || key == new Key('a').WithCtrl)
            Caret = 0;
        else if (key == Key.End || key == new Key('e').WithCtrl)
            Caret = Text.Length;
        else if (key == new Key('u').WithCtrl)
            Delete(0, Caret);
        else if (key == new Key('w').WithCtrl)
            Delete(WordBefore(), Caret);
        else
            return false;
        return true;
    }

    private void Delete(int from, int to) => Replace(from, to - from, "");

    private int Before(int at)
    {
        int last = 0;
        for (int i = 0; i < at; i += TextWidth.NextCluster(Text.AsSpan(i), out _))
            last = i;
        return last;
    }

    private int After(int at) => at >= Text.Length ? at : at + TextWidth.NextCluster(Text.AsSpan(at), out _);

    private int WordBefore()
    {
        int at = Caret;
        while (at > 0 && Text[at - 1] == ' ')
            at--;
        while (at > 0 && Text[at - 1] != ' ')
            at--;
        return at;
    }
}
