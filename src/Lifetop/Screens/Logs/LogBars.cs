using System.Collections.Immutable;
using Lifetop.Model;
using Lifetop.Screens.Dialogs;
using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens.Logs;

/// <summary>Draws what is around the rows of a log: whose it is and how it is read, what is sought, and the keys.</summary>
internal readonly struct LogBars(Canvas canvas, UiState ui)
{
    private const int WideFrom = 100;

    private int Left => canvas.Width < LogLayout.NarrowBelow ? 1 : 2;

    private int Gap => canvas.Width >= WideFrom ? 3 : 2;

    public void Head(ImmutableArray<LogSource> sources, string right)
    {
        int end = canvas.Width - Left;
        canvas.WriteRight(end, 0, right, ui.Scheme[Role.Soft]);
        var part = canvas.Part(0, 0, end - TextWidth.Of(right) - 2, 1);
        int x = part.Write(Left, 0, "logs", ui.Scheme.Strong(Role.Accent)) + 2;
        for (int i = 0; i < sources.Length; i++)
        {
            string name = SafeText.Of(sources[i].Name);
            string rest = string.Concat("+", AgeText.Grouped(sources.Length - i));
            int after = i < sources.Length - 1 ? 2 + rest.Length : 0;
            if (i > 0 && x + TextWidth.Of(name) + after > part.Width)
            {
                part.Write(x, 0, rest, ui.Scheme[Role.Faint]);
                return;
            }
            x = part.Write(x, 0, name, sources.Length == 1 ? ui.Scheme.Strong(Role.Bright) : ui.Scheme[LogBody.RoleOfName(i)]) + 2;
        }
        if (sources is [var only])
        {
            string place = only.IsPane ? "pane " + only.Pane!.PaneId : SafeText.Of(only.File);
            part.Write(x, 0, TextWidth.CutStart(place, part.Width - x, ui.Glyphs.Cut), ui.Scheme[Role.Faint]);
        }
    }

    public void Rule(int y) => canvas.Line(Left, y, canvas.Width - 2 * Left, ui.Glyphs.Thin, ui.Scheme[Role.Line]);

    public void Hint(int y, string text) => canvas.Write(Left, y, TextWidth.Cut(text, canvas.Width - 2 * Left, ui.Glyphs.Cut), ui.Scheme[Role.Faint]);

    /// <summary>A field that is typed into, its caret, and what can be done with it.</summary>
    public void Field(int y, string label, TextField field, string found, KeyHint[] keys)
    {
        int x = canvas.Write(Left, y, label, ui.Scheme[Role.Accent]);
        int columns = System.Math.Min(TextWidth.Of(field.Text) + 1, System.Math.Max(8, canvas.Width - Left - x));
        field.Draw(canvas, x, y, columns, ui, Role.Ground, focused: true);
        Found(x + columns + 2, y, found, keys);
    }

    /// <summary>What is sought and how often it is there.</summary>
    public void Sought(int y, string text, string found, KeyHint[] keys)
    {
        int x = canvas.Write(Left, y, "/", ui.Scheme[Role.Accent]);
        x = canvas.Write(x, y, TextWidth.Cut(SafeText.Of(text), canvas.Width / 2, ui.Glyphs.Cut), ui.Scheme[Role.Text]);
        Found(x + 3, y, found, keys);
    }

    public void Keys(int y, KeyHint[] keys)
    {
        var help = keys[^1];
        int room = canvas.Width - Left - help.Width;
        int x = Left;
        for (int i = 0; i < keys.Length - 1; i++)
        {
            if (x + keys[i].Width + Gap > room)
                continue;
            x = Key(x, y, keys[i]) + Gap;
        }
        _ = Key(x, y, help);
    }

    private void Found(int x, int y, string found, KeyHint[] keys)
    {
        if (found.Length > 0)
            x = canvas.Write(x, y, found, ui.Scheme[Role.Soft]) + 3;
        foreach (var key in keys)
        {
            if (x + key.Width > canvas.Width - Left)
                return;
            x = Key(x, y, key) + 2;
        }
    }

    private int Key(int x, int y, KeyHint key)
    {
        x = canvas.Write(x, y, key.Key, ui.Scheme[Role.Accent]);
        return canvas.Write(x + 1, y, key.Word, ui.Scheme[Role.Soft]);
    }
}

/// <summary>A key and what it does, in a word.</summary>
internal sealed record KeyHint(string Key, string Word)
{
    public int Width => TextWidth.Of(Key) + 1 + TextWidth.Of(Word);
}
