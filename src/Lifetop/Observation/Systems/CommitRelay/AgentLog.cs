using System;
using static Lifetop.Observation.Systems.LogEnd;

namespace Lifetop.Observation.Systems.CommitRelay;

/// <summary>What a line of a worker's log says of the API that it works by.</summary>
internal static class AgentLog
{
    public static string? Meaning(ReadOnlySpan<char> line)
    {
        // Numbers alone stand in many lines that are about something else.
        if (!Has(line, "error") && !Has(line, "api") && !Has(line, "http"))
            return null;
        if (Has(line, "429") || Has(line, "rate limit") || Has(line, "rate_limit"))
            return "the API limits its rate";
        if (Has(line, "529") || Has(line, "overloaded"))
            return "the API is overloaded";
        if (Has(line, "401") || Has(line, "403") || Has(line, "authentication") || Has(line, "unauthorized") || Has(line, "invalid api key"))
            return "the API rejected its credentials";
        if (Has(line, "credit balance") || Has(line, "quota"))
            return "the API says that nothing is left to spend";
        return Has(line, "timed out") || Has(line, "timeout") || Has(line, "ETIMEDOUT") || Has(line, "ECONNREFUSED") ? "the API did not answer" : null;
    }
}
