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
    public string? WorktreesOf(string repository) => SafeName.Is(repository) ? NativePath.Join(Worktrees, repository) : null;

    /// <summary>Where what an agent's pane shows is written.</summary>
    public string? LogOf(string repository, string agent, string? type)
    {
        if (!SafeName.Is(repository) || !SafeName.Is(agent))
            return null;
        string folder = $"{root}/output/{repository}";
        return type is "worker" or "review" ? $"{folder}/workers/{agent}.log" : $"{folder}/{agent}.log";
    }

    /// <summary>A worktree that is the agent's alone: others work in the clone itself, which no end of theirs may touch.</summary>
    public bool IsOwnWorktree(string path, string repository, string agent)
        => SafeName.Is(repository) && SafeName.Is(agent) && path == $"{Worktrees}/{repository}/{agent}";

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
