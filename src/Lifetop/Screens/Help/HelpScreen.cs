using System;
using System.Collections.Generic;
using System.Globalization;
using Lifetop.Screens.Dialogs;
using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens.Help;

/// <summary>
/// The keys of the screen it was opened on, as they are bound now, then the signs of the states. Typing looks for a key by what
/// it does; what cannot be used now is faint and says why.
/// </summary>
public sealed class HelpScreen : Screen
{
    private const int Indent = 2, LabelWidth = 6, KeysWidth = 7, LongLabelWidth = 8, LongKeysWidth = 9, SecondAt = 41, TwoColumnsFrom = 78;

    private readonly KeyContext _where;
    private readonly TextField _typed = new() { Limit = 60 };
    private readonly ScrolledText _scroll = new();
    private HelpPage? _page;
    private int _width;

    public HelpScreen(KeyContext where) => _where = where;

    public override KeyContext Context => KeyContext.Reading;

    public override bool TakesText => true;

    public override bool Type(Key key, UiState ui)
    {
        // The keys that leave every view leave this one too, until something is being looked for.
        if (_typed.Text.Length == 0 && ui.Keys.Find(Context, key) is { Action: UiAction.Quit or UiAction.Help })
        {
            ui.Close(this);
            return true;
        }
        if (key == Key.Home || key == Key.End)
            return false;
        bool taken = _typed.Type(key);
        _page = null;
        return taken;
    }

    public override void Paste(string text, UiState ui)
    {
        _typed.Paste(text);
        _page = null;
    }

    public override bool Do(UiAction action, UiState ui)
    {
        if (action == UiAction.Back && _typed.Text.Length > 0)
        {
            _typed.Set("");
            _page = null;
            return true;
        }
        return action is UiAction.Left or UiAction.Right || _scroll.Do(action);
    }

    public override string? WhyNot(UiAction action, UiState ui) => action is UiAction.Help ? "these are the keys" : null;

    public override void Point(in InputEvent mouse, UiState ui)
    {
        if (mouse.Mouse is MouseAction.WheelDown or MouseAction.WheelUp)
            _scroll.Do(mouse.Mouse == MouseAction.WheelDown ? UiAction.Down : UiAction.Up);
    }

    public override void Draw(Canvas canvas, UiState ui)
    {
        canvas.Clear(ui.Scheme[Role.Text]);
        var page = Laid(canvas.Width, ui);
        DrawHeader(canvas, ui, page);
        bool low = canvas.Height < 16;
        int top = low ? 1 : 3;
        var body = canvas.Part(0, top, canvas.Width, canvas.Height - top - (low ? 1 : 2));
        _scroll.Fit(page.Rows, body.Height);
        page.Draw(body, ui, _scroll.Top);
        DrawLast(canvas.Row(canvas.Height - 1), ui);
    }

    private HelpPage Laid(int width, UiState ui)
    {
        if (_page is not null && _width == width)
            return _page;
        _width = width;
        return _page = _typed.Text.Length > 0 ? Found(ui, width) : Whole(ui, width);
    }

    private void DrawHeader(Canvas canvas, UiState ui, HelpPage page)
    {
        int right = canvas.Width - Indent;
        int x = canvas.Write(Indent, 0, "keys", ui.Scheme.Strong(Role.Bright)) + 2;
        if (_typed.Text.Length == 0)
            canvas.Write(x, 0, "type to search", ui.Scheme[Role.Faint]);
        else
        {
            _typed.Draw(canvas, x, 0, Math.Max(8, right - x - 22), ui, Role.Ground, focused: true);
            canvas.WriteRight(right - 12, 0, page.Lines.ToString(CultureInfo.InvariantCulture) + " found", ui.Scheme[Role.Faint]);
        }
        int word = right - 4;
        canvas.Write(word, 0, "back", ui.Scheme[Role.Soft]);
        canvas.WriteRight(word - 1, 0, ui.Keys.NameOf(UiAction.Back), ui.Scheme[Role.Accent]);
        if (canvas.Height >= 16)
            canvas.Line(Indent, 1, canvas.Width - 2 * Indent, ui.Glyphs.Thin, ui.Scheme[Role.Line]);
    }

