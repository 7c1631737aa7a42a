using System;
using System.Collections.Generic;
using Lifetop.Model;
using Lifetop.Model.Systems;

namespace Lifetop.Judgement.Systems.Multiclaude;

/// <summary>Windows in multiclaude's sessions that no entry names. Where its state cannot be read now, nobody knows which those are.</summary>
internal static class OrphanWindows
{
    private const string Source = "multiclaude", Prefix = "mc-";

    public static void Find(Census census, List<Declaration> found)
    {
        if (FirstDaemon(census) is not { } first)
            return;
        foreach (var gap in census.Gaps.AsSpan())
            if (gap.Source == Source && gap.HidesWorkers)
                return;
        string? last = null;
        foreach (var pane in census.Panes.AsSpan())
        {
            var facts = pane.Facts;
            if (!facts.Server.IsAt(first.TmuxSocket) || Home(census, facts.SessionName) is not { } home && !facts.SessionName.StartsWith(Prefix, StringComparison.Ordinal))
                continue;
            // A window's panes are listed one after the other, and one row tells of them all.
            if (facts.WindowId == last || IsClaimed(census, facts))
                continue;
            last = facts.WindowId;
            found.Add(Of(facts, Home(census, facts.SessionName) ?? first, census));
        }
    }

    /// <summary>Whether tmux has listed a session of this name: with a window of that name, or with whatever windows.</summary>
    public static bool IsOpen(string session, string? window, string? socket, Census census)
    {
        foreach (var pane in census.Panes.AsSpan())
            if (pane.Facts.Server.IsAt(socket) && TmuxNames.IsStored(session, pane.Facts.SessionName) && (window is null || pane.Facts.WindowName == window))
                return true;
        return false;
    }

    private static Declaration Of(Pane pane, MulticlaudeDaemonFacts home, Census census)
    {
        string repository = RepositoryOf(home, pane.SessionName) ?? pane.SessionName[Prefix.Length..];
        int row = census.RootOf(pane);
        DateTimeOffset? made = row >= 0 ? census.StartedAt(census.Processes.Rows[row].StartTicks) : null;
        return new Declaration
        {
            Source = Source,
            Identity = $"{Source}:{home.Root}:window:{pane.Identity}",
            Key = new WorkerKey(Source, $"{repository}/{pane.WindowName}"),
            Name = pane.WindowName,
            Kind = WorkerKind.Agent,
            WrittenAt = made ?? pane.SessionCreated,
            Pane = PaneClaim.Of(pane.Server, pane.PaneId),
            System = new MulticlaudeFacts
            {
                Role = MulticlaudeRole.Window,
                Root = home.Root,
                Repository = repository,
                Session = pane.SessionName,
                Window = pane.WindowName,
                CreatedAt = made ?? pane.SessionCreated,
            },
        };
    }

    private static bool IsClaimed(Census census, Pane pane)
    {
        string type = TypeOf(pane.WindowName);
        foreach (var declaration in census.Declarations.AsSpan())
            if (declaration.System is MulticlaudeFacts { Role: MulticlaudeRole.Agent or MulticlaudeRole.Worktree } facts && TmuxNames.IsStored(facts.Session, pane.SessionName)
                && (facts.Window == pane.WindowName || (type.Length > 0 && declaration.Type == type)))
                return true;
        return false;
    }

    /// <summary>Windows that come with a repository bear the name of what runs in them; the workspace's had two.</summary>
    private static string TypeOf(string window) => window switch
    {
        "default" or "workspace" => "workspace",
        "supervisor" or "merge-queue" or "pr-shepherd" => window,
        _ => "",
    };

    private static MulticlaudeDaemonFacts? FirstDaemon(Census census)
    {
        foreach (var declaration in census.Declarations.AsSpan())
            if (declaration.System is MulticlaudeDaemonFacts { Agents: not null } daemon)
                return daemon;
        return null;
    }

    private static MulticlaudeDaemonFacts? Home(Census census, string session)
    {
        foreach (var declaration in census.Declarations.AsSpan())
            if (declaration.System is MulticlaudeDaemonFacts { Agents: not null } daemon && RepositoryOf(daemon, session) is not null)
                return daemon;
        return null;
    }

    private static string? RepositoryOf(MulticlaudeDaemonFacts daemon, string session)
    {
        foreach (var known in daemon.Sessions.AsSpan())
            if (TmuxNames.IsStored(known.Name, session))
                return known.Repository;
        return null;
    }
}
