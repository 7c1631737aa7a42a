using System.Collections.Generic;
using Lifetop.Screens.Dialogs;
using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens.Budgets;

/// <summary>Who has which tokens, and by how much budgets and specs differ: the text of <c>lifetop budget</c>, read when it is opened.</summary>
public sealed class BudgetDialog : Dialog
{
    private const int Margin = 2;

    private readonly ScrolledText _scroll = new();
    private BudgetRead? _read;
    private List<string> _lines = [];
    private int _width = -1;

    public BudgetDialog(UiState ui) => ui.Ask(new ReadBudget());

    protected override string Title => "Tokens";

    public override void Take(Message message, UiState ui)
    {
        if (message is not BudgetRead read)
            return;
        _read = read;
        _width = -1;
    }

    public override bool Do(UiAction action, UiState ui)
    {
        if (action is not (UiAction.Press or UiAction.Back))
            return _scroll.Do(action);
        ui.Close(this);
        return true;
    }

    protected override int BodyRows(UiState ui, int width) => Laid(ui, width).Count;

    protected override int DrawBody(Canvas body, UiState ui)
    {
        var lines = Laid(ui, body.Width);
        _scroll.Fit(lines.Count, body.Height);
        for (int y = 0; y < body.Height && _scroll.Top + y < lines.Count; y++)
            body.Write(Margin, y, lines[_scroll.Top + y], body.Width - 2 * Margin, ui.Scheme.On(_read is null ? Role.Soft : Role.Text, Role.Surface), ui.Glyphs.Cut);
        return _scroll.Below;
    }

    protected override void DrawFoot(Canvas foot, UiState ui) => Hint(foot, ui, "Esc back");

    private List<string> Laid(UiState ui, int width)
    {
        if (_width == width)
            return _lines;
        _width = width;
        _lines = [];
        if (_read is not { } read)
            _lines.Add(ui.Glyphs.IsAscii ? "looking..." : "looking…");
        else if (read.Groups.IsEmpty)
            _lines.Add("no worker says anything about tokens");
        else
            foreach (string line in BudgetText.Lines(read.Groups, width - 2 * Margin, ui.Glyphs.Cut))
                _lines.AddRange(WrappedText.Of(line, width - 2 * Margin));
        return _lines;
    }
}
