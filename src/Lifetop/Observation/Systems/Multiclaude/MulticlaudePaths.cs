using System;
using Lifetop.Platform;

namespace Lifetop.Observation.Systems.Multiclaude;

/// <summary>Where one installation keeps what, and what may be made of the names and paths it wrote down.</summary>
internal sealed class MulticlaudePaths(string root)
{
    public string Root => root;

    public string State { get; } = NativePath.Join(root, "state.json");

    public string DaemonPid { get; } = NativePath.Join(root, "daemon.pid");

    public string DaemonSocket { get; } = NativePath.Join(root, "daemon.sock");

    public string DaemonLog { get; } = NativePath.Join(root, "daemon.log");

    public string Worktrees { get; } = NativePath.Join(root, "wts");

    /// <summary>Null for a name that would lead elsewhere.</summary>
    public string? WorktreesOf(string repository) => IsName(repository) ? NativePath.Join(Worktrees, repository) : null;

    /// <summary>Where what an agent's pane shows is written.</summary>
    public string? LogOf(string repository, string agent, string? type)
    {
        if (!IsName(repository) || !IsName(agent))
            return null;
        string folder = $"{root}/output/{repository}";
        return type is "worker" or "review" ? $"{folder}/workers/{agent}.log" : $"{folder}/{agent}.log";
    }

    /// <summary>A worktree that is the agent's alone: others work in the clone itself, which no end of theirs may touch.</summary>
    public bool IsOwnWorktree(string path, string repository, string agent)
        => IsName(repository) && IsName(agent) && path == $"{Worktrees}/{repository}/{agent}";

    /// <summary>One step of a path, and nothing that a person could mistake.</summary>
    public static bool IsName(string name)
    {
        if (name.Length is 0 or > 200 || name is "." or ".." || name.Contains('/', StringComparison.Ordinal))
            return false;
        foreach (char letter in name)
            if (char.IsControl(letter))
                return false;
        return true;
    }

    /// <summary>The session of a repository where its entry names none.</summary>
    public static string SessionOf(string repository)
    {
        char[] name = new char[repository.Length];
        int length = 0;
        foreach (char letter in repository)
            if (!char.IsControl(letter))
                name[length++] = letter is '.' or ':' or ' ' or '/' ? '-' : letter;
        return "mc-" + new string(name, 0, length);
    }
}
