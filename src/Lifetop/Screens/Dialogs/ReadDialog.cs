using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens.Dialogs;

/// <summary>A text that is read when it is opened, by who can wait for it; it scrolls.</summary>
public abstract class ReadDialog : Dialog
{
    protected const int Margin = 2;

    private readonly ScrolledText _scroll = new();
    private int _rows, _width = -1;

    /// <summary>It was read; until then the dialog says that somebody looks.</summary>
    protected abstract bool IsRead { get; }

    /// <summary>Breaks what was read into rows of so many columns, and returns how many they are.</summary>
    protected abstract int Lay(UiState ui, int columns);

    /// <summary>One row, as wide as it was laid for.</summary>
    protected abstract void DrawRow(Canvas row, int index, UiState ui);

    /// <summary>Something else is to be shown.</summary>
    protected void Renew() => _width = -1;

    public override bool Do(UiAction action, UiState ui)
    {
        if (action is not (UiAction.Press or UiAction.Back))
            return _scroll.Do(action);
        ui.Close(this);
        return true;
    }

    protected override int BodyRows(UiState ui, int width)
    {
        if (_width != width)
            _rows = IsRead ? Lay(ui, width - 2 * Margin) : 1;
        _width = width;
        return _rows;
    }

    protected override int DrawBody(Canvas body, UiState ui)
    {
        int rows = BodyRows(ui, body.Width);
        _scroll.Fit(rows, body.Height);
        var inner = body.Part(Margin, 0, body.Width - 2 * Margin, body.Height);
        if (!IsRead)
            inner.Write(0, 0, ui.Glyphs.IsAscii ? "looking..." : "looking…", ui.Scheme.On(Role.Soft, Role.Surface));
        else
            for (int y = 0; y < body.Height && _scroll.Top + y < rows; y++)
                DrawRow(inner.Row(y), _scroll.Top + y, ui);
        return _scroll.Below;
    }

    protected override void DrawFoot(Canvas foot, UiState ui) => Hint(foot, ui, ui.Keys.HintOf(UiAction.Back, "back"));
}
