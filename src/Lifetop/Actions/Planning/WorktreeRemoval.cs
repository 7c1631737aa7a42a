using Lifetop.Actions.Steps;
using Lifetop.Observation;
using Lifetop.Observation.Git;

namespace Lifetop.Actions.Planning;

/// <summary>Plans the removal of a worktree as it is now: its real path and its place in its repository, by which it is known again.</summary>
public static class WorktreeRemoval
{
    /// <param name="path">As it was declared; may lead through links.</param>
    public static RemoveWorktree Of(string path, bool discard, string shown, string found)
    {
        string real = Paths.Real(path);
        var checkout = GitCheckout.At(real);
        return new RemoveWorktree(real, discard, shown, found) { GitFolder = checkout?.GitFolder ?? "", Repository = checkout?.CommonFolder() ?? "" };
    }
}
