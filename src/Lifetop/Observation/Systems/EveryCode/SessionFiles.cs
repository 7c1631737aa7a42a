using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Model;
using Lifetop.Model.Systems;
using Lifetop.Observation.Sources;
using Lifetop.Platform;

namespace Lifetop.Observation.Systems.EveryCode;

/// <summary>The session files of one state folder: one for each session its worker opened, written in place, so torn for a moment.</summary>
/// <param name="label">What keys begin with.</param>
/// <param name="cli">launchplane's own command line, where the config names one.</param>
internal sealed class SessionFiles(EveryCodePaths paths, string label, string? tmuxSocket, ThisHost host, ImmutableArray<string> cli) : FileSource(EveryCodeSource.Label, Limit, [$"{paths.Sessions}/*.json"])
{
    private const int Limit = 256 * 1024;

    /// <summary>Shown as what every session should live with; never looked for.</summary>
    private readonly OwnerClaim _owner = new($"{label}/worker");

    /// <summary>Worktrees lie there where the worker was told so.</summary>
    public string? MovedWorktrees { get; set; }

    internal override FileText Parse(string path, ReadOnlySpan<byte> bytes, in FileStamp stamp)
    {
        var remarks = new List<Evidence>();
        if (SessionFields.Read(bytes, remarks, out string wrong) is not { } fields)
            return FileText.Torn(wrong);
        bool isForeign = fields.Host.Length > 0 && !host.Is(fields.Host);
        var of = Placeholder(path, stamp);
        var facts = new EveryCodeFacts
        {
            Role = EveryCodeRole.Session,
            Root = paths.Root,
            RequestId = fields.RequestId,
            Session = fields.Session,
            LaunchRoot = fields.LaunchRoot,
            ForeignHost = isForeign ? fields.Host : "",
            Host = isForeign ? "" : fields.Host.Length > 0 ? fields.Host : host.Name,
            Cli = isForeign ? [] : cli,
        };
        return FileText.Of(of with
        {
            Identity = IdentityOf(fields.RequestId),
            Key = new WorkerKey(label, EveryCodePaths.KeyOf(fields.RequestId)),
            Name = EveryCodePaths.NameOf(fields.RequestId),
            WrittenAt = fields.CreatedAt ?? stamp.Modified,
            Pane = isForeign ? null : new PaneClaim { Socket = tmuxSocket, SessionName = fields.Session },
            Cwd = EveryCodePaths.IsPlain(fields.LaunchRoot) ? fields.LaunchRoot : null,
            Worktree = isForeign ? null : paths.Worktree(fields.LaunchRoot, fields.Branch, fields.SourceCheckout, MovedWorktrees),
            Branch = fields.Branch.Length > 0 ? fields.Branch : null,
            Markers = isForeign ? [] : WorkRequests.MarkersOf(fields.RequestId),
            Leaves = isForeign ? [] : [new Residue("file", path)],
            Remarks = remarks.Count == 0 ? [] : [.. remarks],
            System = facts,
        });
    }

    internal override Declaration Placeholder(string path, in FileStamp stamp)
    {
        string id = NativePath.Name(path)[..^".json".Length].ToString();
        return new Declaration
        {
            Source = Name,
            Identity = IdentityOf(id),
            Key = new WorkerKey(label, EveryCodePaths.KeyOf(id)),
            Name = EveryCodePaths.NameOf(id),
            Kind = WorkerKind.Agent,
            Owner = _owner,
            File = path,
            WrittenAt = stamp.Modified,
            System = new EveryCodeFacts { Role = EveryCodeRole.Session, Root = paths.Root, RequestId = id },
        };
    }

    private string IdentityOf(string id) => WorkRequests.IdentityOf(paths, id);

    /// <summary>Two files for one request: the older one goes by its file.</summary>
    private protected override void Settle(List<Declaration> declarations)
    {
        var newest = new Dictionary<string, Declaration>(declarations.Count);
        foreach (var declaration in declarations)
            if (!newest.TryGetValue(declaration.Identity, out var other) || declaration.WrittenAt > other.WrittenAt)
                newest[declaration.Identity] = declaration;
        for (int i = 0; i < declarations.Count; i++)
        {
            var declaration = declarations[i];
            if (ReferenceEquals(newest[declaration.Identity], declaration))
                continue;
            string name = NativePath.Name(declaration.File!).ToString(); // read from a file
            declarations[i] = declaration with { Identity = $"{declaration.Identity}/{name}", Key = new WorkerKey($"{declaration.Key.Text}/{name}") };
        }
    }
}
