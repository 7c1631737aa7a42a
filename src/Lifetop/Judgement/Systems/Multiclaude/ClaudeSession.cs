using System;
using System.Collections.Immutable;
using Lifetop.Model;
using Lifetop.Model.Systems;

namespace Lifetop.Judgement.Systems.Multiclaude;

/// <summary>Whether the Claude that multiclaude started runs below a pane. A doubt is a yes: nobody is to be ended for it.</summary>
internal static class ClaudeSession
{
    /// <summary>So much of a command line is read; what lies behind is not known.</summary>
    private const int KnownLength = 4000;

    public static bool Runs(Worker worker, MulticlaudeFacts facts, Census census)
    {
        foreach (var member in worker.Members.AsSpan())
            if (member.Tie <= MemberTie.Terminal && census.Processes.IndexOf(member.Process) is >= 0 and var row && IsIt(row, facts.SessionId, census.Processes))
                return true;
        return worker.Pane is { Facts: { WindowPanes: > 1, Dead: false } } && RunsAnywhere(facts.SessionId, census.Processes);
    }

    /// <summary>A window that somebody split has more panes than the one that was looked below.</summary>
    private static bool RunsAnywhere(string session, ProcessTable table)
    {
        for (int row = 0; row < table.Count; row++)
            if (IsIt(row, session, table))
                return true;
        return false;
    }

    private static bool IsIt(int row, string session, ProcessTable table)
    {
        if (table.Rows[row].IsZombie)
            return false;
        var details = table.DetailsAt(row);
        if (!table.Rows[row].Name.Is("claude"u8) && details?.Program.Is("claude") != true)
            return false;
        return details is null || details.Arguments.Length < 2 || session.Length == 0 || Names(details.Arguments, session);
    }

    private static bool Names(ImmutableArray<string> arguments, string session)
    {
        int length = 0;
        for (int i = 1; i < arguments.Length; i++)
        {
            string argument = arguments[i];
            length += argument.Length + 1;
            if (argument == session && (arguments[i - 1] is "--session-id" or "--resume" or "-r"))
                return true;
            if (argument.EndsWith(session, StringComparison.Ordinal) && argument.Length > session.Length && argument[argument.Length - session.Length - 1] == '='
                && argument.StartsWith("--", StringComparison.Ordinal))
                return true;
        }
        return length >= KnownLength;
    }
}
