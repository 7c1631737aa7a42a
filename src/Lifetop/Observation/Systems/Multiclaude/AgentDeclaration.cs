using System;
using System.Collections.Immutable;
using Lifetop.Model;
using Lifetop.Model.Systems;
using Lifetop.Observation.Git;

namespace Lifetop.Observation.Systems.Multiclaude;

/// <summary>Entries of one installation to declarations.</summary>
/// <param name="label">What keys begin with; tells a second installation from the first.</param>
internal sealed class AgentDeclaration(MulticlaudePaths paths, string label, string? tmuxSocket)
{
    /// <summary>One array for all, so that an entry read again equals the one before.</summary>
    private static readonly ImmutableArray<Residue> Entry = [new("entry", "state.json")];

    public Declaration Of(RepositoryFields repository, AgentFields agent, DateTimeOffset written, int daemonPid)
    {
        string session = repository.Session ?? MulticlaudePaths.SessionOf(repository.Name);
        string window = string.IsNullOrEmpty(agent.Window) ? agent.Name : agent.Window;
        string? folder = agent.Worktree is ['/', ..] path && !path.Contains("/../", StringComparison.Ordinal) ? path.TrimEnd('/') : null;
        bool isPersistent = agent.Type is "supervisor" or "merge-queue" or "pr-shepherd" or "workspace" or "generic-persistent";
        bool isOwn = !isPersistent && folder is not null && paths.IsOwnWorktree(folder, repository.Name, agent.Name);
        return Named(repository.Name, agent.Name) with
        {
            Kind = WorkerKind.Agent,
            Type = agent.Type,
            WrittenAt = agent.CreatedAt ?? written,
            Pane = new PaneClaim { Socket = tmuxSocket, SessionName = session, WindowName = window, RootPid = agent.Pid > 0 ? agent.Pid : null },
            Cwd = folder,
            Worktree = isOwn ? folder : null,
            Branch = isOwn ? GitCheckout.At(folder!)?.Branch() : null,
            Owner = null,
            Log = paths.LogOf(repository.Name, agent.Name, agent.Type),
            Task = agent.Task,
            Summary = agent.Summary ?? agent.Failure,
            NativeState = agent.ReadyForCleanup ? "ready for cleanup" : null,
            Leaves = isPersistent ? [] : Entry,
            System = new MulticlaudeFacts
            {
                Role = MulticlaudeRole.Agent,
                Root = paths.Root,
                Repository = repository.Name,
                Session = session,
                Window = window,
                Pid = agent.Pid,
                SessionId = agent.SessionId ?? "",
                CreatedAt = agent.CreatedAt,
                ReadyForCleanup = agent.ReadyForCleanup,
                IsPersistent = isPersistent,
                IsKnownType = isPersistent || agent.Type is "worker" or "review",
                Failure = agent.Failure,
                DaemonPid = daemonPid,
            },
        };
    }

    /// <param name="again">How many of its name are newer, the one that lives included: only the newest bears the plain name.</param>
    public Declaration Of(RepositoryFields repository, HistoryFields entry, int again, DateTimeOffset written)
    {
        var ended = entry.CompletedAt ?? entry.CreatedAt ?? written;
        string number = again == 0 ? "" : "#" + ended.UtcTicks.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var named = Named(repository.Name, entry.Name!);
        return named with
        {
            Identity = named.Identity + number,
            Key = new WorkerKey(named.Key.Text + number),
            Kind = WorkerKind.Agent,
            WrittenAt = ended,
            Task = entry.Task,
            Branch = entry.Branch,
            // One with a name and password in it is not for the screen.
            ResultUrl = entry.PullRequest is { } url && !url.Contains('@', StringComparison.Ordinal) ? url : null,
            Summary = entry.Failure ?? entry.Summary,
            NativeState = entry.Status,
            SaysSince = ended,
            System = new MulticlaudeFacts { Role = MulticlaudeRole.History, Root = paths.Root, Repository = repository.Name, CreatedAt = entry.CreatedAt, Failure = entry.Failure },
        };
    }

    /// <summary>A folder among the worktrees without an entry; a window of its name in the repository's session goes with it.</summary>
    public Declaration OfFolder(string repository, string session, string name, string folder, DateTimeOffset made) => Named(repository, name) with
    {
        Kind = WorkerKind.Agent,
        WrittenAt = made,
        Pane = new PaneClaim { Socket = tmuxSocket, SessionName = session, WindowName = name },
        Worktree = folder,
        Cwd = folder,
        Branch = GitCheckout.At(folder)?.Branch(),
        System = new MulticlaudeFacts { Role = MulticlaudeRole.Worktree, Root = paths.Root, Repository = repository, Session = session, Window = name, CreatedAt = made },
    };

    private Declaration Named(string repository, string name) => new()
    {
        Source = MulticlaudeSource.Label,
        Identity = $"{MulticlaudeSource.Label}:{paths.Root}:{repository}/{name}",
        Key = new WorkerKey(label, $"{repository}/{name}"),
        Name = name,
        File = paths.State,
    };
}
