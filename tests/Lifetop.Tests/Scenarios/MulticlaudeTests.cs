using System;
using System.Globalization;
using System.IO;
using System.Linq;
using Lifetop.Tests.Actions.Systems;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>The whole program beside a multiclaude: its files, a real socket with its protocol, real windows and a real worktree.</summary>
public sealed class MulticlaudeTests : Scenario
{
    private string Root => Lifetop.Folder.File("person/.multiclaude");

    public MulticlaudeTests() => Lifetop.Environment["HOME"] = Lifetop.Folder.File("person");

    [Fact]
    public void A_dead_agent_is_completed_through_its_daemon_and_nothing_else_is_touched()
    {
        string worktree = Prepare("fox");
        using var daemon = new MulticlaudeDaemon(Root + "/daemon.sock");
        string before = Tree();

        Assert.Equal(("zombie", "dead-in-window"), State("multiclaude/r/fox"));
        var dry = Lifetop.Run("reap", "fox", "--dry-run");
        Assert.Contains("multiclaude completes fox", dry.Output, StringComparison.Ordinal);
        Assert.Empty(daemon.Told);
        var reaped = Lifetop.Run("reap", "fox", "--yes");

        Assert.True(reaped.ExitCode == 0, reaped.ToString());
        Assert.Contains(daemon.Told, static told => told == """{"command":"complete_agent","args":{"repo":"r","agent":"fox","failure_reason":"reaped by lifetop: dead-in-window"}}""");
        Assert.Equal(before, Tree());
        Assert.True(Directory.Exists(worktree));
        // It cleans up at its next health check; until then the entry says so.
        WriteState("fox", worktree, """, "ready_for_cleanup": true""");
        Assert.Equal(("zombie", "done"), State("multiclaude/r/fox"));
    }

    [Fact]
    public void Work_that_is_nowhere_else_keeps_its_agent_from_being_completed()
    {
        string worktree = Prepare("fox");
        using var daemon = new MulticlaudeDaemon(Root + "/daemon.sock");
        File.WriteAllText(Path.Combine(worktree, "new"), "work");

        var refused = Lifetop.Run("reap", "fox", "--yes");

        Assert.True(refused.ExitCode == 4, refused.ToString());
        Assert.Contains("by force: 1 file changed", refused.Output + refused.Errors, StringComparison.Ordinal);
        Assert.Empty(daemon.Told);
        Assert.True(File.Exists(Path.Combine(worktree, "new")));
    }

    private (string?, string?) State(string key)
    {
        var worker = List().Json.GetProperty("workers").EnumerateArray().Single(one => one.GetProperty("key").GetString() == key);
        return (worker.GetProperty("state").GetString(), worker.GetProperty("native_state").GetString());
    }

    /// <summary>A daemon that lives, and an agent whose window has only its shell left; gives its worktree.</summary>
    private string Prepare(string name)
    {
        string repository = Root + "/repos/r", remote = Lifetop.Folder.File("remote"), worktree = $"{Root}/wts/r/{name}";
        Directory.CreateDirectory(repository);
        Git(Folder, "init", "-q", "--bare", remote);
        Git(repository, "init", "-q", "-b", "main");
        Git(repository, "-c", "user.name=t", "-c", "user.email=t@t", "commit", "-q", "--allow-empty", "-m", "first");
        Git(repository, "remote", "add", "origin", remote);
        Git(repository, "push", "-q", "origin", "main");
        Git(repository, "worktree", "add", "-q", "-b", "work/" + name, worktree);
        var tmux = StartTmux("other");
        tmux.Tmux("new-session", "-d", "-s", "mc-r", "-n", name);
        WriteState(name, worktree, "");
        var process = Start("bash", "-c", "exec -a multiclaude sleep 1000");
        File.WriteAllText(Root + "/daemon.pid", process.Pid.ToString(CultureInfo.InvariantCulture) + "\n");
        return worktree;
    }

    private void WriteState(string name, string worktree, string more)
    {
        string created = (DateTimeOffset.UtcNow - TimeSpan.FromMinutes(10)).ToString("O", CultureInfo.InvariantCulture);
        Lifetop.Folder.Write("person/.multiclaude/state.json", $$"""
            { "repos": { "r": { "tmux_session": "mc-r", "agents": { "{{name}}": { "type": "worker", "worktree_path": "{{worktree}}", "tmux_window": "{{name}}",
              "session_id": "s", "pid": 999999902, "task": "Write migration", "created_at": "{{created}}"{{more}} } } } } }
            """);
    }

    /// <summary>Every file below it and what it holds.</summary>
    private string Tree() => string.Join('\n', Directory.GetFiles(Root, "*", SearchOption.AllDirectories).Where(static file => !file.EndsWith(".sock", StringComparison.Ordinal)).Order()
        .Select(static file => $"{file} {Convert.ToHexString(File.ReadAllBytes(file))}"));

    private static void Git(string folder, params string[] arguments)
    {
        using var git = System.Diagnostics.Process.Start("git", ["-C", folder, .. arguments]);
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
    }
}
