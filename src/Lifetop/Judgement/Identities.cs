using System;
using System.Collections.Immutable;
using Lifetop.Model;

namespace Lifetop.Judgement;

/// <summary>The stable names behind keys.</summary>
public static class Identities
{
    private static readonly ImmutableArray<string> Prefixes =
        ["process:", "pane:", "lifetop:", "manifest:", "pidfile:", "multiclaude:", "every-code:", "agent-relay:", "commit-relay:", "orchestrator:"];

    public static string Of(ProcessIdentity process) => "process:" + process;

    /// <summary>Keys and names find a worker too, but the next one may bear them: only an identity proves it is the same.</summary>
    public static bool Is(string name)
    {
        foreach (string prefix in Prefixes)
            if (name.StartsWith(prefix, StringComparison.Ordinal))
                return true;
        return false;
    }

    /// <summary>Whether a plan, protection or snooze is about this worker, also from before it was adopted or joined.</summary>
    public static bool IsAbout(string identity, Worker worker)
        => worker.Identity == identity || worker.AlsoKnownAs.Contains(identity);
}
