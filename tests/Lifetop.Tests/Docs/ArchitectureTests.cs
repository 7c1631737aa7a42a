using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Xunit;

namespace Lifetop.Tests.Docs;

public partial class ArchitectureTests
{
    private static readonly Document Architecture = new("ARCHITECTURE.md");
    private static readonly string Source = Path.Combine(Document.Root, "src", "Lifetop");

    [Fact]
    public void Lists_the_folders_of_the_source_and_no_other()
        => Assert.Equal(Folders().Order(), Architecture.Column("folder").Order());

    [Fact]
    public void Folders_use_no_more_than_the_table_lets_them()
    {
        var allowed = Architecture.Table("folder").ToDictionary(row => Document.Plain(row[0]), row => Document.Plain(row[2]).Split(", "));
        foreach (string folder in Folders())
        {
            var used = Directory.EnumerateFiles(Path.Combine(Source, folder), "*.cs", SearchOption.AllDirectories)
                .SelectMany(file => Qualified().Matches(File.ReadAllText(file))).Select(match => match.Groups[1].Value).Distinct();
            Assert.Empty(used.Intersect(Folders()).Except(allowed[folder]).Except([folder]));
        }
    }

    [Fact]
    public void Decisions_are_numbered_without_a_hole()
    {
        var numbers = Architecture.Prose().Select(line => Decision().Match(line)).Where(match => match.Success)
            .Select(match => int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.NotEmpty(numbers);
        Assert.Equal(Enumerable.Range(1, numbers.Count), numbers);
    }

    /// <summary>Those with code in them.</summary>
    private static List<string> Folders()
        => Directory.EnumerateDirectories(Source).Where(path => Directory.EnumerateFiles(path, "*.cs", SearchOption.AllDirectories).Any())
            .Select(path => Path.GetFileName(path)!).Where(name => name is not ("bin" or "obj")).ToList();

    [GeneratedRegex(@"(?<![\w.])Lifetop\.([A-Z][A-Za-z]+)\b")]
    private static partial Regex Qualified();

    [GeneratedRegex(@"^### (\d+)\. ")]
    private static partial Regex Decision();
}
