using System;
using System.Globalization;

namespace Lifetop.Actions.Systems.CommitRelay;

/// <summary>What commit-relay calls a worker that is started again: the id of the first, and which attempt it is.</summary>
internal static class RestartName
{
    private const string Part = "-restart-";

    public static string Of(string worker, int attempt) => $"{FirstOf(worker, out _)}{Part}{attempt.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>0 for who was never started again.</summary>
    public static int AttemptOf(string worker)
    {
        FirstOf(worker, out int attempt);
        return attempt;
    }

    private static string FirstOf(string worker, out int attempt)
    {
        int part = worker.LastIndexOf(Part, StringComparison.Ordinal);
        if (part > 0 && int.TryParse(worker.AsSpan(part + Part.Length), NumberStyles.None, CultureInfo.InvariantCulture, out attempt))
            return worker[..part];
        attempt = 0;
        return worker;
    }
}
