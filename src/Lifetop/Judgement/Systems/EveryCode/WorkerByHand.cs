using System;
using System.Collections.Immutable;
using Lifetop.Model;

namespace Lifetop.Judgement.Systems.EveryCode;

/// <summary>A worker that somebody runs in the foreground, or a service manager does: it leaves no pid file and works all the same.</summary>
internal static class WorkerByHand
{
    /// <summary>Row of one that works on this state folder; -1 for none. Looked for only while the recorded one is gone.</summary>
    public static int Find(string root, Census census)
    {
        var table = census.Processes;
        for (int row = 0; row < table.Count; row++)
            if (!table.Rows[row].IsZombie && table.Rows[row].UserId == census.UserId && table.DetailsAt(row) is { } details && IsWorker(details, root, census))
                return row;
        return -1;
    }

    private static bool IsWorker(ProcessDetails details, string root, Census census)
    {
        var arguments = details.Arguments;
        int at = 0;
        while (at + 1 < arguments.Length && !(arguments[at] == "every-code" && arguments[at + 1] == "run"))
            at++;
        if (at + 1 >= arguments.Length)
            return false;
        return After(arguments, at, "--state-dir") switch
        {
            null => IsFolder(details, "state", root),
            ['/', ..] told => told == root || census.RealPath(told) == root,
            var told => IsFolder(details, told, root),
        };
    }

    /// <summary>Whether that folder below the one it works in is the state folder; asked in every look, so nothing is joined for it.</summary>
    private static bool IsFolder(ProcessDetails details, string below, string root)
        => details.WorkingDirectory is { } folder && root.Length == folder.Length + 1 + below.Length && root[folder.Length] == '/'
            && root.StartsWith(folder, StringComparison.Ordinal) && root.EndsWith(below, StringComparison.Ordinal);

    private static string? After(ImmutableArray<string> arguments, int from, string option)
    {
        for (int i = from; i + 1 < arguments.Length; i++)
            if (arguments[i] == option)
                return arguments[i + 1];
        return null;
    }
}
