using System;
using Lifetop.Platform;

namespace Lifetop.Observation.Proc;

/// <summary>What a control group's path says about who runs a process (systemd's naming). Pure.</summary>
public static class ControlGroups
{
    /// <summary>Run by the system's own service manager.</summary>
    public static bool IsSystemService(string? path) => path is not null && HasService(path, below: "system.slice");

    /// <summary>Run by any service, the system's or a user's; a user's whole session (user@N.service) is none.</summary>
    public static bool IsService(string? path) => path is not null && HasService(path, below: null);

    /// <summary>The path of the v2 line, or of the v1 name=systemd hierarchy where v2 has nothing to say (cgroups(7)); null for neither.</summary>
    public static ReadOnlySpan<byte> PathIn(ReadOnlySpan<byte> file)
    {
        ReadOnlySpan<byte> best = default;
        while (!file.IsEmpty)
        {
            int end = PlainText.IndexOf(file, (byte)'\n');
            var line = end < 0 ? file : file[..end];
            file = end < 0 ? [] : file[(end + 1)..];
            if (line.StartsWith("0::/"u8) && (best.IsEmpty || line.Length > 4))
                best = line[3..];
            var named = line[Math.Max(0, PlainText.IndexOf(line, (byte)':'))..];
            if (best.Length <= 1 && named.StartsWith(":name=systemd:/"u8))
                best = named[14..];
        }
        return best;
    }

    private static bool HasService(ReadOnlySpan<char> path, string? below)
    {
        bool inside = below is null;
        while (!path.IsEmpty)
        {
            int end = PlainText.IndexOf(path, '/');
            var part = end < 0 ? path : path[..end];
            path = end < 0 ? [] : path[(end + 1)..];
            if (!inside && part.SequenceEqual(below))
                inside = true;
            else if (inside && part.EndsWith(".service", StringComparison.Ordinal) && !part.StartsWith("user@", StringComparison.Ordinal))
                return true;
        }
        return false;
    }
}
