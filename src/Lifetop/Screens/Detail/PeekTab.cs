using Lifetop.Model;
using Lifetop.Model.Query;

namespace Lifetop.Screens.Detail;

/// <summary>What stands on its screen now; of a worker without a pane, what its log ends with.</summary>
internal sealed class PeekTab : OutputTab
{
    private const int LogLines = 60;

    public override void Refresh(UiState ui, WorkerRow row)
    {
        if (row.Pane is { } pane)
            Ask(ui, row, pane, static (row, pane) => new ReadPeek(row.Worker.Identity, (Pane)pane));
        else if (row.Log is { } log)
            Ask(ui, row, log, static (row, log) => new ReadLogEnd(row.Worker.Identity, (string)log, LogLines));
        else
            Accept("it has no pane and no log", []);
    }

    public override void Take(Message message, UiState ui, WorkerRow row)
    {
        if (message is PeekRead peek && peek.Identity == row.Worker.Identity && row.Pane is not null)
            Accept(peek.Trouble, peek.Lines);
        else if (message is LogEndRead log && log.Identity == row.Worker.Identity && row.Pane is null)
            Accept(log.Trouble, log.Lines);
    }

    protected override void Lay(Page page, int height, UiState ui, WorkerRow row) => LayLines(page);
}
