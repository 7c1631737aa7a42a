using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Model.Query;

namespace Lifetop.Screens.Grid;

/// <summary>The columns of the list at a width: the usual ones, or those the user chose.</summary>
internal static class GridColumns
{
    private const string Trend = WorkerFields.Trend;

    private const int LeastNote = 12;

    /// <summary>Narrower lists have no room for a choice.</summary>
    public const int LeastChosen = 60;

    /// <summary>From this width of the list it joins.</summary>
    private sealed record Place(string Field, int Width, int From, Kept Keep = Kept.Start);

    private static readonly Place[] Usual =
    [
        new("state", 12, 0),
        new("name", 19, 0, Kept.Both),
        new("source", 12, 110),
        new("kind", 6, 110),
        new("age", 5, 0),
        new("idle", 5, 100),
        new("cpu", 4, 66),
        new(Trend, CpuTrend.Bars, 150),
        new("mem", 5, 72),
        new("where", 18, 150, Kept.End),
        new("pid", 7, 150),
        new("note", 0, 72),
    ];

    /// <summary>The columns of a list so wide, between its margins.</summary>
    public static GridColumn[] At(int width, ImmutableArray<string> chosen)
    {
        var places = new List<Place>();
        if (chosen.IsDefaultOrEmpty || width < LeastChosen)
        {
            foreach (var place in Usual)
                if (width >= place.From)
                    places.Add(place);
        }
        else
        {
            foreach (string name in chosen)
                if (Chosen(name) is { } place)
                    places.Add(place);
            Shed(places, width);
        }
        return Laid(places, width);
    }

    /// <summary>All there are to choose from, the usual ones first and in their order.</summary>
    public static List<ColumnOffer> Offers(int width)
    {
        var offers = new List<ColumnOffer>(WorkerFields.All.Length + 1);
        foreach (var place in Usual)
            offers.Add(new ColumnOffer(place.Field, WorkerFields.Find(place.Field)?.Doc ?? "its CPU in the last minute", NameOr(place, width), width >= place.From));
        foreach (var field in WorkerFields.All)
            if (!IsUsual(field.Name))
                offers.Add(new ColumnOffer(field.Name, field.Doc, WidthOf(field.Name), false));
        return offers;
    }

    /// <summary>What chosen columns take with their gaps and the margins, but for the note.</summary>
    public static int Taken(ImmutableArray<string> chosen, int width)
    {
        int taken = 2 * Margin(width);
        for (int i = 0; i < chosen.Length; i++)
            if (Chosen(chosen[i]) is { } place)
                taken += (i == 0 ? 0 : GapBefore(place.Field, width)) + NameOr(place, width);
        // A note may come nearer to the edge.
        return chosen is [.., "note"] ? taken - 1 : taken;
    }

    private static bool IsUsual(string field)
    {
        foreach (var place in Usual)
            if (place.Field == field)
                return true;
        return false;
    }

    /// <summary>How wide a column of this field is; 0 takes what is left.</summary>
    private static int WidthOf(string field)
    {
        foreach (var place in Usual)
            if (place.Field == field)
                return place.Width;
        return field switch
        {
            "key" or "cwd" or "command" or "worktree" or "log" or "task" or "residue" or "result" or "summary" => 24,
            "branch" or "session" or "owner" => 16,
            "type" or "native" or "user" or "server" or "ended" or "ports" or "tokens" => 11,
            "priority" or "restarts" or "protected" or "attached" or "snoozed" => 9,
            _ => 6,
        };
    }

    private static Place? Chosen(string name)
    {
        if (name == Trend)
            return new Place(Trend, CpuTrend.Bars, 0);
        if (WorkerFields.Find(name) is not { } field)
            return null;
        var keep = field.Name switch
        {
            "name" => Kept.Both,
            "where" or "cwd" or "worktree" or "log" => Kept.End,
            _ => Kept.Start,
        };
        return new Place(field.Name, WidthOf(field.Name), 0, keep);
    }

    /// <summary>What does not fit goes from the end; state, name and age never.</summary>
    private static void Shed(List<Place> places, int width)
    {
        int margin = Margin(width);
        while (places.Count > 1 && Used(places, width) > width - margin - 2)
        {
            int last = places.Count - 1;
            while (last > 0 && places[last].Field is "state" or "name" or "age")
                last--;
            places.RemoveAt(last);
        }
    }

    private static int Margin(int width) => width < 60 ? 1 : 2;

    private static int Used(List<Place> places, int width)
    {
        int used = 0;
        for (int i = 0; i < places.Count; i++)
            used += (i == 0 ? 0 : GapBefore(places[i].Field, width)) + (places[i].Width == 0 ? LeastNote : NameOr(places[i], width));
        return used;
    }

    private static int NameOr(Place place, int width) => place.Field == "name" && width >= 110 ? 25 : place.Width;

    private static GridColumn[] Laid(List<Place> places, int width)
    {
        int margin = Margin(width), left = width - 2 * margin, elastic = -1;
        // Under 60 the age stands one before the edge, and the name takes the rest.
        for (int i = 0; i < places.Count; i++)
        {
            left -= i == 0 ? 0 : GapBefore(places[i].Field, width);
            left -= NameOr(places[i], width);
            if (places[i].Field == "note" || (elastic < 0 && places[i].Field == "name"))
                elastic = i;
        }
        if (elastic >= 0 && places[elastic].Field == "note" && left < LeastNote)
        {
            left += GapBefore("note", width);
            places.RemoveAt(elastic);
            elastic = places.FindIndex(static place => place.Field == "name");
        }
        // A note may come nearer to the edge than what stands right-aligned.
        if (elastic >= 0 && places[elastic].Field == "note" && elastic == places.Count - 1)
            left++;
        var columns = new GridColumn[places.Count];
        int x = margin;
        for (int i = 0; i < columns.Length; i++)
        {
            var place = places[i];
            x += i == 0 ? 0 : GapBefore(place.Field, width);
            int wide = Math.Max(1, NameOr(place, width) + (i == elastic ? left : 0));
            columns[i] = Column(place, x, wide, width);
            x += wide;
        }
        return columns;
    }

    private static GridColumn Column(Place place, int x, int wide, int width)
    {
        if (place.Field == Trend)
            return new GridColumn(CellKind.Trend, -1, "cpu 60s", x, wide, Kept.Start, false);
        int index = 0;
        while (WorkerFields.All[index].Name != place.Field)
            index++;
        var field = WorkerFields.All[index];
        var cell = field.Name switch
        {
            "state" => CellKind.State,
            "name" => CellKind.Name,
            "age" => CellKind.Age,
            "idle" => CellKind.Idle,
            "cpu" => CellKind.Cpu,
            "mem" => CellKind.Memory,
            "note" => CellKind.Note,
            "tree" => CellKind.Number,
            _ => field.Kind == FieldKind.Duration ? CellKind.Span : CellKind.Text,
        };
        // On the narrowest screens there is no room for two ends.
        var keep = place.Field == "name" && width < 60 ? Kept.Start : place.Keep;
        return new GridColumn(cell, index, field.Header, x, wide, keep, field.IsNumeric && field.Name != "ports");
    }

    private static int GapBefore(string field, int width)
        => field is "source" or "kind" or "where" or "note" || (field == "age" && width >= 110) ? 2 : 1;
}
