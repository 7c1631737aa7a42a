using System;
using System.Text;
using Lifetop.Model;
using Lifetop.Model.Systems;
using Lifetop.Observation.Tmux;
using Lifetop.Platform;

namespace Lifetop.Actions.Systems.EveryCode;

/// <summary>Asks tmux itself, at this very moment, whether it has a session: a listing from before is no proof for what cannot be undone.</summary>
internal static class OpenSessions
{
    /// <summary>Null when nobody can tell.</summary>
    public static bool? Has(PaneClaim claim, Census census)
    {
        bool? has = EveryCodeTmux.IsOpen(claim, census);
        foreach (var server in census.Servers)
            if (server.IsAt(claim.Socket))
                has = Has(server, claim.SessionName ?? "");
        return has;
    }

    private static bool? Has(TmuxServer server, string session)
    {
        // Names of sessions are looked for by their beginning; a list is exact.
        var reply = new TmuxClient(server.Socket).Run("list-sessions", "-F", "#{session_name}");
        if (reply.End == TmuxEnd.Answered)
            return IsAmong(Encoding.UTF8.GetString(reply.Output.Span), session);
        bool hasNone = reply is { End: TmuxEnd.Failed, Text: "no sessions" or "no current target" } || (reply.End == TmuxEnd.NoServer && !ServerProcess.IsAlive(server));
        return hasNone ? false : null;
    }

    private static bool IsAmong(string names, string session)
    {
        foreach (var name in names.AsSpan().EnumerateLines())
            if (TmuxNames.IsStored(session, name))
                return true;
        return false;
    }
}
