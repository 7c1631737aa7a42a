using System.Collections.Generic;
using Lifetop.Model.Query;

namespace Lifetop.Cli;

/// <summary>Which end of a text that is too long stays.</summary>
internal enum Keep
{
    Start,
    Both,
    End,
}

/// <summary>A column as the table places it. Width 0 takes what is left.</summary>
internal sealed record TableColumn(WorkerField Field, int Width, int Gap = 1, Keep Keep = Keep.Start)
{
    /// <summary>At this width of the list it joins.</summary>
    private sealed record Place(string Field, int Width, int From, Keep Keep = Keep.Start);

    /// <summary>In the order of the list; who needs the widest list goes first when it narrows.</summary>
    private static readonly Place[] Places =
    [
        new("state", 12, 0),
        new("name", 19, 0, Keep.Both),
        new("source", 12, 110),
        new("kind", 6, 110),
        new("age", 5, 0),
        new("idle", 5, 100),
        new("cpu", 4, 66),
        new("mem", 5, 72),
        new("where", 18, 150, Keep.End),
        new("pid", 7, 150),
        new("note", 0, 72),
    ];

    /// <summary>What <c>-o wide</c> shows: every column of the chooser.</summary>
    private static readonly string[] Wide =
    [
        "state", "name", "source", "kind", "age", "idle", "cpu", "mem", "where", "pid", "ports", "tree", "heartbeat", "health",
        "tokens", "spent", "type", "owner", "priority", "task", "branch", "restarts", "note",
    ];

    public static List<TableColumn> Everything() => Named(Wide);

    public static List<TableColumn> Named(IReadOnlyList<string> names)
    {
        var columns = new List<TableColumn>();
        foreach (string name in names)
            if (WorkerFields.Find(name) is { } field)
                columns.Add(new TableColumn(field, 0, GapBefore(field.Name, true), field.Name == "name" ? Keep.Both : Keep.Start));
        return columns;
    }

    /// <summary>The default columns at a width; their places depend on nothing else.</summary>
    public static List<TableColumn> At(int width)
    {
        var columns = new List<TableColumn>();
        int used = 0, nameAt = -1;
        bool roomy = width >= 110;
        foreach (var place in Places)
        {
            if (width < place.From || WorkerFields.Find(place.Field) is not { } field)
                continue;
            int wide = place.Field == "name" && roomy ? 25 : place.Width;
            if (place.Field == "name")
                nameAt = columns.Count;
            int gap = columns.Count == 0 ? 0 : GapBefore(place.Field, roomy);
            used += gap + wide;
            columns.Add(new TableColumn(field, wide, gap, place.Keep));
        }
        // Without a note the name takes what is left; with one the note does, which from 72 on is 20 at least.
        bool noted = columns[^1].Field.Name == "note";
        int at = noted ? columns.Count - 1 : nameAt;
        columns[at] = columns[at] with { Width = System.Math.Max(noted ? 12 : 3, columns[at].Width + width - used) };
        return columns;
    }

    private static int GapBefore(string field, bool roomy) => field is "source" or "kind" or "where" or "note" || (field == "age" && roomy) ? 2 : 1;
}
