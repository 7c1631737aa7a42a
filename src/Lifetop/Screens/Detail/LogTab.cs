using Lifetop.Model;
using Lifetop.Model.Query;

namespace Lifetop.Screens.Detail;

/// <summary>The last lines of its log; of a worker without one, of its screen.</summary>
internal sealed class LogTab : OutputTab
{
    private const int LogLines = 200;

    public override void Refresh(UiState ui, WorkerRow row)
    {
        if (row.Log is { } log)
            Ask(ui, row, log, static (row, log) => new ReadLogEnd(row.Worker.Identity, (string)log, LogLines));
        else if (row.Pane is { } pane)
            Ask(ui, row, pane, static (row, pane) => new ReadPeek(row.Worker.Identity, (Pane)pane));
        else
            Accept("it has no log and no pane", []);
    }

    public override void Take(Message message, UiState ui, WorkerRow row)
    {
        if (message is LogEndRead log && log.Identity == row.Worker.Identity && row.Log is not null)
            Accept(log.Trouble, log.Lines);
        else if (message is PeekRead peek && peek.Identity == row.Worker.Identity && row.Log is null)
            Accept(peek.Trouble, peek.Lines);
    }

    protected override void Lay(Page page, int height, UiState ui, WorkerRow row) => LayLines(page);
}
