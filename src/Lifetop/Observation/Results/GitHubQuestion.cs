using System;
using System.Collections.Generic;
using System.Text;
using Lifetop.Model;
using Lifetop.Platform;

namespace Lifetop.Observation.Results;

/// <summary>Asks GitHub's own command what became of a pull request. It has the user's login and the network; lifetop has neither.</summary>
internal static class GitHubQuestion
{
    public const string Program = "gh";

    /// <summary>gh's exit code where nobody is logged in.</summary>
    private const int NotLoggedIn = 4;
    private static readonly CommandLimits Limits = new(TimeSpan.FromSeconds(15), 64 * 1024);

    /// <summary>Nobody is there to be asked for a password, and nothing but the answer is wanted.</summary>
    private static readonly KeyValuePair<string, string?>[] Environment =
        [new("GH_PROMPT_DISABLED", "1"), new("GH_NO_UPDATE_NOTIFIER", "1"), new("GIT_TERMINAL_PROMPT", "0"), new("NO_COLOR", "1")];

    /// <summary>Unknown with the reason in words when there is no answer.</summary>
    public static PullRequestState Ask(string url, out string? trouble)
    {
        var result = ChildCommand.Run(Program, new string[] { "pr", "view", url, "--json", "state" }, Limits, environment: Environment);
        trouble = null;
        if (result.Succeeded && StateIn(result.Output.Span) is not PullRequestState.Unknown and var state)
            return state;
        trouble = result switch
        {
            { End: CommandEnd.NotFound } => "gh is not installed",
            { End: CommandEnd.TimedOut } => "gh did not answer within 15 s",
            { End: CommandEnd.Exited, ExitCode: NotLoggedIn } => "gh is not logged in (gh auth login)",
            { Succeeded: true } => "gh gave another answer than asked for",
            // Its words are not shown: they may repeat what they were given, and it was given a login.
            _ => "gh could not find out (network?)",
        };
        return PullRequestState.Unknown;
    }

    public static PullRequestState StateOf(ReadOnlySpan<byte> word)
        => Is(word, "OPEN"u8) ? PullRequestState.Open : Is(word, "MERGED"u8) ? PullRequestState.Merged : Is(word, "CLOSED"u8) ? PullRequestState.Closed : PullRequestState.Unknown;

    private static bool Is(ReadOnlySpan<byte> word, ReadOnlySpan<byte> known) => Ascii.EqualsIgnoreCase(word, known);

    private static PullRequestState StateIn(ReadOnlySpan<byte> answer)
    {
        try
        {
            var json = new JsonCursor(answer);
            while (json.Read())
                if (json.Token == JsonToken.Name && json.ValueTextEquals("state"u8))
                    return json.Read() && json.Token == JsonToken.Text ? StateOf(json.Value) : PullRequestState.Unknown;
        }
        catch (JsonFault)
        {
        }
        return PullRequestState.Unknown;
    }
}
