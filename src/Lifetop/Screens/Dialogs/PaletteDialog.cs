using System;
using System.Collections.Generic;
using System.Globalization;
using Lifetop.Model.Query;
using Lifetop.Screens.Acting;
using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens.Dialogs;

/// <summary>Every action by name: what is typed narrows it down, Enter does it to the worker that was selected when it opened.</summary>
public sealed class PaletteDialog : ListDialog
{
    private const int DocAt = 21;

    private readonly List<PaletteEntry> _entries;
    private readonly List<Found> _found = [];
    private readonly TextField _typed = new() { Limit = 80 };
    private readonly WorkerRow? _target;
    private readonly string _whom;

    public PaletteDialog(UiState ui)
    {
        _entries = PaletteEntry.All(ui);
        _target = ui.Top.Context is KeyContext.Grid or KeyContext.Inspect ? ui.Selected : null;
        _whom = PlanAsking.MeansMarked(ui) ? $"{ui.Marked.Count} marked" : _target?.Name ?? "";
        Narrow();
    }

    public override bool TakesText => true;

    protected override string Title => "Do";

    protected override string Source => _whom;

    protected override int Width => 56;

    protected override int HeadRows => 1;

    public override bool Type(Key key, UiState ui)
    {
        string before = _typed.Text;
        bool taken = _typed.Type(key);
        if (_typed.Text != before)
            Narrow();
        return taken;
    }

    public override void Paste(string text, UiState ui)
    {
        _typed.Paste(text);
        Narrow();
    }

    protected override Rect Place(Rect screen, int width, int height)
    {
        int top = screen.Height >= 16 ? 3 : 1;
        return new Rect((screen.Width - width) / 2, top, width, Math.Min(height, screen.Height - top - 2));
    }

    protected override void DrawHead(Canvas head, UiState ui)
    {
        head.Write(2, 0, ':', ui.Scheme.On(Role.Accent, Role.Surface));
        _typed.Draw(head, 3, 0, head.Width - 5, ui, Role.Surface, focused: true);
    }

    protected override void DrawRow(Canvas row, int index, UiState ui)
    {
        var (entry, match) = _found[index];
        var name = ui.Scheme.On(entry.Refusal is null ? Role.Text : Role.Faint, Role.Surface);
        var hit = ui.Scheme.On(Role.Accent, Role.Surface).With(TextAttributes.Bold);
        for (int i = 0; i < entry.Name.Length; i++)
            row.Write(2 + i, 0, entry.Name[i], match.Hit(i) ? hit : name);
        int keysAt = row.Width - 1 - TextWidth.Of(entry.Keys);
        row.Write(keysAt, 0, entry.Keys, ui.Scheme.On(entry.Refusal is null ? Role.Accent : Role.Faint, Role.Surface));
        int docAt = Math.Max(DocAt, 2 + entry.Name.Length + 2);
        row.Write(docAt, 0, entry.Refusal ?? entry.Doc, keysAt - docAt - 1, ui.Scheme.On(entry.Refusal is null ? Role.Soft : Role.Warn, Role.Surface), ui.Glyphs.Cut);
    }

    protected override void DrawFoot(Canvas foot, UiState ui)
    {
        string separator = $" {ui.Glyphs.Separator.ToString()} ";
        Hint(foot, ui, $"{_found.Count.ToString(CultureInfo.InvariantCulture)} of {_entries.Count.ToString(CultureInfo.InvariantCulture)}{separator}{ui.Keys.NameOf(UiAction.Press)} does it{separator}refused ones say why");
    }

    protected override void Choose(int index, UiState ui)
    {
        var entry = _found[index].Entry;
        ui.Close(this);
        if (entry.Run is { } run)
            run(ui);
        else if (entry.Row is { } row)
            Do(row, ui);
    }

    private void Do(KeyRow row, UiState ui)
    {
        // The list behind may have moved on: what was meant for one worker must not happen to another.
        if (_target is { } target && row.Group is "act" or "keep" && ui.Selected?.Worker.Identity != target.Worker.Identity)
        {
            ui.Say(Outcome.Refused, $"{row.Label}: {SafeText.Of(target.Name)} is not selected any more");
            return;
        }
        Update.Do(ui, row);
    }

    private void Narrow()
    {
        _found.Clear();
        string typed = _typed.Text.Trim();
        for (int rank = 0; rank <= 3; rank++)
            foreach (var entry in _entries)
                if (FuzzyMatch.Of(typed, entry.Name) is { } match && match.Rank == rank)
                    _found.Add(new Found(entry, match));
        List.Reset(_found.Count);
    }

    private sealed record Found(PaletteEntry Entry, FuzzyMatch Match);
}
