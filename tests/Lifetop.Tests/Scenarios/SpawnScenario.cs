using System;
using System.IO;
using System.Linq;
using Lifetop.Tests.Actions.Running;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>A private world in which lifetop starts the tmux server itself, which goes with it.</summary>
public abstract class SpawnScenario : IDisposable
{
    protected SpawnScenario()
    {
        Tmux = Lifetop.Tmux();
        Lifetop.Environment["USER"] = "somebody";
    }

    protected LifetopProgram Lifetop { get; } = new();

    protected TmuxSandbox Tmux { get; }

    protected string Spawned => Lifetop.Folder.File("state/lifetop/spawned");

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        End();
        Tmux.Dispose();
        // Who writes a log ends when its pane is gone, and may still be putting a full one aside.
        Eventually.IsTrue(RemoveLogs);
        Lifetop.Dispose();
    }

    private bool RemoveLogs()
    {
        try
        {
            if (Directory.Exists(Spawned))
                Directory.Delete(Spawned, recursive: true);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Ends what a scenario has besides.</summary>
    protected virtual void End()
    {
    }

    protected ProgramResult Spawn(string name, params string[] rest) => Lifetop.Run(["spawn", "--name", name, .. rest]);

    protected void MustSpawn(string name, params string[] rest)
    {
        var result = Spawn(name, rest);
        Assert.True(result.ExitCode == 0, result.ToString());
    }

    /// <summary>Empty in the moment in which the full one is set aside and the next is not begun.</summary>
    protected string Log(string name)
    {
        try
        {
            return File.ReadAllText(Path.Combine(Spawned, name, "log")).Replace("\r", "", StringComparison.Ordinal);
        }
        catch (FileNotFoundException)
        {
            return "";
        }
    }

    protected void LogHolds(string name, string text) => Eventually.True(() => Log(name).Contains(text, StringComparison.Ordinal), $"{text} in the log of {name}");

    protected ListedWorker Until(string key, string state)
    {
        ListedWorker? last = null;
        bool found = Eventually.IsTrue(() => (last = Lifetop.List().Find(key))?.State == state);
        Assert.True(found, $"{key} is never {state}; it is {last}");
        return last!;
    }

    /// <summary>Everything lifetop keeps, but the one file that is there for values.</summary>
    protected string[] FilesWith(string text)
        => [.. Directory.EnumerateFiles(Lifetop.StateFolder, "*", SearchOption.AllDirectories).Where(path => Path.GetFileName(path) != "env" && File.ReadAllText(path).Contains(text, StringComparison.Ordinal))];

    /// <summary>Another lifetop comes with that command between the look and the plan of the next spawn of a worktree.</summary>
    protected void Meanwhile(string command)
        => Lifetop.Before("git", $"case \" $* \" in *' check-ref-format '*) if mkdir '{Lifetop.Folder.File("told")}' 2> /dev/null; then {LifetopProgram.Executable} {command} > '{Lifetop.Folder.File("other")}' 2>&1 < /dev/null; fi;; esac; real \"$@\"");

    protected ProgramResult SpawnInTree(string name, params string[] options)
        => Spawn(name, ["--repo", Repository(), "--worktree", Lifetop.Folder.File("fresh"), "--branch", "fresh", .. options, "--", "sleep", "1000"]);

    /// <summary>A repository with one commit; its folder.</summary>
    protected string Repository()
    {
        string folder = Lifetop.Folder.File("repo");
        Directory.CreateDirectory(folder);
        Repositories.Git(folder, "init", "-q", "-b", "main");
        Repositories.Commit(folder, "first");
        return folder;
    }

    protected void BeforeTmux(string script) => Lifetop.BeforeTmux(script);
}
