using System;
using System.Runtime.InteropServices;
using Lifetop.Actions.Steps;
using Lifetop.Observation.Git;
using Lifetop.Platform;

namespace Lifetop.Actions.Spawning;

/// <summary>The new branch. git makes none that is there already, so that one which was made here is nobody else's.</summary>
internal sealed class BranchPart(WorktreeOrder order)
    : SpawnPart(new SpawnStep("make branch", order.Branch, $"make the new branch {order.Branch} in {order.Repository}"))
{
    private bool _isMade;

    public override string? Do()
    {
        var made = GitCommand.Run(order.Repository, WorktreePart.Limits, "branch", "--quiet", "--", order.Branch, "HEAD");
        _isMade = made.Succeeded;
        return _isMade ? null : GitCommand.Trouble(made, WorktreePart.Limits);
    }

    public override string? Undo()
    {
        if (!_isMade || !GitCommand.Run(order.Repository, WorktreePart.Limits, "rev-parse", "--verify", "--quiet", "refs/heads/" + order.Branch).Succeeded)
            return null;
        var deleted = GitCommand.Run(order.Repository, WorktreePart.Limits, "branch", "--quiet", "-D", "--", order.Branch);
        return deleted.Succeeded ? null : $"branch {order.Branch} ({GitCommand.Trouble(deleted, WorktreePart.Limits)})";
    }
}

/// <summary>A fresh worktree on that branch, in a folder that is made here too: git would also take an empty one that somebody else has just made.</summary>
internal sealed unsafe class WorktreePart(WorktreeOrder order)
    : SpawnPart(new SpawnStep("make worktree", order.Path, $"make worktree {order.Path} of {order.Repository} on branch {order.Branch}"))
{
    /// <summary>A large repository takes its time to be checked out.</summary>
    internal static readonly CommandLimits Limits = new(TimeSpan.FromMinutes(2), 1 << 20);

    private const uint UsualRights = 0x1FF; // 0777, less the umask, as git makes it

    private bool _hasFolder, _isOurs;

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
        if (MakeFolder() is { } trouble)
            return trouble;
        _hasFolder = true;
        var added = GitCommand.Run(order.Repository, Limits, "worktree", "add", "--quiet", "--", order.Path, order.Branch);
        // A git that fails clears up after itself, one that was ended cannot.
        _isOurs = added.Succeeded || added.End == CommandEnd.TimedOut;
        return added.Succeeded ? null : GitCommand.Trouble(added, Limits);
    }

    public override string? Undo()
    {
        if (!_hasFolder || !FileStamp.Of(order.Path).Exists)
            return null;
        if (_isOurs)
        {
            var removed = GitCommand.Run(order.Repository, Limits, "worktree", "remove", "--force", "--", order.Path);
            return removed.Succeeded ? null : $"worktree {order.Path} ({GitCommand.Trouble(removed, Limits)})";
        }
        FilesPart.Remove(order.Path, isFolder: true);
        return FileStamp.Of(order.Path).Exists ? $"{order.Path} (it is not empty)" : null;
    }

    private string? MakeFolder()
    {
        byte* bytes = stackalloc byte[NativePath.Size];
        int errno = !NativePath.TryEncode(order.Path, new Span<byte>(bytes, NativePath.Size)) ? Errno.NameTooLong
            : Libc.MakeDirectory(bytes, UsualRights) == 0 ? 0 : Marshal.GetLastPInvokeError();
        return errno == 0 ? null : errno == Errno.Exists ? $"{order.Path} is there already" : $"{order.Path}: {FileFailures.Words(errno)}";
    }
}
