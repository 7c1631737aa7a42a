using System;
using System.Collections.Generic;
using System.Globalization;
using Lifetop.Terminal;

namespace Lifetop.Screens.Grid;

/// <summary>Turns workers in their order into lines: flat, under headings, or as a tree with their processes; and knows what is folded.</summary>
internal sealed class ListShape
{
    private const int FoldFrom = 2;

    private readonly Dictionary<string, GridRow> _kept = [], _last = [];
    private readonly HashSet<string> _folded = [], _opened = [];
    private readonly Dictionary<string, RowGroup> _groups = [];
    private readonly Dictionary<string, GridRow> _folders = [];

    /// <summary>By source, by project, or not.</summary>
    public Grouping Grouping { get; set; }

    public bool IsTree { get; private set; }

    /// <summary>Several lines may stand for one worker, or one for several.</summary>
    public bool IsFlat => Grouping == Grouping.None && !IsTree;

    public void TurnTree() => IsTree = !IsTree;

    public bool IsOpen(GridRow row) => row.Kind == GridRowKind.Heading ? !_folded.Contains(row.Id) : _opened.Contains(row.Id);

    /// <summary>Folds or unfolds; false when there is nothing to do.</summary>
    public bool Open(GridRow row, bool open) => row.Kind switch
    {
        GridRowKind.Heading => Set(_folded, row.Id, !open),
        GridRowKind.Folder => Set(_opened, row.Id, open),
        GridRowKind.Worker => IsTree && Set(_opened, row.Id, open),
        _ => false,
    };

    /// <summary>Makes the lines of these workers, who stand in their order.</summary>
    public void Lay(List<GridRow> workers, List<GridRow> lines, UiState ui)
    {
        lines.Clear();
        Forget();
        var grouping = IsTree ? Grouping.SourceAndProject : Grouping;
        if (grouping == Grouping.None)
        {
            LayFlat(workers, lines, ui);
            return;
        }
        foreach (var group in Grouped(workers, grouping))
        {
            var heading = Keep("heading\n" + group.Name + "\n" + group.Project, GridRowKind.Heading);
            heading.Head(group, ui.Settings);
            lines.Add(heading);
            if (!IsOpen(heading))
                continue;
            for (int i = 0; i < group.Workers.Count; i++)
            {
                var row = group.Workers[i];
                bool isLast = i == group.Workers.Count - 1;
                row.Branch = IsTree ? Lines(isLast ? ui.Glyphs.LastBranch : ui.Glyphs.Branch) : "";
                lines.Add(row);
                if (IsTree && IsOpen(row))
                    ProcessBranch.Lay(row, isLast ? "  " : Lines(ui.Glyphs.Stem), lines, this, ui);
            }
        }
    }

    /// <summary>The line kept under this name since the last time, or a new one.</summary>
    public GridRow Keep(string id, GridRowKind kind)
    {
        if (!_last.Remove(id, out var row))
            row = new GridRow(id, kind);
        _kept[id] = row;
        return row;
    }

    private static bool Set(HashSet<string> set, string id, bool isIn) => isIn ? set.Add(id) : set.Remove(id);

    private static string Lines(char glyph) => glyph.ToString() + " ";

    private void Forget()
    {
        _last.Clear();
        foreach (var (id, row) in _kept)
            _last[id] = row;
        _kept.Clear();
    }

    private void LayFlat(List<GridRow> workers, List<GridRow> lines, UiState ui)
    {
        _folders.Clear();
        foreach (var row in workers)
        {
            row.Branch = "";
            if (DeadEntries.FolderOf(row.Worker!) is not { } folder)
                continue;
            if (!_folders.TryGetValue(folder, out var line))
            {
                line = Keep("folder\n" + folder, GridRowKind.Folder);
                line.Members.Clear();
                _folders.Add(folder, line);
            }
            line.Members.Add(row);
        }
        foreach (var row in workers)
        {
            if (DeadEntries.FolderOf(row.Worker!) is not { } folder || _folders[folder] is not { Members.Count: >= FoldFrom } line)
            {
                lines.Add(row);
                continue;
            }
            // It stands where its first one would, the others with it.
            if (!ReferenceEquals(line.Members[0], row))
                continue;
            bool isOpen = IsOpen(line);
            line.Fold(string.Concat((isOpen ? ui.Glyphs.Open : ui.Glyphs.Folded).ToString(), " ", SafeText.Of(DeadEntries.NameOf(folder))),
                string.Concat(line.Members.Count.ToString(CultureInfo.InvariantCulture), " dead, left their files"));
            lines.Add(line);
            for (int i = 0; isOpen && i < line.Members.Count; i++)
            {
                line.Members[i].Branch = Lines(i == line.Members.Count - 1 ? ui.Glyphs.LastBranch : ui.Glyphs.Branch);
                lines.Add(line.Members[i]);
            }
        }
    }

    private List<RowGroup> Grouped(List<GridRow> workers, Grouping grouping)
    {
        _groups.Clear();
        foreach (var row in workers)
        {
            string key = RowGroup.KeyOf(row.Worker!, grouping);
            if (!_groups.TryGetValue(key, out var group))
                _groups.Add(key, group = RowGroup.Of(row.Worker!, grouping));
            group.Workers.Add(row);
        }
        var groups = new List<RowGroup>(_groups.Values);
        groups.Sort(static (one, other) => string.CompareOrdinal(one.Name, other.Name) is not 0 and var order ? order : string.CompareOrdinal(one.Project, other.Project));
        return groups;
    }
}
