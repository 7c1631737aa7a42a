using System;
using System.Collections.Immutable;
using Lifetop.Model;

namespace Lifetop.Judgement.Systems.EveryCode;

/// <summary>What runs in a session: the agent, or after it only what tells the service of its end.</summary>
internal static class SessionContents
{
    private const string Command = "every-code", Finish = "finish";

    /// <summary>A doubt is a no: then the agent may be among them.</summary>
    public static bool OnlyFinishes(Worker worker, Census census)
    {
        bool finishes = false;
        foreach (var member in worker.Members.AsSpan())
        {
            int row = census.Processes.IndexOf(member.Process);
            if (member.Tie > MemberTie.Terminal || row < 0 || member.Process.Pid == worker.Pane?.Facts.Pid)
                continue;
            if (census.Processes.DetailsAt(row) is not { } details || !IsFinish(details.Arguments))
                return false;
            finishes = true;
        }
        return finishes;
    }

    private static bool IsFinish(ImmutableArray<string> arguments)
    {
        for (int i = 0; i < arguments.Length; i++)
            if ((arguments[i] == Command && i + 1 < arguments.Length && arguments[i + 1] == Finish) || arguments[i].Contains("every-code finish", StringComparison.Ordinal))
                return true;
        return false;
    }
}
