using System;
using System.Collections.Generic;
using Lifetop.Model;
using Lifetop.Model.Systems;

namespace Lifetop.Judgement.Systems.EveryCode;

/// <summary>tmux sessions of Every Code's naming that no session file knows, so that its worker will never close them.</summary>
internal static class OrphanSessions
{
    private const string Source = "every-code", Prefix = "every-code-";

    /// <summary>Names are cut to so many letters before the fencing token.</summary>
    private const int CutName = 60;

    public static void Find(Census census, List<Declaration> found)
    {
        if (FirstWorker(census) is not { } first)
            return;
        string? last = null;
        foreach (var pane in census.Panes.AsSpan())
        {
            var facts = pane.Facts;
            // A session's panes are listed one after the other, and one row tells of them all.
            if (facts.SessionId == last || !facts.Server.IsAt(first.TmuxSocket) || !facts.SessionName.StartsWith(Prefix, StringComparison.Ordinal))
                continue;
            last = facts.SessionId;
            if (!IsClaimed(facts, census) && !IsListingBroken(census))
                found.Add(Of(facts, first.Root));
        }
    }

    public static OwnRuling Decide(EveryCodeFacts facts, Worker worker, PastWorker past, Census census)
    {
        long now = census.Time.UtcTicks;
        // As old as the world or our own watching says, whichever is more.
        long made = Math.Min(worker.Declaration!.WrittenAt.UtcTicks, past.FirstTicks == 0 ? now : past.FirstTicks); // it has facts
        if (now - made <= SessionRules.Grace.Ticks)
            return OwnRuling.Of(EveryCodeVerdict.Starting, Lifecycle.Pending, made);
        return OwnRuling.Of(EveryCodeVerdict.Orphan, Lifecycle.Orphan, past is { State: Lifecycle.Orphan, Since: { } before } ? before.UtcTicks : made);
    }

    private static Declaration Of(Pane pane, string root) => new()
    {
        Source = Source,
        Identity = $"{Source}:session:{pane.Identity}",
        Key = new WorkerKey(Source, $"session/{pane.SessionName}"),
        Name = NameOf(pane.SessionName),
        Kind = WorkerKind.Agent,
        WrittenAt = pane.SessionCreated,
        Pane = PaneClaim.Of(pane.Server, pane.PaneId),
        System = new EveryCodeFacts { Role = EveryCodeRole.Window, Root = root, RequestId = pane.SessionName, Session = pane.SessionName },
    };

    /// <summary>Real ones bear it twice: their requests begin with it too.</summary>
    private static string NameOf(string session)
    {
        string name = session[Prefix.Length..];
        return name.Length > Prefix.Length && name.StartsWith(Prefix, StringComparison.Ordinal) ? name[Prefix.Length..] : name.Length > 0 ? name : session;
    }

    private static bool IsClaimed(Pane pane, Census census)
    {
        foreach (var declaration in census.Declarations.AsSpan())
            if (declaration is { Malformed: null, System: EveryCodeFacts facts } && (facts.Role == EveryCodeRole.Session ? MayBe(facts, pane.SessionName) : facts.Session.Length > 0 && TmuxNames.IsStored(facts.Session, pane.SessionName)))
                return true;
        return false;
    }

    /// <summary>Of a file that is just being written only its name is known, and that may be cut in the session's.</summary>
    private static bool MayBe(EveryCodeFacts facts, string listed)
    {
        if (facts.Session.Length > 0)
            return TmuxNames.IsStored(facts.Session, listed);
        string named = Prefix + facts.RequestId;
        string start = named.Length > CutName ? named[..CutName].TrimEnd('-', '.', '_', ':') : named;
        return listed.Length >= start.Length && TmuxNames.IsStored(start, listed.AsSpan(0, start.Length));
    }

    /// <summary>Where the session files cannot be listed nobody knows which sessions have none.</summary>
    private static bool IsListingBroken(Census census)
    {
        foreach (var gap in census.Gaps.AsSpan())
            if (gap is { Source: Source, HidesWorkers: true } && gap.Scope.EndsWith("/sessions", StringComparison.Ordinal))
                return true;
        return false;
    }

    private static EveryCodeWorkerFacts? FirstWorker(Census census)
    {
        foreach (var declaration in census.Declarations.AsSpan())
            if (declaration.System is EveryCodeWorkerFacts worker)
                return worker;
        return null;
    }
}
