namespace Lifetop.Actions.Spawning;

/// <summary>What the parts of an order are called where it was given, so that a refusal names what its reader can change.</summary>
public sealed record SpawnWords(string Folder, string Repository, string Worktree, string Branch, string Tokens)
{
    /// <summary>The options of <c>lifetop spawn</c>.</summary>
    public static SpawnWords Options { get; } = new("--cwd", "--repo", "--worktree", "--branch", "--tokens");

    /// <summary>The fields of the form on the screen; it gives out no tokens.</summary>
    public static SpawnWords Fields { get; } = new("folder", "repo", "worktree", "branch", "tokens");
}
