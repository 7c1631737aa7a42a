using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Model.Budgets;
using Lifetop.Screens.Dialogs;
using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens.Budgets;

/// <summary>Who has which tokens, and by how much budgets and specs differ: the text of <c>lifetop budget</c>.</summary>
public sealed class BudgetDialog : ReadDialog
{
    private readonly List<string> _lines = [];
    private ImmutableArray<TokenGroup>? _groups;

    public BudgetDialog(UiState ui) => ui.Ask(new ReadBudget());

    protected override string Title => "Tokens";

    protected override bool IsRead => _groups is not null;

    public override void Take(Message message, UiState ui)
    {
        if (message is not BudgetRead read)
            return;
        _groups = read.Groups;
        Renew();
    }

    protected override int Lay(UiState ui, int columns)
    {
        _lines.Clear();
        if (_groups is not [_, ..] groups)
            _lines.AddRange(WrappedText.Of("no worker says anything about tokens", columns));
        else
            foreach (string line in BudgetText.Lines(groups, columns, ui.Glyphs.Cut))
                _lines.AddRange(WrappedText.Of(line, columns));
        return _lines.Count;
    }

    protected override void DrawRow(Canvas row, int index, UiState ui)
        => row.Write(0, 0, _lines[index], row.Width, ui.Scheme.On(Role.Text, Role.Surface), ui.Glyphs.Cut);
}
