using System.Collections.Generic;
using Lifetop.Terminal;

namespace Lifetop.Screens.Dialogs;

/// <summary>A labelled field of a form: a line of text, or one of a few words that begin with different letters.</summary>
public sealed class FormField
{
    private FormField(string label) => Label = label;

    public static FormField OfText(string label, string text = "")
    {
        var line = new TextField { Limit = 400 };
        line.Set(text);
        return new FormField(label) { Line = line };
    }

    public static FormField OfWords(string label, string chosen, params IReadOnlyList<string> words)
    {
        var field = new FormField(label) { Words = words };
        for (int i = 0; i < words.Count; i++)
            if (words[i] == chosen)
                field.Chosen = i;
        return field;
    }

    public string Label { get; }

    /// <summary>Null for one that chooses.</summary>
    public TextField? Line { get; private init; }

    /// <summary>Empty for one that is typed into.</summary>
    public IReadOnlyList<string> Words { get; private init; } = [];

    public int Chosen { get; private set; }

    /// <summary>What was typed or chosen; null for nothing.</summary>
    public string? Text => Line is { } line ? line.Text.Trim() is { Length: > 0 } text ? text : null : Words[Chosen];

    /// <summary>Space and the arrows go on, a letter takes the word it begins.</summary>
    public bool Choose(Key key)
    {
        if (key == Key.Space || key == Key.CursorRight || key == Key.CursorLeft)
        {
            Chosen = (Chosen + (key == Key.CursorLeft ? Words.Count - 1 : 1)) % Words.Count;
            return true;
        }
        for (int i = 0; i < Words.Count; i++)
            if (key == new Key(Words[i][0]))
            {
                Chosen = i;
                return true;
            }
        return false;
    }
}
