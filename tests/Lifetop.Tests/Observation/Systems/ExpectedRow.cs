using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Xunit;

namespace Lifetop.Tests.Observation.Systems;

/// <summary>A line of a system's EXPECTED.tsv: what must exist besides the files, and the verdict in that system's words.</summary>
internal sealed record ExpectedRow(string Tree, string Item, string Needs, string Verdict, string Scenario)
{
    public static IReadOnlyList<ExpectedRow> Of(string system)
    {
        string[] lines = File.ReadAllLines(Path.Combine(SampleTree.FolderOf(system), "EXPECTED.tsv"));
        return [.. lines.Skip(1).Where(static line => line.Length > 0).Select(static line => line.Split('\t')).Select(static cell => new ExpectedRow(cell[0], cell[1], cell[2], cell[3], cell[4]))];
    }

    /// <summary>Tree and item of every row, so that each is a test of its own and none can be left out.</summary>
    public static TheoryData<string, string> Names(string system)
    {
        var names = new TheoryData<string, string>();
        foreach (var row in Of(system))
            names.Add(row.Tree, row.Item);
        return names;
    }

    public static ExpectedRow Find(string system, string tree, string item) => Of(system).Single(row => row.Tree == tree && row.Item == item);
}
