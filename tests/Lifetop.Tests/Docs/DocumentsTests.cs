using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Xunit;

namespace Lifetop.Tests.Docs;

public partial class DocumentsTests
{
    public static TheoryData<string> All => new("README.md", "ARCHITECTURE.md", "CHANGELOG.md");

    [Theory]
    [MemberData(nameof(All))]
    public void Links_lead_somewhere(string name)
    {
        var document = new Document(name);
        foreach (string target in document.Prose().SelectMany(line => Link().Matches(line)).Select(match => match.Groups[1].Value))
        {
            if (target.StartsWith("https://", StringComparison.Ordinal))
                continue;
            int hash = target.IndexOf('#', StringComparison.Ordinal);
            string file = hash < 0 ? target : target[..hash];
            string path = Path.Combine(Document.Root, file);
            Assert.True(file.Length == 0 || File.Exists(path) || Directory.Exists(path), $"{name} links to {file}, which is not there");
            if (hash >= 0)
                Assert.Contains(target[(hash + 1)..], Anchors(file.Length == 0 ? name : file));
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Paths_in_code_marks_are_in_the_tree(string name)
    {
        foreach (string path in new Document(name).Prose().SelectMany(line => TreePath().Matches(line)).Select(match => match.Groups[1].Value))
            Assert.True(Path.Exists(Path.Combine(Document.Root, path)), $"{name} speaks of {path}, which is not there");
    }

    /// <summary>As the usual renderers make them: lower case, blanks become dashes, other signs go.</summary>
    private static List<string> Anchors(string name)
        => new Document(name).Prose().Where(line => line.StartsWith('#')).Select(line => line.TrimStart('#').Trim().ToLowerInvariant())
            .Select(heading => string.Concat(heading.Where(letter => char.IsLetterOrDigit(letter) || letter is ' ' or '-' or '_')).Replace(' ', '-')).ToList();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"`((?:src|tests)/[A-Za-z0-9_./-]+)`")]
    private static partial Regex TreePath();
}
