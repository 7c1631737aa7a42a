using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using Lifetop.Model;
using Lifetop.Model.Systems;
using Lifetop.Observation.Git;
using Lifetop.Observation.Sources;
using Lifetop.Platform;

namespace Lifetop.Observation.Systems.EveryCode;

/// <summary>The work requests of one state folder, where they are kept in files; elsewhere they live in a service, and there are none here.</summary>
internal sealed class WorkRequests(EveryCodePaths paths, string label, string? tmuxSocket, ThisHost host) : FileSource(EveryCodeSource.Label, Limit, [$"{paths.Requests}/*.json"])
{
    private const int Limit = 1024 * 1024;

    /// <summary>How long a lease holds; renewed by each heartbeat of the session.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(30);

    public static string IdentityOf(EveryCodePaths paths, string id) => $"{EveryCodeSource.Label}:{paths.Root}:{id}";

    /// <summary>What the worker puts into the environment of what it starts, in its older and newer versions.</summary>
    public static ImmutableArray<EnvironmentMarker> MarkersOf(string id) => [new("AGENT_SESSION_REQUEST_ID", id), new("EVERY_CODE_REQUEST_ID", id)];

    internal override FileText Parse(string path, ReadOnlySpan<byte> bytes, in FileStamp stamp)
    {
        var remarks = new List<Evidence>();
        if (RequestFields.Read(bytes, remarks, out string wrong) is not { } fields)
            return FileText.Torn(wrong);
        var record = fields.Record();
        bool isClaimed = record.Host.Length > 0;
        bool isForeign = isClaimed && !host.Is(record.Host);
        if (isForeign)
            record = record with { IsElsewhere = true };
        // While it goes on, what it has is its session file's to say.
        string session = isClaimed && record.IsOverHere ? EveryCodePaths.SessionOf(record.Id, fields.FencingToken) : "";
        string? worktree = session.Length > 0 ? paths.WorktreeOf(record.Id, record.Repository) : null;
        // Two of these say the same of a session's life: when the lease was renewed last, and that it would be.
        var beat = record.LeaseEnds - Lease;
        return FileText.Of(Placeholder(path, stamp) with
        {
            Identity = IdentityOf(paths, record.Id),
            Key = new WorkerKey(label, EveryCodePaths.KeyOf(record.Id)),
            Name = EveryCodePaths.NameOf(record.Id),
            Type = fields.Source,
            WrittenAt = record.QueuedAt ?? stamp.Modified,
            Task = fields.Title ?? (record.Issue is { } issue ? $"issue {issue.ToString(CultureInfo.InvariantCulture)} of {record.Repository}" : null),
            ResultUrl = fields.PullRequest,
            Summary = fields.Summary,
            LastBeat = beat,
            HeartbeatLimit = beat is null ? null : Lease,
            Restarts = record.Attempt is > 1 and < int.MaxValue and var attempt ? (int)attempt - 1 : null,
            Says = record.State switch
            {
                EveryCodeRequestState.Done => DeclaredState.Completed,
                EveryCodeRequestState.Blocked => DeclaredState.Blocked,
                _ => DeclaredState.Nothing,
            },
            SaysSince = record.FinishedAt,
            Pane = session.Length > 0 ? new PaneClaim { Socket = tmuxSocket, SessionName = session } : null,
            Worktree = worktree,
            Branch = worktree is null ? null : GitCheckout.At(worktree)?.Branch(),
            Markers = isClaimed && !isForeign ? MarkersOf(record.Id) : [],
            Remarks = remarks.Count == 0 ? [] : [.. remarks],
            System = new EveryCodeFacts { Role = EveryCodeRole.Request, Root = paths.Root, RequestId = record.Id, Session = session, LaunchRoot = worktree ?? "", Request = record, ForeignHost = isForeign ? record.Host : "" },
        });
    }

    internal override Declaration Placeholder(string path, in FileStamp stamp)
    {
        string id = NativePath.Name(path)[..^".json".Length].ToString();
        return new Declaration
        {
            Source = Name,
            Identity = IdentityOf(paths, id),
            Key = new WorkerKey(label, EveryCodePaths.KeyOf(id)),
            Name = EveryCodePaths.NameOf(id),
            Kind = WorkerKind.Agent,
            File = path,
            WrittenAt = stamp.Modified,
            System = new EveryCodeFacts { Role = EveryCodeRole.Request, Root = paths.Root, RequestId = id },
        };
    }

    /// <summary>A request lies under its own id; a copy beside it is nobody's.</summary>
    private protected override void Settle(List<Declaration> declarations)
    {
        var seen = new Dictionary<string, int>(declarations.Count);
        for (int i = 0; i < declarations.Count; i++)
            if (!seen.TryAdd(declarations[i].Identity, i))
                declarations.RemoveAt(i--);
    }
}
