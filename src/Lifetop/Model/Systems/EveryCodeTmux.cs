using System;

namespace Lifetop.Model.Systems;

/// <summary>Whether tmux has a session of Every Code. Only a whole listing, or that no server runs which was not listed, proves that it has not.</summary>
public static class EveryCodeTmux
{
    /// <summary>Null when nobody can tell.</summary>
    public static bool? IsOpen(PaneClaim claim, Census census)
    {
        foreach (var pane in census.Panes.AsSpan())
            if (pane.Facts.Server.IsAt(claim.Socket) && TmuxNames.IsStored(claim.SessionName ?? "", pane.Facts.SessionName))
                return true;
        foreach (var gap in census.Gaps.AsSpan())
            if (gap is { Source: "tmux", HidesWorkers: true } && IsAbout(gap, claim))
                return null;
        foreach (var server in census.Servers.AsSpan())
            if (server.IsAt(claim.Socket))
                return false;
        return census.Awaited.Contains("tmux") || IsAnyUnlisted(census) ? null : false;
    }

    private static bool IsAbout(Gap gap, PaneClaim claim)
        => gap.Scope.Length == 0 || (claim.Socket is { } socket ? gap.Scope == socket : gap.Scope.EndsWith("/default", StringComparison.Ordinal));

    private static bool IsAnyUnlisted(Census census)
    {
        var rows = census.Processes.Rows;
        for (int i = 0; i < rows.Length; i++)
            if (rows[i].IsTmuxServer && rows[i].UserId == census.UserId && !rows[i].IsZombie && !IsListed(rows[i].Pid, census))
                return true;
        return false;
    }

    private static bool IsListed(int pid, Census census)
    {
        foreach (var server in census.Servers.AsSpan())
            if (server.Pid == pid)
                return true;
        return false;
    }
}
