using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using Lifetop.Platform;

namespace Lifetop.Observation.Git;

/// <summary>Asks git what a checkout holds that is nowhere else. Takes no lock, asks nobody, runs no program a config names.</summary>
public static class GitInspection
{
    private static readonly CommandLimits Limits = new(TimeSpan.FromSeconds(2), 4 * 1024 * 1024);

    public static GitState Of(string folder)
    {
        // Or else a checkout around it would be asked in its place.
        if (!FileStamp.Of(NativePath.Join(folder, "."), followLinks: true, out int errno).Exists)
            return new GitState { Readable = false, Why = FileFailures.Words(errno) };
        if (GitCheckout.Find(folder) is not { } checkout)
            return new GitState { Readable = false, Why = "not in a git checkout" };
        var status = GitCommand.Run(checkout.Root, Limits, "status", "--porcelain=v2", "--branch", "-z", "--untracked-files=normal", "--ignore-submodules=none");
        if (!status.Succeeded)
            return new GitState { Readable = false, Why = GitCommand.Trouble(status, Limits) };
        var (changed, branch, isUnborn) = ParseStatus(status.Output.Span);
        var state = new GitState { Readable = true, ChangedFiles = changed, Branch = branch };
        if (isUnborn)
            return state with { UnpushedCommits = 0, TotalOwnCommits = 0 };
        if (HoldsSubmodules(checkout) is not { } holds)
            return new GitState { Readable = false, Why = "git cannot say whether it holds submodules" };
        return state with { UnpushedCommits = Unpushed(checkout, branch), TotalOwnCommits = Own(checkout, branch), HoldsSubmodules = holds };
    }

    /// <summary>
    /// As git itself decides whether to remove a worktree without force: a folder of their repositories, or one that lies in its place. Where
    /// HEAD knows nothing of one, the status does. Null when git could not say.
    /// </summary>
    private static bool? HoldsSubmodules(GitCheckout checkout)
    {
        if (!checkout.IsLinked)
            return false;
        if (FileStamp.Of(NativePath.Join(checkout.GitFolder, "modules"), followLinks: true).IsFolder)
            return true;
        // Folders and submodules only: a hundred thousand files would be more than the limit.
        var tree = GitCommand.Run(checkout.Root, Limits, "ls-tree", "-r", "-d", "-z", "HEAD");
        if (!tree.Succeeded)
            return null;
        var entries = tree.Output.Span;
        while (!entries.IsEmpty)
        {
            var entry = Take(ref entries);
            if (entry.StartsWith("160000 "u8) && !FileStamp.IsGone(NativePath.Join(checkout.Root, Encoding.UTF8.GetString(entry[(entry.IndexOf((byte)'\t') + 1)..])) + "/.git"))
                return true;
        }
        return false;
    }

    /// <summary>git-status(1), porcelain version 2 with -z: records end with a zero, and renames have a second path behind theirs.</summary>
    internal static (int Changed, string? Branch, bool IsUnborn) ParseStatus(ReadOnlySpan<byte> output)
    {
        int changed = 0;
        string? branch = null;
        bool isUnborn = false;
        while (!output.IsEmpty)
        {
            var record = Take(ref output);
            if (record.StartsWith("# branch.oid (initial)"u8))
                isUnborn = true;
            else if (record.StartsWith("# branch.head "u8))
                branch = Encoding.UTF8.GetString(record["# branch.head "u8.Length..]);
            else if (!record.IsEmpty && record[0] != '#')
            {
                changed++;
                if (record[0] == '2')
                    Take(ref output);
            }
        }
        return (changed, branch == "(detached)" ? null : branch, isUnborn);
    }

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> output)
    {
        int end = output.IndexOf((byte)0);
        var record = end < 0 ? output : output[..end];
        output = end < 0 ? default : output[(end + 1)..];
        return record;
    }

    private static int? Unpushed(GitCheckout checkout, string? branch)
    {
        // A branch of the same repository saves a worktree's commits, but not those of the repository itself.
        return checkout.IsLinked
            ? Count(checkout.Root, ["--remotes", .. MainBranches(branch)])
            : Count(checkout.Root, ["--remotes"]);
    }

    private static int? Own(GitCheckout checkout, string? branch)
        => Count(checkout.Root, ["--glob=refs/remotes/*/HEAD", "--remotes=*/mai[n]", "--remotes=*/maste[r]", .. MainBranches(branch)]);

    /// <summary>As patterns, because those may match nothing; a pattern without wildcard would mean a folder of branches.</summary>
    private static List<string> MainBranches(string? current)
    {
        var branches = new List<string>();
        if (current != "main")
            branches.Add("--branches=mai[n]");
        if (current != "master")
            branches.Add("--branches=maste[r]");
        return branches;
    }

    private static int? Count(string folder, List<string> not)
    {
        var result = GitCommand.Run(folder, Limits, ["rev-list", "--count", "HEAD", "--not", .. not]);
        return result.Succeeded && int.TryParse(Encoding.UTF8.GetString(result.Output.Span).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int count) ? count : null;
    }
}
