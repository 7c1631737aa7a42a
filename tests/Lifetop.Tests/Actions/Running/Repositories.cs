using System;
using System.Diagnostics;
using System.IO;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Actions.Running;

/// <summary>Real repositories and worktrees in a private folder.</summary>
internal sealed class Repositories : IDisposable
{
    public Scratch Scratch { get; } = new();

    public void Dispose() => Scratch.Dispose();

    public string Repository(string name = "r")
    {
        string folder = Scratch[name];
        Directory.CreateDirectory(folder);
        Git(folder, "init", "-q", "-b", "main");
        Commit(folder, "first");
        return folder;
    }

    public string Worktree(string repository, string name = "w", string branch = "work")
    {
        Git(repository, "worktree", "add", "-q", "-b", branch, Scratch[name]);
        return Scratch[name];
    }

    public static void Commit(string folder, string name)
    {
        File.WriteAllText(Path.Combine(folder, name), name);
        Git(folder, "add", "-A");
        Git(folder, "commit", "-q", "-m", name);
    }

    public static string Git(string folder, params string[] arguments)
    {
        string[] all = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false", "-c", "protocol.file.allow=always", .. arguments];
        var start = new ProcessStartInfo("git", all) { WorkingDirectory = folder, RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        start.Environment["GIT_CONFIG_SYSTEM"] = "/dev/null";
        using var git = Process.Start(start)!;
        var errors = git.StandardError.ReadToEndAsync();
        string output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        Assert.True(git.ExitCode == 0, errors.Result);
        return output.TrimEnd('\n');
    }
}
