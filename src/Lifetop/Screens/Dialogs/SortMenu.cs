using System;
using System.Collections.Generic;
using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens.Dialogs;

/// <summary>What to sort by: one letter takes it, what is sorted by already is turned round.</summary>
public sealed class SortMenu : ListDialog
{
    private readonly IReadOnlyList<SortChoice> _choices;
    private readonly string? _present;
    private readonly Action<UiState, string?> _take;

    /// <param name="present">What is sorted by, without its direction.</param>
    public SortMenu(IReadOnlyList<SortChoice> choices, string? present, Action<UiState, string?> take)
    {
        _choices = choices;
        _present = present;
        _take = take;
        int at = 0;
        for (int i = 0; i < choices.Count; i++)
            if (choices[i].Field == present)
                at = i;
        List.Reset(choices.Count, at);
    }

    /// <summary>Only to be asked for letters; there is nothing to type into.</summary>
    public override bool TakesText => true;

    protected override string Title => "Sort by";

    protected override int Width => 46;

    public override bool Type(Key key, UiState ui)
    {
        for (int i = 0; i < _choices.Count; i++)
            if (_choices[i].Letter != '\0' && key == new Key(_choices[i].Letter))
            {
                Choose(i, ui);
                return true;
            }
        return false;
    }

    protected override void Choose(int index, UiState ui)
    {
        ui.Close(this);
        _take(ui, _choices[index].Field);
    }

    protected override void DrawRow(Canvas row, int index, UiState ui)
    {
        var choice = _choices[index];
        if (choice.Letter != '\0')
            row.Write(2, 0, choice.Letter, ui.Scheme.On(Role.Accent, Role.Surface));
        row.Write(5, 0, choice.Field ?? "state", ui.Scheme.On(choice.Field == _present ? Role.Bright : Role.Text, Role.Surface));
        row.Write(15, 0, choice.Doc, row.Width - 17, ui.Scheme.On(Role.Faint, Role.Surface), ui.Glyphs.Cut);
    }

    protected override void DrawFoot(Canvas foot, UiState ui)
        => Hint(foot, ui, ui.Keys.HintOf(UiAction.Press, "sorts"), "again turns it round", ui.Keys.HintOf(UiAction.Back, "back"));
}
