using Lifetop.Model.Query;
using Lifetop.Theming;

namespace Lifetop.Screens.Detail;

/// <summary>The processes that belong to it, and why each does.</summary>
internal sealed class TreeTab : Tab
{
    private const int Most = 500;
    private readonly TreeReading _tree = new(Most);

    public override void Refresh(UiState ui, WorkerRow row) => _tree.Refresh(ui, row);

    public override void Take(Message message, UiState ui, WorkerRow row)
    {
        if (_tree.Take(message, row))
            Version++;
    }

    public override void Forget()
    {
        base.Forget();
        _tree.Forget();
    }

    protected override long Ages(UiState ui, WorkerRow row) => _tree.Ages(ui.Now);

    protected override void Lay(Page page, int height, UiState ui, WorkerRow row)
    {
        if (row.Worker.Members.IsEmpty)
            page.Text("no process of it runs", Role.Faint);
        else if (_tree.Processes is { } processes)
        {
            TreeRows.Lay(page, "", 0, processes, row.Pane?.PaneId, ui.Now);
            TreeRows.LayUnread(page, 0, _tree.Unread(row));
        }
        else
            page.Text(page.Glyphs.IsAscii ? "..." : "…", Role.Faint);
    }
}
