using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace Lifetop.Tests.Support;

/// <summary>A worker as a row of the grid shows it.</summary>
public sealed record ScreenRow(string State, string Name, string Age, bool HasCursor, bool IsMarked);

/// <summary>Reads the grid back from the text of a screen, as a person would.</summary>
public static partial class ScreenRows
{
    private const int StateWidth = 12;

    /// <summary>The rows under the heads; names that have no blank in them.</summary>
    public static IReadOnlyList<ScreenRow> Of(string screen)
    {
        string[] lines = screen.Split('\n');
        // The lowest screens have no heads: their rows have a margin less, and the age at the right.
        int heads = Array.FindIndex(lines, static line => line.StartsWith("    state", StringComparison.Ordinal));
        int margin = heads < 0 ? 1 : 2;
        int age = heads < 0 || lines[heads].IndexOf("age", StringComparison.Ordinal) is not (>= 2 and var head) ? -1 : head + 3;
        var rows = new List<ScreenRow>();
        foreach (string line in lines.Skip(heads + 1))
            if (Row(line, margin, age) is { } row)
                rows.Add(row);
        return rows;
    }

    /// <summary>The row of that name; null when it is not shown.</summary>
    public static ScreenRow? Find(string screen, string name) => Of(screen).FirstOrDefault(row => row.Name == name);

    /// <summary>Where the cursor is, and of how many; null while nobody knows.</summary>
    public static (int At, int All)? Place(string screen)
    {
        var found = PlacePattern().Match(screen.TrimEnd());
        return found.Success ? (int.Parse(found.Groups[1].ValueSpan), int.Parse(found.Groups[2].ValueSpan)) : null;
    }

    private static ScreenRow? Row(string line, int margin, int age)
    {
        if (line.Length < margin + StateWidth + 2 || !RowPattern().IsMatch(line[margin..]))
            return null;
        string state = line.Substring(margin + 2, StateWidth - 2).Trim();
        string rest = line[(margin + StateWidth)..];
        string name = rest.Split(' ', StringSplitOptions.RemoveEmptyEntries)[0];
        string shown = age < 0 ? rest.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^1] : line.Length >= age ? line[(age - 5)..age].Trim() : "";
        return new ScreenRow(state, name, shown, line[0] is '▌' or '>', line[..margin].Contains('•', StringComparison.Ordinal));
    }

    [GeneratedRegex(@"(\d+)(?: of |/)(\d+)$")]
    private static partial Regex PlacePattern();

    [GeneratedRegex("^. (waiting|stalled|zombie|orphan|failed|blocked|unknown|reaping|restarting|pending|running|idle|completed|cleaned) ")]
    private static partial Regex RowPattern();
}
