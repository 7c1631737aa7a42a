using System;
using System.Collections.Generic;
using Lifetop.Model;
using Lifetop.Platform;

namespace Lifetop.Observation.Sources;

/// <summary>Workers that declare themselves: a JSON file each in lifetop's own folder.</summary>
/// <param name="folder">Absolute: <c>$XDG_STATE_HOME/lifetop/workers</c>.</param>
public sealed class ManifestSource(string folder) : FileSource(Label, Limit, [NativePath.Join(folder, "*.json")])
{
    public const string Label = "manifest";
    private const int Limit = 4 * 1024 * 1024;

    private readonly uint user = Libc.EffectiveUser();

    internal override FileText Parse(string path, ReadOnlySpan<byte> bytes, in FileStamp stamp)
    {
        // It names files to remove and processes to end: that is for us alone to say, above all when we are root.
        if (stamp.IsOfAnother(user))
            return FileText.Bad($"it belongs to user {stamp.Owner}");
        if (bytes.IsEmpty)
            return FileText.Torn("empty");
        var remarks = new List<Evidence>();
        if (ManifestReader.Read(bytes, remarks, out string wrong) is not { } fields)
            return FileText.Torn(wrong);
        return ManifestDeclaration.CheckKey(fields.Key) is { } objection
            ? FileText.Torn(objection)
            : FileText.Of(new ManifestDeclaration(fields, path, remarks).Build(stamp));
    }

    internal override Declaration Placeholder(string path, in FileStamp stamp)
    {
        string name = NativePath.Name(path).ToString();
        return new Declaration
        {
            Source = Label,
            Identity = $"{Label}-file:{path}",
            Key = new WorkerKey(Label, name),
            Name = name,
            File = path,
            WrittenAt = stamp.Modified,
        };
    }

    /// <summary>A key belongs to the first file by name; the others are shown under their file's name, with nothing to act on.</summary>
    private protected override void Settle(List<Declaration> declarations)
    {
        var owners = new Dictionary<string, string>(declarations.Count);
        for (int i = 0; i < declarations.Count; i++)
        {
            var declaration = declarations[i];
            if (owners.TryAdd(declaration.Identity, declaration.File!))
                continue;
            declarations[i] = Placeholder(declaration.File!, default) with
            {
                WrittenAt = declaration.WrittenAt,
                Malformed = $"its key {declaration.Key.Text} is {owners[declaration.Identity]}'s already",
            };
        }
    }
}
