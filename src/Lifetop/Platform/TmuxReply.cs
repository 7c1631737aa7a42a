using System;

namespace Lifetop.Platform;

/// <summary>What came of asking a tmux server; only NoServer means that there is nothing.</summary>
public enum TmuxEnd
{
    Answered,
    NoServer,
    Denied,
    UnsafePermissions,
    TooLong,
    TimedOut,
    NoTmux,
    TooOld,
    Failed,
}

/// <summary>The server's answer, or why there is none.</summary>
/// <param name="Text">What tmux said on stderr, for a person.</param>
public sealed record TmuxReply(TmuxEnd End, ReadOnlyMemory<byte> Output, string Text)
{
    /// <summary>tmux exits 1 for nearly everything; its words are all there is to tell the cases apart (tmux 3.3a, client.c; never translated).</summary>
    public static TmuxReply Of(CommandResult result)
    {
        TmuxEnd end = result.End switch
        {
            CommandEnd.NotFound => TmuxEnd.NoTmux,
            CommandEnd.TimedOut => TmuxEnd.TimedOut,
            CommandEnd.Exited when result.ExitCode == 0 => TmuxEnd.Answered,
            CommandEnd.Exited => Meaning(result.Errors),
            _ => TmuxEnd.Failed,
        };
        string text = result switch
        {
            { Errors.Length: > 0 } => result.Errors,
            { End: CommandEnd.TimedOut } => "no answer in time",
            { End: CommandEnd.TooMuchOutput } => "said more than is sensible",
            { End: CommandEnd.Exited, Signal: > 0 } => "the tmux client was killed",
            _ => "",
        };
        return new TmuxReply(end, result.Output, text);
    }

    private static TmuxEnd Meaning(string text)
    {
        if (text.StartsWith("no server running on ", StringComparison.Ordinal))
            return TmuxEnd.NoServer;
        if (text.Contains(" has unsafe permissions", StringComparison.Ordinal))
            return TmuxEnd.UnsafePermissions;
        if (!text.StartsWith("error connecting to ", StringComparison.Ordinal))
            return TmuxEnd.Failed;
        if (text.EndsWith("(No such file or directory)", StringComparison.Ordinal) || text.EndsWith("(Connection refused)", StringComparison.Ordinal))
            return TmuxEnd.NoServer;
        if (text.EndsWith("(Permission denied)", StringComparison.Ordinal))
            return TmuxEnd.Denied;
        return text.EndsWith("(File name too long)", StringComparison.Ordinal) ? TmuxEnd.TooLong : TmuxEnd.Failed;
    }
}
