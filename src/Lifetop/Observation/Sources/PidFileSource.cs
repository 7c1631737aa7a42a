using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Model;
using Lifetop.Platform;

namespace Lifetop.Observation.Sources;

/// <summary>Daemons that write their pid into a file: each file that fits a configured pattern declares one.</summary>
public sealed class PidFileSource : FileSource
{
    public const string Label = "pidfile";
    private const int Limit = 4 * 1024;
    private const string Suffix = ".pid";

    /// <param name="patterns">Absolute paths, with <c>*</c> and <c>?</c> in any part.</param>
    /// <param name="folders">Folders whose <c>*.pid</c> count.</param>
    public PidFileSource(ImmutableArray<string> patterns, ImmutableArray<string> folders)
        : base(Label, Limit, [.. patterns, .. AllOf(folders)])
    {
    }

    internal override FileText Parse(string path, ReadOnlySpan<byte> bytes, in FileStamp stamp)
    {
        if (bytes.IsEmpty)
            return FileText.Torn("empty");
        if (PidText.Parse(bytes) is not { } pid)
            return FileText.Bad("no pid in it: not a decimal number from 1 to 2147483647 with at most one newline");
        return FileText.Of(Placeholder(path, stamp) with
        {
            Process = new ProcessClaim(pid),
            Leaves = [new Residue("file", path)],
        });
    }

    internal override Declaration Placeholder(string path, in FileStamp stamp)
    {
        string name = NameOf(path);
        return new Declaration
        {
            Source = Label,
            Identity = $"{Label}:{path}",
            Key = new WorkerKey(Label, name),
            Name = name,
            File = path,
            WrittenAt = stamp.Modified,
        };
    }

    private protected override void Settle(List<Declaration> declarations)
    {
        var count = new Dictionary<string, int>(declarations.Count);
        foreach (var declaration in declarations)
        {
            // GetValueOrDefault of numbers is compiled on the spot.
            _ = count.TryGetValue(declaration.Key.Text, out int before);
            count[declaration.Key.Text] = before + 1;
        }
        for (int i = 0; i < declarations.Count; i++)
        {
            var declaration = declarations[i];
            if (count[declaration.Key.Text] > 1)
                declarations[i] = declaration with { Key = new WorkerKey(Label, WithFolder(declaration, declarations)) };
        }
    }

    /// <summary>As many folders in front of the name as set it apart from every other file.</summary>
    private static string WithFolder(Declaration declaration, List<Declaration> all)
    {
        string path = declaration.File!;
        string folder = NativePath.Folder(path);
        string name = declaration.Name;
        while (folder is not ("/" or "."))
        {
            name = $"{NativePath.Name(folder)}/{name}";
            folder = NativePath.Folder(folder);
            bool isAlone = true;
            foreach (var other in all)
                isAlone &= other.File == path || !NativePath.Join(NativePath.Folder(other.File!), other.Name).EndsWith("/" + name, StringComparison.Ordinal);
            if (isAlone)
                break;
        }
        return name;
    }

    private static string NameOf(string path)
    {
        var name = NativePath.Name(path);
        return (name.Length > Suffix.Length && name.EndsWith(Suffix) ? name[..^Suffix.Length] : name).ToString();
    }

    private static string[] AllOf(ImmutableArray<string> folders)
    {
        string[] patterns = new string[folders.Length];
        for (int i = 0; i < patterns.Length; i++)
            patterns[i] = NativePath.Join(folders[i], "*" + Suffix);
        return patterns;
    }
}
