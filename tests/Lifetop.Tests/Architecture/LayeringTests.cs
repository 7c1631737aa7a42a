using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Xunit;

namespace Lifetop.Tests.Architecture;

public sealed partial class LayeringTests
{
    private static readonly Dictionary<string, string[]> MayUse = new()
    {
        ["Model"] = [],
        ["Platform"] = [],
        ["Judgement"] = ["Model"],
        ["Observation"] = ["Model", "Platform"],
        ["Actions"] = ["Model", "Platform", "Observation"],
        ["Registry"] = ["Model", "Platform", "Actions"],
        ["Settings"] = ["Model", "Judgement", "Platform"],
        ["Terminal"] = ["Platform"],
        ["Theming"] = ["Terminal"],
        ["Screens"] = ["Model", "Actions", "Terminal", "Theming"],
        ["App"] = ["Model", "Platform", "Judgement", "Observation", "Actions", "Registry", "Settings", "Terminal", "Theming", "Screens"],
        ["Cli"] = ["Model", "Platform", "Judgement", "Observation", "Actions", "Registry", "Settings", "Terminal", "Theming", "Screens", "App"],
    };

    [GeneratedRegex(@"(?<!\.)\bLifetop\.([A-Z]\w*)")]
    private static partial Regex Name();

    private static string Source([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(here, "../../../../src/Lifetop"));

    public static TheoryData<string> Layers => [.. Directory.GetDirectories(Source()).Select(Path.GetFileName).OfType<string>().Where(static name => name is not ("bin" or "obj"))];

    [Theory]
    [MemberData(nameof(Layers))]
    public void Names_only_what_lies_below_it(string layer)
    {
        Assert.True(MayUse.TryGetValue(layer, out var allowed), $"{layer} has no place in the table of layers");
        foreach (string file in Directory.GetFiles(Path.Combine(Source(), layer), "*.cs", SearchOption.AllDirectories))
            foreach (Match match in Name().Matches(File.ReadAllText(file)))
            {
                string used = match.Groups[1].Value;
                // A property may be called Lifetop too.
                if (!MayUse.ContainsKey(used))
                    continue;
                Assert.True(used == layer || allowed.Contains(used), $"{Path.GetRelativePath(Source(), file)} uses Lifetop.{used}");
            }
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void Namespaces_are_the_folders(string layer)
    {
        foreach (string file in Directory.GetFiles(Path.Combine(Source(), layer), "*.cs", SearchOption.AllDirectories))
        {
            string expected = "namespace Lifetop." + Path.GetRelativePath(Source(), Path.GetDirectoryName(file)!).Replace('/', '.') + ";";
            string text = File.ReadAllText(file);
            // What the compiler looks for by name has the name that the compiler looks for.
            if (text.Contains("namespace System.Runtime.CompilerServices;", StringComparison.Ordinal))
                continue;
            Assert.True(!text.Contains("namespace ", StringComparison.Ordinal) || text.Contains(expected, StringComparison.Ordinal), $"{file} should say {expected}");
        }
    }
}
