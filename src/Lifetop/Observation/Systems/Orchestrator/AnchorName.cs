using System;
using System.Globalization;

namespace Lifetop.Observation.Systems.Orchestrator;

/// <summary>Names of anchor files: <c>active-session-</c> and a pid in digits, nothing else.</summary>
internal static class AnchorName
{
    private const string Prefix = "active-session-";

    /// <summary>
    /// Null for every other name, for a number that no process has, and for pid 1: that file was written by an old hook on Windows shells, and
    /// pid 1 always lives.
    /// </summary>
    public static int? Pid(string name)
    {
        if (!name.StartsWith(Prefix, StringComparison.Ordinal) || name.Length == Prefix.Length)
            return null;
        var digits = name.AsSpan(Prefix.Length);
        foreach (char digit in digits)
            if (!char.IsAsciiDigit(digit))
                return null;
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int pid) && pid > 1 ? pid : null;
    }
}
