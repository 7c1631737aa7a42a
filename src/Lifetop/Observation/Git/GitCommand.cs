using System;
using System.Collections.Generic;
using Lifetop.Platform;

namespace Lifetop.Observation.Git;

/// <summary>Runs git so that it asks nobody, runs no program a config names, and looks where it is told to and nowhere else.</summary>
internal static class GitCommand
{
    private static readonly string[] Careful = ["--no-optional-locks", "--no-pager", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null"];

    private static readonly KeyValuePair<string, string?>[] Environment =
    [
        new("GIT_OPTIONAL_LOCKS", "0"), new("GIT_TERMINAL_PROMPT", "0"), new("LC_ALL", "C"),
        // Set in hooks and by scripts; they would send git to another repository than the folder's own.
        new("GIT_DIR", null), new("GIT_WORK_TREE", null), new("GIT_INDEX_FILE", null), new("GIT_COMMON_DIR", null),
        new("GIT_OBJECT_DIRECTORY", null), new("GIT_ALTERNATE_OBJECT_DIRECTORIES", null), new("GIT_NAMESPACE", null),
        new("GIT_CEILING_DIRECTORIES", null), new("GIT_CONFIG_PARAMETERS", null), new("GIT_CONFIG_COUNT", null),
    ];

    public static CommandResult Run(string folder, CommandLimits limits, params ReadOnlySpan<string> arguments)
        => ChildCommand.Run("git", (string[])[.. Careful, .. arguments], limits, folder, Environment);

    /// <summary>Why it did not succeed, in words for a person.</summary>
    public static string Trouble(CommandResult result, CommandLimits limits)
    {
        if (result.End == CommandEnd.NotFound)
            return "git is not installed";
        if (result.End == CommandEnd.TimedOut)
            return $"git did not answer within {Model.AgeText.Limit(limits.Time)}";
        if (result.End == CommandEnd.TooMuchOutput)
            return "more changed files than can be counted";
        if (result.Errors.Contains("dubious ownership", StringComparison.Ordinal))
            return "the checkout belongs to another user, so git refuses it (git config safe.directory allows it)";
        int line = result.Errors.IndexOf('\n', StringComparison.Ordinal);
        string first = line < 0 ? result.Errors : result.Errors[..line];
        return first.Length > 0 ? $"git: {first}" : "git failed";
    }
}
