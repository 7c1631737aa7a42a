using System;
using Lifetop.Actions.Steps;
using Lifetop.Observation.Git;
using Lifetop.Platform;

namespace Lifetop.Actions.Spawning;

/// <summary>A fresh worktree on a new branch.</summary>
internal sealed class WorktreePart(WorktreeOrder order)
    : SpawnPart(new SpawnStep("make worktree", order.Path, $"make worktree {order.Path} of {order.Repository} on the new branch {order.Branch}"))
{
    /// <summary>A large repository takes its time to be checked out.</summary>
    private static readonly CommandLimits Limits = new(TimeSpan.FromMinutes(2), 1 << 20);

    private bool _isBegun;

    /// <summary>Why it cannot be made; null when nothing speaks against it.</summary>
    public static string? Refusal(WorktreeOrder order, SpawnWords words)
    {
        if (GitCheckout.Find(order.Repository) is null)
            return $"{words.Repository}: {order.Repository} is in no git repository";
        if (FileStamp.Of(order.Path).Exists)
            return $"{words.Worktree}: {order.Path} is there already";
        if (!ProgramPath.IsFolder(NativePath.Folder(order.Path)))
            return $"{words.Worktree}: no folder {NativePath.Folder(order.Path)} to make it in";
        if (order.Branch.StartsWith('-') || !GitCommand.Run(order.Repository, Limits, "check-ref-format", "refs/heads/" + order.Branch).Succeeded)
            return $"{words.Branch}: git takes no branch named {order.Branch}";
        if (GitCommand.Run(order.Repository, Limits, "rev-parse", "--verify", "--quiet", "refs/heads/" + order.Branch).Succeeded)
            return $"{words.Branch}: {order.Repository} has a branch {order.Branch} already";
        var head = GitCommand.Run(order.Repository, Limits, "rev-parse", "--verify", "--quiet", "HEAD^{commit}");
        return head.Succeeded ? null : $"{words.Repository}: {order.Repository} has no commit to begin from";
    }

    public override string? Do()
    {
        _isBegun = true;
        var added = GitCommand.Run(order.Repository, Limits, "worktree", "add", "--quiet", "-b", order.Branch, "--", order.Path);
        return added.Succeeded ? null : GitCommand.Trouble(added, Limits);
    }

    public override string? Undo()
    {
        if (!_isBegun)
            return null;
        if (FileStamp.Of(order.Path).Exists)
        {
            var removed = GitCommand.Run(order.Repository, Limits, "worktree", "remove", "--force", "--", order.Path);
            if (!removed.Succeeded)
                return $"worktree {order.Path} ({GitCommand.Trouble(removed, Limits)})";
        }
        string reference = "refs/heads/" + order.Branch;
        if (!GitCommand.Run(order.Repository, Limits, "rev-parse", "--verify", "--quiet", reference).Succeeded)
            return null;
        var deleted = GitCommand.Run(order.Repository, Limits, "branch", "--quiet", "-D", "--", order.Branch);
        return deleted.Succeeded ? null : $"branch {order.Branch} ({GitCommand.Trouble(deleted, Limits)})";
    }
}
