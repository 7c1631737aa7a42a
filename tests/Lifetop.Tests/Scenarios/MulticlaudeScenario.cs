using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Lifetop.Tests.Observation.Systems;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>The whole program in a home with multiclaude's state: windows of tmux named as it names them, worktrees of its clone, and its daemon's pid file.</summary>
public abstract class MulticlaudeScenario : Scenario
{
    private readonly Dictionary<string, string> _agents = [];
    private SampleWindows? _windows;

    protected MulticlaudeScenario() => Lifetop.Environment["HOME"] = Lifetop.Folder.File("person");

    protected string Root => Lifetop.Folder.File("person/.multiclaude");

    protected string StateFile => Root + "/state.json";

    protected string Clone => Root + "/repos/r";

    private protected SampleWindows Windows => _windows ??= new SampleWindows(StartTmux("other"), isStarted: true);

    /// <summary>A daemon as far as its pid file tells; who speaks for it is another matter.</summary>
    private protected RealProcess LiveDaemon()
    {
        var process = Start("bash", "-c", "exec -a multiclaude sleep 1000");
        Directory.CreateDirectory(Root);
        File.WriteAllText(Root + "/daemon.pid", process.Pid.ToString(CultureInfo.InvariantCulture) + "\n");
        return process;
    }

    /// <summary>A worktree on a branch of the agent's own, in a clone whose commits are all pushed; as old as told.</summary>
    protected string Worktree(string name)
    {
        if (!Directory.Exists(Clone))
        {
            string remote = Lifetop.Folder.File("remote");
            Directory.CreateDirectory(Clone);
            Git(Folder, "init", "-q", "--bare", remote);
            Git(Clone, "init", "-q", "-b", "main");
            Git(Clone, "-c", "user.name=t", "-c", "user.email=t@t", "commit", "-q", "--allow-empty", "-m", "first");
            Git(Clone, "remote", "add", "origin", remote);
            Git(Clone, "push", "-q", "origin", "main");
        }
        string worktree = $"{Root}/wts/r/{name}";
        Git(Clone, "worktree", "add", "-q", "-b", "work/" + name, worktree);
        return worktree;
    }

    /// <summary>An entry of the state file, written with the next <see cref="WriteState"/>.</summary>
    private protected void Agent(string name, int pid, TimeSpan age, string type = "worker", string more = "")
        => _agents[name] = $$"""
            "{{name}}": { "type": "{{type}}", "worktree_path": "{{Root}}/wts/r/{{name}}", "tmux_window": "{{name}}", "session_id": "session-{{name}}", "pid": {{pid}},
              "task": "Task of {{name}}", "created_at": "{{(DateTimeOffset.UtcNow - age).ToString("O", CultureInfo.InvariantCulture)}}", "last_nudge": "0001-01-01T00:00:00Z"{{more}} }
            """;

    protected void Drop(string name) => _agents.Remove(name);

    /// <summary>As multiclaude writes it: a temp file in the same folder, renamed.</summary>
    protected void WriteState() => Lifetop.WriteWhole("person/.multiclaude/state.json", $$"""{ "repos": { "r": { "tmux_session": "mc-r", "agents": { {{string.Join(",\n", _agents.Values)}} } } } }""");

    private protected (string?, string?) State(string key)
    {
        var worker = List().Json.GetProperty("workers").EnumerateArray().Single(one => one.GetProperty("key").GetString() == key);
        return (worker.GetProperty("state").GetString(), worker.GetProperty("native_state").GetString());
    }

    /// <summary>Every file below it and what it holds.</summary>
    private protected string Tree(Func<string, bool>? but = null)
        => string.Join('\n', Directory.GetFiles(Root, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".sock", StringComparison.Ordinal) && but?.Invoke(file) != true).Order()
            .Select(static file => $"{file} {Convert.ToHexString(File.ReadAllBytes(file))}"));

    protected static void Git(string folder, params string[] arguments)
    {
        using var git = System.Diagnostics.Process.Start("git", ["-C", folder, .. arguments]);
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
    }
}
