using System;
using System.Collections.Generic;
using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens.Dialogs;

/// <summary>Chooses the colours: the screen behind it is painted in the theme under the cursor, Esc puts the old one back.</summary>
public sealed class ThemesDialog : ListDialog
{
    private readonly IReadOnlyList<string> _names;
    private readonly Scheme _before;
    private bool _unreadable;

    public ThemesDialog(UiState ui)
    {
        _names = ui.ThemeNames;
        _before = ui.Scheme;
        int present = 0;
        for (int i = 0; i < _names.Count; i++)
            if (_names[i] == ui.Settings.Theme)
                present = i;
        List.Reset(_names.Count, present);
    }

    public override bool DimsBelow => false;

    protected override string Title => "Themes";

    protected override int Width => 33;

    protected override Rect Place(Rect screen, int width, int height) => SidePlace.Of(screen, width, height);

    public override string? WhyNot(UiAction action, UiState ui) => action == UiAction.Press && _names.Count == 0 ? "there are no themes" : null;

    public override bool Do(UiAction action, UiState ui)
    {
        if (action != UiAction.Back)
            return base.Do(action, ui);
        ui.Scheme = _before;
        ui.Close(this);
        return true;
    }

    protected override void Moved(UiState ui)
    {
        var scheme = ui.SchemeOf?.Invoke(_names[List.Cursor]);
        _unreadable = scheme is null;
        ui.Scheme = scheme ?? _before;
    }

    protected override void Choose(int index, UiState ui)
    {
        if (!SettingChanges.Theme(ui, _names[index]))
        {
            ui.Say(Outcome.Refused, $"theme {_names[index]} cannot be shown");
            return;
        }
        ui.Close(this);
    }

    protected override void DrawRow(Canvas row, int index, UiState ui)
    {
        bool present = string.Equals(_names[index], ui.Settings.Theme, StringComparison.Ordinal);
        if (present)
            row.Write(2, 0, ui.Glyphs.Done, ui.Scheme.On(Role.Ok, Role.Surface));
        row.Write(5, 0, SafeText.Of(_names[index]), row.Width - 7, ui.Scheme.On(Role.Text, Role.Surface), ui.Glyphs.Cut);
    }

    protected override void DrawFoot(Canvas foot, UiState ui)
    {
        if (_unreadable)
            Hint(foot, ui, "this one cannot be read");
        else
            Hint(foot, ui, ui.Keys.HintOf(UiAction.Press, "keeps"), ui.Keys.HintOf(UiAction.Back, "as before"));
    }
}
