using System;
using System.Collections.Generic;
using Lifetop.Model;
using Lifetop.Model.Systems;

namespace Lifetop.Judgement.Systems.AgentRelay;

/// <summary>
/// Sessions that agent-relay named after an agent they wrap: one window, one pane. Such names are the machine's, not a project's, so whose it is
/// tells the folder its pane works in, and once that cannot be read any more, the look before.
/// </summary>
internal static class TmuxWraps
{
    private const string Source = "agent-relay", Prefix = "relay-";

    public static void Find(Census census, Past past, List<Declaration> found)
    {
        foreach (var pane in census.Panes.AsSpan())
        {
            var facts = pane.Facts;
            if (!facts.SessionName.StartsWith(Prefix, StringComparison.Ordinal) || facts.SessionName.Length == Prefix.Length || facts.WindowPanes != 1 || HasMorePanes(census, pane))
                continue;
            if (Home(census, past, pane) is { } home)
                found.Add(Of(pane, home, census));
            else if (Before(past, pane)?.Declared is { } before)
                found.Add(before);
        }
    }

    private static Declaration Of(PaneSighting pane, AgentRelayDaemonFacts home, Census census)
    {
        var facts = pane.Facts;
        string name = facts.SessionName[Prefix.Length..];
        Declaration? known = null;
        foreach (var declaration in census.Declarations.AsSpan())
            if (declaration.System is AgentRelayFacts { Role: AgentRelayRole.External or AgentRelayRole.Offline } agent && agent.Daemon == home && TmuxNames.IsStored(declaration.Name, name))
                known = declaration;
        var claim = PaneClaim.Of(facts.Server, facts.PaneId);
        var wrap = new AgentRelayFacts { Role = AgentRelayRole.Wrapped, Daemon = home };
        // Of two records of one agent the newer stands for it: this one.
        return known is { System: AgentRelayFacts before }
            ? known with { Pane = claim, WrittenAt = Later(facts.SessionCreated, known.WrittenAt.AddTicks(1)), System = before with { Role = AgentRelayRole.Wrapped } }
            : new Declaration
            {
                Source = Source,
                Identity = AgentsOf(home) + name,
                Key = new WorkerKey(Source, $"{LabelOf(home, census)}/{name}"),
                Name = name,
                Kind = WorkerKind.Agent,
                WrittenAt = facts.SessionCreated,
                Cwd = home.Root,
                Pane = claim,
                System = wrap,
            };
    }

    /// <summary>The project its pane works in; of a dead one, whose folder cannot be read, the one it was in.</summary>
    private static AgentRelayDaemonFacts? Home(Census census, Past past, PaneSighting pane)
    {
        if (!pane.Facts.Dead && census.Processes.IndexOf(pane.Facts.Pid) is >= 0 and var row && census.Processes.DetailsAt(row)?.WorkingDirectory is { } folder
            && Around(census.RealPath(folder), census) is { } home)
            return home;
        if (Before(past, pane) is not { } known)
            return null;
        foreach (var declaration in census.Declarations.AsSpan())
            if (declaration.System is AgentRelayDaemonFacts { IsBroker: false } former && known.Identity.StartsWith(AgentsOf(former), StringComparison.Ordinal))
                return former;
        return null;
    }

    /// <summary>Who it was in an earlier look: its project itself may have been found by nothing but the process that ended.</summary>
    private static PastWorker? Before(Past past, PaneSighting pane)
        => past.Find(pane.Identity, []) is { Source: Source } known ? known : null;

    private static string AgentsOf(AgentRelayDaemonFacts home) => $"{Source}:{home.Folder}:agent:";

    /// <summary>The project around a folder, the innermost of several.</summary>
    private static AgentRelayDaemonFacts? Around(string folder, Census census)
    {
        AgentRelayDaemonFacts? nearest = null;
        foreach (var declaration in census.Declarations.AsSpan())
            if (declaration.System is AgentRelayDaemonFacts { IsBroker: false } home && (nearest is null || home.Root.Length > nearest.Root.Length) && PathText.IsIn(folder, home.Root))
                nearest = home;
        return nearest;
    }

    private static bool HasMorePanes(Census census, PaneSighting pane)
    {
        foreach (var other in census.Panes.AsSpan())
            if (!ReferenceEquals(other, pane) && other.Facts.Server == pane.Facts.Server && other.Facts.SessionId == pane.Facts.SessionId)
                return true;
        return false;
    }

    /// <summary>What the key of its daemon begins with.</summary>
    private static string LabelOf(AgentRelayDaemonFacts home, Census census)
    {
        foreach (var declaration in census.Declarations.AsSpan())
            if (declaration.System is AgentRelayDaemonFacts facts && facts.Identity == home.Identity && declaration.Key.Text is { } key)
                return key[(Source.Length + 1)..key.LastIndexOf('/')];
        return home.Root;
    }

    private static DateTimeOffset Later(DateTimeOffset some, DateTimeOffset other) => some > other ? some : other;
}
