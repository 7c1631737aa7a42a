using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.CompilerServices;
using Xunit;

namespace Lifetop.Tests.Docs;

/// <summary>One of the repository's documents, by section and table.</summary>
internal sealed class Document
{
    private readonly string[] _lines;

    public Document(string name) => _lines = File.ReadAllLines(Path.Combine(Root, name));

    /// <summary>Top folder of the checkout these tests were built from.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", ".."));

    /// <summary>Lines that are prose: what stands in code blocks is left out.</summary>
    public IEnumerable<string> Prose()
    {
        bool code = false;
        foreach (string line in _lines)
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
                code = !code;
            else if (!code)
                yield return line;
        }
    }

    /// <summary>The rows of the table whose first heading is this one, cell by cell, without heading and rule.</summary>
    public List<string[]> Table(string firstHeading)
    {
        var rows = new List<string[]>();
        int at = Array.FindIndex(_lines, line => line.StartsWith($"| {firstHeading} |", StringComparison.Ordinal));
        Assert.True(at >= 0, $"no table that begins with {firstHeading}");
        for (int i = at + 2; i < _lines.Length && _lines[i].StartsWith('|'); i++)
            rows.Add(Array.ConvertAll(_lines[i].Split('|')[1..^1], cell => cell.Trim()));
        return rows;
    }

    /// <summary>One column of a table, without the marks of code.</summary>
    public List<string> Column(string firstHeading, int column = 0)
        => Table(firstHeading).ConvertAll(row => Plain(row[column]));

    public static string Plain(string cell) => cell.Replace("`", "", StringComparison.Ordinal);

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
