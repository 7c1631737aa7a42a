using System;
using Lifetop.Platform;

namespace Lifetop.Observation.Git;

/// <summary>A git checkout as its files show it, without running git.</summary>
/// <param name="Root">The folder that holds <c>.git</c>.</param>
/// <param name="GitFolder">Its HEAD and index; for a linked worktree below the main repository's <c>.git/worktrees</c>.</param>
/// <param name="IsLinked">A worktree of a repository elsewhere, so that removing it loses no branch.</param>
public sealed record GitCheckout(string Root, string GitFolder, bool IsLinked)
{
    private const int Limit = 4096;

    /// <summary>The checkout a folder lies in: the nearest <c>.git</c> upwards that is one; null when there is none.</summary>
    public static GitCheckout? Find(string path)
    {
        if (path.Length == 0 || path[0] != '/')
            return null;
        for (string folder = path.Length > 1 ? path.TrimEnd('/') : path; ; folder = NativePath.Folder(folder))
        {
            if (folder.Length == 0)
                folder = "/";
            if (At(folder) is { } checkout)
                return checkout;
            if (folder == "/")
                return null;
        }
    }

    /// <summary>The branch HEAD names now; null when it is detached or unreadable.</summary>
    public string? Branch()
    {
        const string prefix = "ref: refs/heads/";
        string head = FirstLine(NativePath.Join(GitFolder, "HEAD"));
        return head.StartsWith(prefix, StringComparison.Ordinal) ? head[prefix.Length..] : null;
    }

    /// <summary>Where the branches and commits are: its own folder, or for a linked worktree that of its repository; null when that is gone.</summary>
    public string? CommonFolder()
    {
        if (!IsLinked)
            return GitFolder;
        string line = FirstLine(NativePath.Join(GitFolder, "commondir"));
        if (line.Length == 0)
            return null;
        string folder = line[0] == '/' ? line : System.IO.Path.GetFullPath(NativePath.Join(GitFolder, line));
        return ProgramPath.IsFolder(folder) ? folder : null;
    }

    /// <summary>Why git does not move or remove the worktree, with what somebody wrote with <c>git worktree lock</c>; null when it is not locked.</summary>
    public string? Lock()
    {
        string file = NativePath.Join(GitFolder, "locked");
        if (!IsLinked || !FileStamp.Of(file, followLinks: true).Exists)
            return null;
        return FirstLine(file) is { Length: > 0 } reason ? $"it is locked: {reason}" : "it is locked (git worktree unlock)";
    }

    /// <summary>What lies in this very folder; null when no checkout begins there.</summary>
    public static GitCheckout? At(string root)
    {
        string git = NativePath.Join(root, ".git");
        var stamp = FileStamp.Of(git, followLinks: true);
        if (stamp.IsFolder)
            return FileStamp.Of(NativePath.Join(git, "HEAD"), followLinks: true).IsRegular ? new GitCheckout(root, git, IsLinked: false) : null;
        if (!stamp.IsRegular)
            return null;
        // gitrepository-layout(5): a .git file names the real folder, relative to its own place or absolute.
        const string prefix = "gitdir: ";
        string line = FirstLine(git);
        if (!line.StartsWith(prefix, StringComparison.Ordinal) || line.Length == prefix.Length)
            return null;
        string target = line[prefix.Length..];
        if (target[0] != '/')
            target = System.IO.Path.GetFullPath(NativePath.Join(root, target));
        return new GitCheckout(root, target, IsLinked: IsOfWorktree(target));
    }

    /// <summary>
    /// Its folder lies in its repository's worktrees, and says where that is unless it is gone. A submodule's does neither, though the path to
    /// it may name a folder of worktrees too.
    /// </summary>
    private static bool IsOfWorktree(string gitFolder)
        => NativePath.Folder(gitFolder).EndsWith("/worktrees", StringComparison.Ordinal)
            && (FileStamp.Of(NativePath.Join(gitFolder, "commondir"), followLinks: true).IsRegular || !FileStamp.Of(gitFolder, followLinks: true).Exists);

    private static string FirstLine(string path)
    {
        var bytes = RegularFile.Read(path, Limit, followLinks: true).Bytes;
        int end = bytes.IndexOf((byte)'\n');
        return PlainText.Of(end < 0 ? bytes : bytes[..end]).TrimEnd('\r');
    }
}