    private void DrawLast(Canvas row, UiState ui)
    {
        if (ui.Line.Current is { } said)
        {
            BottomLine.DrawSaid(row, ui, said);
            return;
        }
        int x = Said(row, ui, Indent, ui.Keys.NameOf(UiAction.Palette), "every action by name");
        x = Said(row, ui, x + 4, ui.Keys.NameOf(UiAction.Quit), "quits");
        x = Said(row, ui, x + 3, ui.Keys.NameOf(UiAction.Back), "never quits");
        x = Said(row, ui, x, ui.Keys.NameOf(UiAction.Up), "never kills", ", ");
        Said(row, ui, x, ui.Keys.NameOf(UiAction.Reap), "asks", ", ");
        if (_scroll.Below > 0 && row.Width >= 96)
            row.WriteRight(row.Width - Indent, 0, _scroll.Below.ToString(CultureInfo.InvariantCulture) + " more", ui.Scheme[Role.Faint]);
    }

    private static int Said(Canvas row, UiState ui, int x, string key, string text, string before = "")
    {
        if (key.Length == 0)
            return x;
        // Whole pieces only: half a promise is none.
        if (x + before.Length + key.Length + 1 + text.Length > row.Width - Indent)
            return row.Width;
        x = row.Write(x, 0, before, ui.Scheme[Role.Soft]);
        x = row.Write(x, 0, key, ui.Scheme[Role.Accent]);
        return row.Write(x + 1, 0, text, ui.Scheme[Role.Soft]);
    }

    private HelpPage Whole(UiState ui, int width)
    {
        bool two = width >= TwoColumnsFrom;
        var page = new HelpPage();
        int y = 0;
        // What is used most fills the first page; all the rest is below it, with longer names of groups and keys.
        foreach (bool most in (ReadOnlySpan<bool>)[true, false])
        {
            HelpPlace first = Place(0, width, two, most), second = Place(two ? 1 : 0, width, two, most);
            for (int column = 0; column < HelpSheet.ColumnCount; column += 2)
            {
                int left = page.Add(HelpSheet.Lines(_where, column, most), first, y, ui);
                int right = page.Add(HelpSheet.Lines(_where, column + 1, most), second, two ? y : left, ui);
                y = Math.Max(left, right);
            }
        }
        page.AddStates(y, ui, "");
        return page;
    }

    private HelpPage Found(UiState ui, int width)
    {
        string typed = _typed.Text.Trim();
        var page = new HelpPage();
        var place = new HelpPlace(Indent, width - 2 * Indent, 9, 16);
        var found = new List<HelpLine>();
        foreach (var row in KeyMap.All)
            if (Has(row.Name, typed) || Has(row.Doc, typed) || Has(row.Group, typed) || Has(row.Label, typed) || HasKey(ui.Keys, row.Action, typed))
                found.Add(new HelpLine("", row.Action));
        int y = page.Add(found, place, 0, ui);
        page.AddStates(y, ui, typed);
        return page;
    }

    private static HelpPlace Place(int column, int width, bool two, bool most)
    {
        int label = most ? LabelWidth : LongLabelWidth, keys = most ? KeysWidth : LongKeysWidth;
        if (!two)
            return new HelpPlace(Indent, width - 2 * Indent, label, keys);
        int second = width >= 100 ? width / 2 + 1 : SecondAt;
        return column == 0
            ? new HelpPlace(Indent, second - Indent - 1, label, keys)
            : new HelpPlace(second, width - second - Indent, label, keys);
    }

    private static bool Has(string text, string typed) => text.Contains(typed, StringComparison.OrdinalIgnoreCase);

    private static bool HasKey(KeyBindings bindings, UiAction action, string typed)
    {
        foreach (var key in bindings.KeysOf(action))
            if (key.ToString() == typed)
                return true;
        return false;
    }
}
