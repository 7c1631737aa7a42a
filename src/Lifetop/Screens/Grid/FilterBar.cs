using System;
using System.Collections.Generic;
using Lifetop.Model.Query;
using Lifetop.Screens.Dialogs;
using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens.Grid;

/// <summary>The filter as it is typed: it filters at once, what is wrong in it is said above the wrong word, and the rest holds.</summary>
internal sealed class FilterBar : GridBar
{
    private const int MostRemembered = 50;

    private readonly TextField _line = new();
    private readonly List<string> _earlier;
    private readonly string? _worker;
    private FilterCompletion? _completion;
    private int _recalled;

    /// <param name="earlier">Filters that were kept before, oldest first; the one that is kept joins them.</param>
    /// <param name="worker">Where the cursor was: it goes back there when the filter lets it.</param>
    public FilterBar(string text, List<string> earlier, string? worker)
    {
        _line.Set(text);
        _earlier = earlier;
        _recalled = earlier.Count;
        _worker = worker;
    }

    public string Text => _line.Text;

    public override int Rows => 3;

    public override bool Type(Key key, WorkerList list, UiState ui)
    {
        bool isCompleting = key == Key.Tab;
        if (key == Key.Enter)
            Keep();
        else if (key == Key.Esc)
        {
            _line.Set("");
            IsDone = true;
        }
        else if (key == Key.CursorUp || key == Key.CursorDown)
            Recall(key == Key.CursorUp ? -1 : 1);
        else if (isCompleting)
            (_completion ??= FilterCompletion.At(_line, list)).Next(_line);
        else if (!_line.Type(key))
            return false;
        if (!isCompleting)
            _completion = null;
        Apply(list, ui);
        return true;
    }

    public override void Paste(string text, WorkerList list, UiState ui)
    {
        _line.Paste(text);
        Apply(list, ui);
    }

    public override void Draw(Canvas canvas, WorkerList list, UiState ui)
    {
        int margin = canvas.Width < GridLayout.Narrow ? 1 : 2, y = canvas.Height - 2, right = canvas.Width - margin;
        canvas.Fill(new Rect(0, y - 1, canvas.Width, Rows), ' ', ui.Scheme[Role.Text]);
        // A long line shows the part around the caret.
        int room = right - margin - 2, skipped = 0;
        while (TextWidth.Of(_line.Text.AsSpan(skipped, _line.Caret - skipped)) > room)
            skipped += TextWidth.NextCluster(_line.Text.AsSpan(skipped), out _);
        canvas.Write(margin, y, '/', ui.Scheme[Role.Accent]);
        var (start, end) = FilterText.WrongWord(_line.Text, list.Filter.Error);
        var line = canvas.Part(0, y, right, 1);
        int x = margin + 1, errorAt = x;
        for (int i = skipped; i <= _line.Text.Length;)
        {
            if (i == start)
                errorAt = x;
            if (i == _line.Caret)
                line.Write(x++, 0, ui.Glyphs.Caret, ui.Scheme[Role.Accent]);
            if (i == _line.Text.Length)
                break;
            int length = TextWidth.NextCluster(_line.Text.AsSpan(i), out _);
            bool isWrong = i >= start && i < end;
            x = line.Write(x, 0, _line.Text.AsSpan(i, length), isWrong ? FilterText.WrongStyle(ui) : ui.Scheme[Role.Bright]);
            i += length;
        }
        if (list.Filter.Error is { } error)
            DrawError(canvas, margin, errorAt, y - 1, right, error.Text, ui);
        DrawKeys(canvas, margin, y + 1, right, list.Filter.Error is not null, ui);
    }

    private static void DrawError(Canvas canvas, int margin, int x, int y, int right, string text, UiState ui)
    {
        var style = ui.Scheme[Role.Bad];
        string safe = SafeText.Of(text);
        int width = TextWidth.Of(safe);
        // Where there is no room behind the corner the words stand before it.
        if (x + 2 + width > right && x - 1 - width >= margin)
        {
            canvas.WriteRight(x - 1, y, safe, style);
            canvas.Write(x, y, ui.Glyphs.IsAscii ? '\\' : ui.Glyphs.TopRight, style);
            return;
        }
        x = Math.Clamp(x, margin, Math.Max(margin, right - 2 - width));
        canvas.Write(x, y, ui.Glyphs.Error, style);
        CutText.Draw(canvas, x + 2, y, safe, right - x - 2, Kept.Start, style, ui.Glyphs.Cut);
    }

    private static void DrawKeys(Canvas canvas, int x, int y, int right, bool isWrong, UiState ui)
    {
        const string Holds = "last good part holds";
        if (isWrong && right - x > 70)
            canvas.WriteRight(right, y, Holds, ui.Scheme[Role.Faint]);
        x = KeyHint.Draw(canvas, x, y, right, "Enter", "keeps", ui);
        x = KeyHint.Draw(canvas, x, y, right, "Esc", "clears", ui);
        x = KeyHint.Draw(canvas, x, y, right, "Up", "earlier", ui);
        KeyHint.Draw(canvas, x, y, right, "Tab", "completes", ui);
    }

    private void Keep()
    {
        IsDone = true;
        if (_line.Text.Trim().Length == 0)
        {
            _line.Set("");
            return;
        }
        _earlier.Remove(_line.Text);
        if (_earlier.Count == MostRemembered)
            _earlier.RemoveAt(0);
        _earlier.Add(_line.Text);
    }

    private void Recall(int step)
    {
        int at = Math.Clamp(_recalled + step, 0, _earlier.Count);
        if (at == _recalled)
            return;
        _recalled = at;
        _line.Set(at == _earlier.Count ? "" : _earlier[at]);
    }

    private void Apply(WorkerList list, UiState ui)
    {
        list.Only(WorkerFilter.Parse(_line.Text), ui);
        if (_worker is not null)
            list.MoveTo(_worker, ui);
    }
}
