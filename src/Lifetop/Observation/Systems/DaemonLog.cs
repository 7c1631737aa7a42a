using System;
using static Lifetop.Observation.Systems.LogEnd;

namespace Lifetop.Observation.Systems;

/// <summary>What a line of a daemon's log complains of: what usually keeps it from its work.</summary>
internal static class DaemonLog
{
    public static string? Meaning(ReadOnlySpan<char> line)
    {
        if (Has(line, "timed out") || Has(line, "timeout"))
            return "the service did not answer in time";
        if (Has(line, "401") || Has(line, "403") || Has(line, "unauthorized") || Has(line, "forbidden") || Has(line, "invalid token") || Has(line, "token rejected"))
            return "the service rejected its credentials";
        bool isAboutCredentials = Has(line, "token") || Has(line, "credential");
        return isAboutCredentials && (Has(line, "missing") || Has(line, "required") || Has(line, "not set") || Has(line, "no ")) ? "it was started without its credentials" : null;
    }
}
