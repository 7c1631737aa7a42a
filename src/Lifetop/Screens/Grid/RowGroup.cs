using System;
using System.Collections.Generic;
using Lifetop.Model.Query;
using Lifetop.Terminal;

namespace Lifetop.Screens.Grid;

/// <summary>How rows are put together under headings.</summary>
internal enum Grouping
{
    None,
    Source,
    Project,
    /// <summary>By both, as the tree does.</summary>
    SourceAndProject,
}

/// <summary>What groupings are called, and which one comes after which.</summary>
internal static class Groupings
{
    public static string Word(this Grouping grouping) => grouping switch { Grouping.Source => "source", Grouping.Project => "project", _ => "none" };

    public static Grouping Next(this Grouping grouping) => grouping == Grouping.Project ? Grouping.None : grouping + 1;
}

/// <summary>Workers that belong together: of one source, of one project, or both.</summary>
internal sealed class RowGroup(string name, string project)
{
    public string Name { get; } = name;
    public string Project { get; } = project;
    public List<GridRow> Workers { get; } = [];

    /// <summary>What a worker is put under; the same text for those that belong together.</summary>
    public static string KeyOf(WorkerRow worker, Grouping grouping) => grouping switch
    {
        Grouping.Source => worker.Source,
        Grouping.Project => NamedProject(worker),
        _ => string.Concat(worker.Source, "\n", ProjectInKey(worker)),
    };

    public static RowGroup Of(WorkerRow worker, Grouping grouping) => grouping switch
    {
        Grouping.Source => new RowGroup(SafeText.Of(worker.Source), ""),
        Grouping.Project => new RowGroup(SafeText.Of(NamedProject(worker)), ""),
        _ => new RowGroup(SafeText.Of(worker.Source), SafeText.Of(ProjectInKey(worker))),
    };

    /// <summary>What stands between source and name in its key, or the session of its pane: <c>multiclaude/my.app/happy-otter</c>.</summary>
    private static string ProjectInKey(WorkerRow worker)
    {
        string key = worker.Key;
        int first = key.IndexOf('/', StringComparison.Ordinal), last = key.LastIndexOf('/');
        if (first >= 0 && last > first)
            return key[(first + 1)..last];
        if (worker.Source != "tmux" || first < 0)
            return "";
        int colon = key.LastIndexOf(':');
        return colon > first ? key[(first + 1)..colon] : "";
    }

    private static string NamedProject(WorkerRow worker)
    {
        if (worker.Source != "tmux" && ProjectInKey(worker) is { Length: > 0 } project)
            return project;
        string folder = (worker.Worktree ?? worker.Cwd ?? "").TrimEnd('/');
        int slash = folder.LastIndexOf('/');
        return folder.Length == 0 ? "no project" : slash < 0 ? folder : folder[(slash + 1)..];
    }
}
