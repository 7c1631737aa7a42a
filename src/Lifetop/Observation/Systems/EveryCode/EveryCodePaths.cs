using System;
using System.Globalization;
using Lifetop.Observation.Git;
using Lifetop.Platform;

namespace Lifetop.Observation.Systems.EveryCode;

/// <summary>Where Every Code keeps what below a state folder, and what may be made of the names and paths it wrote down.</summary>
internal sealed class EveryCodePaths(string root)
{
    private const string IdStart = "every-code-";
    private const int HashLength = 16;

    public string Root => root;

    /// <summary>By this or the next a folder is known as a state folder.</summary>
    public string Worker { get; } = WorkerOf(root);

    public string Requests { get; } = RequestsOf(root);

    public string Feedback { get; } = NativePath.Join(root, "launchplane_every_code_pr_feedback");

    public string Sessions { get; } = NativePath.Join(root, "every-code-worker/sessions");

    public string PidFile { get; } = NativePath.Join(root, "every-code-worker/worker.pid");

    public string LockFile { get; } = NativePath.Join(root, "every-code-worker/worker.lock");

    public string Log { get; } = NativePath.Join(root, "every-code-worker/worker.log");

    private readonly string _worktrees = NativePath.Join(root, "every-code-worker/worktrees");

    public static string WorkerOf(string root) => NativePath.Join(root, "every-code-worker");

    public static string RequestsOf(string root) => NativePath.Join(root, "launchplane_every_code_work_requests");

    /// <summary>
    /// The worktree that was made for a session alone, and may go with it: of Every Code's own branches, below its own folder, and not the
    /// checkout it is from, all by their real paths. Null for any other, which is somebody's work.
    /// </summary>
    /// <param name="moved">The folder of worktrees where the worker was told of another one.</param>
    public string? Worktree(string launchRoot, string branch, string sourceCheckout, string? moved)
    {
        if (!branch.StartsWith("every-code/", StringComparison.Ordinal) || !IsPlain(launchRoot) || !IsPlain(sourceCheckout))
            return null;
        string folder = Observation.Paths.Real(launchRoot.TrimEnd('/')), source = Observation.Paths.Real(sourceCheckout.TrimEnd('/'));
        bool isOurs = IsBelow(folder, _worktrees) || (moved is not null && IsPlain(moved) && IsBelow(folder, Observation.Paths.Real(moved.TrimEnd('/'))));
        return !isOurs || folder == source || IsBelow(folder, source) ? null : folder;
    }

    /// <summary>The worktree that was made for a request, where its session file is gone; null when none of its own is there.</summary>
    public string? WorktreeOf(string requestId, string repository)
    {
        string folder = $"{_worktrees}/{repository.Replace('/', '-')}/{requestId}";
        if (!IsPlain(folder) || GitCheckout.At(folder) is not { IsLinked: true } checkout || checkout.Branch() is not { } branch || checkout.CommonFolder() is not { } common)
            return null;
        return Worktree(folder, branch, NativePath.Folder(common).ToString(), moved: null);
    }

    /// <summary>
    /// The tmux session of a request, where its session file is gone; empty where its name was cut, for then another request's may be called so.
    /// </summary>
    public static string SessionOf(string requestId, long? fencingToken)
    {
        const int longest = 80, longestFenced = 60;
        string name = IdStart + requestId;
        if (fencingToken is not { } token)
            return name.Length <= longest ? name : "";
        return name.Length <= longestFenced ? $"{name}-f{token.ToString(CultureInfo.InvariantCulture)}" : "";
    }

    /// <summary>Absolute, and no step of it leads back.</summary>
    public static bool IsPlain(string path)
        => path is ['/', _, ..] && !path.Contains("/../", StringComparison.Ordinal) && !path.Contains("/./", StringComparison.Ordinal) && !path.EndsWith("/..", StringComparison.Ordinal) && !path.EndsWith("/.", StringComparison.Ordinal);

    private static bool IsBelow(string path, string folder) => path.Length > folder.Length + 1 && path.StartsWith(folder, StringComparison.Ordinal) && path[folder.Length] == '/';

    /// <summary>A request's id without what all of them begin with.</summary>
    public static string KeyOf(string requestId)
        => requestId.StartsWith(IdStart, StringComparison.Ordinal) && requestId.Length > IdStart.Length ? requestId[IdStart.Length..] : requestId;

    /// <summary>For people: repository and issue, without the digits behind them that nobody remembers.</summary>
    public static string NameOf(string requestId)
    {
        string key = KeyOf(requestId);
        int dash = key.Length - HashLength - 1;
        if (dash <= 0 || key[dash] != '-')
            return key;
        for (int i = dash + 1; i < key.Length; i++)
            if (!char.IsAsciiHexDigitLower(key[i]))
                return key;
        return key[..dash];
    }
}
