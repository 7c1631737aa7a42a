using Lifetop.Model;

namespace Lifetop.Screens.Logs;

/// <summary>Where one worker's output is read: its log file or the scrollback of its pane. The file is preferred, the pane can be asked for.</summary>
public sealed record LogSource(string Name, string Key, string? File, Pane? Pane, bool IsPane)
{
    public bool HasBoth => File is not null && Pane is not null;

    /// <summary>The other one of the two.</summary>
    public LogSource Other => HasBoth ? this with { IsPane = !IsPane } : this;

    /// <summary>Null for a worker that has neither.</summary>
    public static LogSource? Of(Worker worker)
    {
        string? file = worker.Declaration?.Log ?? worker.Past?.Log;
        var pane = worker.Pane?.Facts;
        return file is null && pane is null ? null : new LogSource(worker.Name, worker.Key.Text, file, pane, file is null);
    }
}
