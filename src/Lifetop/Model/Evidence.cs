using System;

namespace Lifetop.Model;

/// <summary>
/// A fact behind a verdict, with its source. An age in it is kept as the moment it counts from, so that the
/// same fact stays the same record while its age grows.
/// </summary>
public sealed record Evidence(string Text, string Source, DateTimeOffset? Since = null, string After = "")
{
    /// <summary>Labels of what some pages show in a place of its own: what remains, and the source's own word for the state.</summary>
    public const string StillThere = "still there", FileDisagrees = "file disagrees", SourceDisagrees = "source disagrees";

    /// <summary>What sort of fact it is, in a word or two to find it by: <c>process ended</c>; empty where it goes on from the one before.</summary>
    public string Label { get; init; } = "";

    /// <summary>In words: the fact, how long it is so, and what comes after.</summary>
    public string Render(DateTimeOffset now)
    {
        string text = Since is { } since ? Joined(Text, AgeText.Age(now - since)) : Text;
        return After.Length == 0 ? text : Joined(text, After);
    }

    private static string Joined(string before, string after)
    {
        bool apart = before.Length > 0 && before[^1] is not (' ' or '(') && (char.IsLetterOrDigit(after[0]) || after[0] is '(' or '"');
        return apart ? string.Concat(before, " ", after) : string.Concat(before, after);
    }
}

/// <summary>Something left though the work is over. Kind: process, pane, window, file, worktree, branch, tokens, entry.</summary>
public sealed record Residue(string Kind, string What);

/// <summary>How a worker ended, as far as the kernel, tmux or its source tells; all null when nobody knows.</summary>
public sealed record Ending(int? ExitCode, int? Signal, DateTimeOffset? At, string Source)
{
    public bool IsKnown => ExitCode is not null || Signal is not null;
}
