using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using Lifetop.Model;
using Lifetop.Model.Query;
using Lifetop.Terminal;

namespace Lifetop.Screens.Grid;

/// <summary>The processes of an unfolded worker, each hung under its parent.</summary>
internal static class ProcessBranch
{
    private const int Deepest = 12;

    /// <summary>Adds their lines below the worker's.</summary>
    public static void Lay(GridRow worker, string stem, List<GridRow> lines, ListShape shape, UiState ui)
    {
        var members = worker.Worker!.Worker.Members;
        var parents = new int[members.Length];
        for (int i = 0; i < members.Length; i++)
            parents[i] = ui.Processes is { } facts && facts.Find(members[i].Process, out var fact) ? fact.Parent : 0;
        Hang(-1, worker, stem, 0, parents, lines, shape, ui);
    }

    /// <summary>Shows the numbers of one process as they are now.</summary>
    public static void Renew(GridRow row, UiState ui)
    {
        if (ui.Processes is { } facts && facts.Find(row.Process, out var fact))
            row.Fill(fact);
        else
            row.Fill(new ProcessFact { CpuPercent = -1, ResidentBytes = -1, Command = "" });
    }

    private static void Hang(int parent, GridRow worker, string stem, int depth, int[] parents, List<GridRow> lines, ListShape shape, UiState ui)
    {
        var members = worker.Worker!.Worker.Members;
        int last = -1;
        for (int i = 0; i < members.Length; i++)
            if (IsBelow(i, parent, members, parents))
                last = i;
        for (int i = 0; i <= last && depth < Deepest; i++)
        {
            if (!IsBelow(i, parent, members, parents))
                continue;
            var row = shape.Keep(string.Concat("process\n", worker.Id, "\n", members[i].Process.ToString()), GridRowKind.Process);
            row.Belong(worker.Worker, members[i].Process, NoteOf(worker.Worker, members[i].Process, i));
            row.Branch = string.Concat(stem, (i == last ? ui.Glyphs.LastBranch : ui.Glyphs.Branch).ToString(), " ");
            Renew(row, ui);
            lines.Add(row);
            Hang(i, worker, string.Concat(stem, i == last ? "  " : ui.Glyphs.Stem.ToString() + " "), depth + 1, parents, lines, shape, ui);
        }
    }

    /// <summary>Its parent is that member; at the top, its parent is no member.</summary>
    private static bool IsBelow(int member, int parent, ImmutableArray<Member> members, int[] parents)
    {
        if (parent >= 0)
            return member != parent && parents[member] == members[parent].Process.Pid;
        foreach (var other in members)
            if (other.Process.Pid == parents[member] && parents[member] != members[member].Process.Pid)
                return false;
        return true;
    }

    private static string NoteOf(WorkerRow worker, ProcessIdentity process, int index)
    {
        string note = "pid " + process.Pid.ToString(CultureInfo.InvariantCulture);
        return index == 0 && worker.Pane is { } pane ? string.Concat(note, "  ", SafeText.Of(pane.PaneId)) : note;
    }
}
