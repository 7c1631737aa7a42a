using Lifetop.Model.Query;

namespace Lifetop.Screens.Detail;

/// <summary>The tabs about the selected worker; they forget together when another one is selected.</summary>
internal sealed class WorkerTabs(WhyLength length)
{
    public static readonly DetailTab[] All = [DetailTab.Peek, DetailTab.Logs, DetailTab.Tree, DetailTab.Why, DetailTab.History];

    private readonly Tab[] _tabs = [new PeekTab(), new LogTab(), new TreeTab(), new WhyTab(length), new HistoryTab()];
    private string? _identity;

    public Tab this[DetailTab tab] => _tabs[(int)tab];

    /// <summary>True when another worker is selected than before.</summary>
    public bool Follow(WorkerRow row)
    {
        if (_identity == row.Worker.Identity)
            return false;
        _identity = row.Worker.Identity;
        foreach (var tab in _tabs)
            tab.Forget();
        return true;
    }

    public void Take(Message message, UiState ui, WorkerRow row)
    {
        foreach (var tab in _tabs)
            tab.Take(message, ui, row);
    }

    /// <summary>The tab behind or before another, round and round.</summary>
    public static DetailTab Next(DetailTab tab, int step) => (DetailTab)(((int)tab + step + All.Length) % All.Length);
}
