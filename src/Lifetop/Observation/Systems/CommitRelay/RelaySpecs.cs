using System;
using System.Collections.Generic;
using Lifetop.Model;
using Lifetop.Model.Systems;
using Lifetop.Observation.Sources;
using Lifetop.Platform;

namespace Lifetop.Observation.Systems.CommitRelay;

/// <summary>
/// The worker specs of one root as they lie in the folders of <c>worker-specs</c>: who finds a name in several shows the one whose folder
/// counts most under that name, the others under their folder's.
/// </summary>
internal sealed class RelaySpecs(string root) : FileSource(CommitRelaySource.Label, LimitOfSpec, Patterns(root))
{
    public const string Folder = "coordination/worker-specs";
    private const string Suffix = ".json";
    private const int LimitOfSpec = 1024 * 1024;

    internal static readonly string[] Folders = ["active", "zombie", "failed", "completed"];

    private readonly string _specs = NativePath.Join(root, Folder) + "/";

    internal override FileText Parse(string path, ReadOnlySpan<byte> bytes, in FileStamp stamp)
    {
        if (bytes.IsEmpty)
            return FileText.Torn("empty");
        var remarks = new List<Evidence>();
        if (RelaySpecReader.Read(bytes, remarks, out string wrong) is not { } spec)
            return FileText.Torn(wrong);
        if (spec.IsPidWrong)
            return FileText.Torn("its pid is none: not a number from 1 to 2147483647");
        return FileText.Of(new RelaySpecDeclaration(spec, FactsOf(path, stamp), remarks).Build(Placeholder(path, stamp)));
    }

    internal override Declaration Placeholder(string path, in FileStamp stamp)
    {
        var facts = FactsOf(path, stamp);
        return new Declaration
        {
            Source = Name,
            Identity = $"{Name}:{root}/{facts.Id}",
            Key = new WorkerKey(Name, facts.Id),
            Name = facts.Id,
            Kind = WorkerKind.Agent,
            File = path,
            WrittenAt = stamp.Modified,
            System = facts,
        };
    }

    private CommitRelayFacts FactsOf(string path, in FileStamp stamp)
    {
        var name = NativePath.Name(path);
        return new CommitRelayFacts(root, name[..^Suffix.Length].ToString(), FolderOf(path)) { DeclaredAt = stamp.Modified };
    }

    private CommitRelayFolder FolderOf(string path)
    {
        var below = path.AsSpan(_specs.Length);
        for (int i = 0; i < Folders.Length; i++)
            if (below.StartsWith(Folders[i]) && below[Folders[i].Length] == '/')
                return (CommitRelayFolder)i;
        return CommitRelayFolder.Completed;
    }

    private protected override void Settle(List<Declaration> declarations)
    {
        var first = new Dictionary<string, Declaration>(declarations.Count);
        foreach (var declaration in declarations)
            if (!first.TryGetValue(declaration.Identity, out var other) || Rank(declaration) < Rank(other))
                first[declaration.Identity] = declaration;
        for (int i = 0; i < declarations.Count; i++)
        {
            var declaration = declarations[i];
            if (ReferenceEquals(first[declaration.Identity], declaration))
                continue;
            string place = NativePath.Folder(declaration.File![_specs.Length..]);
            declarations[i] = declaration with
            {
                Identity = $"{Name}:{root}/{place}/{declaration.Name}",
                Key = new WorkerKey(Name, $"{place}/{declaration.Name}"),
            };
        }
    }

    private static int Rank(Declaration declaration) => (int)((CommitRelayFacts)declaration.System!).Folder;

    private static string[] Patterns(string root)
    {
        string specs = NativePath.Join(root, Folder);
        return [$"{specs}/active/*.json", $"{specs}/zombie/*.json", $"{specs}/zombie/*/*.json", $"{specs}/failed/*.json", $"{specs}/completed/*.json"];
    }
}
