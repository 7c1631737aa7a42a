using System;
using System.Globalization;
using System.IO;
using System.Linq;
using Lifetop.Registry;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>The whole program in a home with Every Code's state: its files as it writes them, sessions of tmux named as it names them, worktrees of a real checkout.</summary>
public abstract class EveryCodeScenario : Scenario
{
    private readonly string _host;

    protected EveryCodeScenario()
    {
        Lifetop.Environment["HOME"] = Lifetop.Folder.File("person");
        _host = Environment.MachineName;
        Directory.CreateDirectory(State + "/every-code-worker/sessions");
        Directory.CreateDirectory(State + "/launchplane_every_code_work_requests");
    }

    private protected TmuxSandbox? Tmux { get; private set; }

    protected string State => Lifetop.Folder.File("person/.local/state/launchplane/every-code");

    protected string Source => Lifetop.Folder.File("person/Developer/board");

    /// <summary>The one task that the history has.</summary>
    protected string Task()
    {
        string task = "";
        using var registry = new RegistryFile(new StateFolder(Lifetop.StateFolder), TimeProvider.System);
        registry.Read(connection => task = Sql.Text(connection, "SELECT name||'|'||task||'|'||branch||'|'||coalesce(pr_url, '')||'|'||status||'|'||summary FROM task_history") ?? "");
        return task;
    }

    protected void ConfigureWrapper(string script)
    {
        string wrapper = Lifetop.Folder.Write("person/bin/every-code-worker", "#!/bin/sh\n" + script + "\n");
        File.SetUnixFileMode(wrapper, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Lifetop.Configure($$"""{ "sources": { "every-code": { "wrapper": ["{{wrapper}}", "start"] } } }""");
    }

    protected static string Id(int issue) => $"every-code-acme-board-{issue}-00000000000000{issue:x2}";

    protected static string Name(int issue) => Id(issue)["every-code-".Length..];

    protected static string SessionName(int issue) => "every-code-" + Id(issue);

    protected static string WorkerFile(string name) => "person/.local/state/launchplane/every-code/every-code-worker/" + name;

    protected string SessionFile(int issue) => $"{State}/every-code-worker/sessions/{Id(issue)}.json";

    protected string RequestFile(int issue) => $"{State}/launchplane_every_code_work_requests/{Id(issue)}.json";

    protected string WorktreeOf(int issue) => $"{State}/every-code-worker/worktrees/acme-board/{Id(issue)}";

    protected void Session(int issue, string more = "") => Lifetop.Folder.Write(WorkerFile($"sessions/{Id(issue)}.json"), $$"""
        {"created_at": "{{Time(-60)}}", "host": "{{_host}}", "launch_root": "{{WorktreeOf(issue)}}", "request_id": "{{Id(issue)}}", "session_name": "{{SessionName(issue)}}", "source_checkout_root": "{{Source}}",
         "worktree_branch": "every-code/acme-board-{{issue}}-{{Id(issue)}}"{{(more.Length == 0 ? "" : ", " + more)}}}
        """);

    protected void Request(int issue, string state, string more = "") => Lifetop.Folder.Write($"person/.local/state/launchplane/every-code/launchplane_every_code_work_requests/{Id(issue)}.json", $$"""
        { "request_id": "{{Id(issue)}}", "state": "{{state}}", "repository": "acme/board", "issue_number": {{issue}}, "issue_title": "Issue {{issue}}", "queued_at": "{{Time(-90)}}",
          "claimed_by_host": "{{(state == "queued" ? "" : _host)}}", "claimed_at": "{{(state == "queued" ? "" : Time(-80))}}", "finished_at": "{{(state is "done" or "blocked" ? Time(-5) : "")}}"{{(more.Length == 0 ? "" : ", " + more)}} }
        """);

    protected static string Time(int minutes) => (DateTimeOffset.UtcNow + TimeSpan.FromMinutes(minutes)).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    protected void Open(int issue, string folder, string script)
    {
        Tmux ??= StartTmux("other");
        Tmux.Tmux("new-session", "-d", "-x", "80", "-y", "24", "-s", SessionName(issue), "-c", folder, "sh", "-c", script);
    }

    /// <summary>A server without any session of Every Code's, so that there is a whole listing.</summary>
    protected void StartOther() => Tmux ??= StartTmux("other");

    /// <summary>A worktree of its own branch in a checkout whose commits are all pushed.</summary>
    protected string Worktree(int issue)
    {
        if (!Directory.Exists(Source))
        {
            string remote = Lifetop.Folder.File("remote");
            Directory.CreateDirectory(Source);
            Git(Folder, "init", "-q", "--bare", remote);
            Git(Source, "init", "-q", "-b", "main");
            Git(Source, "-c", "user.name=t", "-c", "user.email=t@t", "commit", "-q", "--allow-empty", "-m", "first");
            Git(Source, "remote", "add", "origin", remote);
            Git(Source, "push", "-q", "origin", "main");
        }
        Git(Source, "worktree", "add", "-q", "-b", $"every-code/acme-board-{issue}-{Id(issue)}", WorktreeOf(issue));
        return WorktreeOf(issue);
    }

    protected (string? State, string? Native) StateOf(int issue) => Verdict("every-code/" + Name(issue));

    protected (string? State, string? Native) Verdict(string key)
    {
        var worker = Worker(key);
        return (worker.GetProperty("state").GetString(), worker.GetProperty("native_state").GetString());
    }

    protected string Note(string key) => Lifetop.Run("ls", "--columns", "note,key").Lines.Single(line => line.TrimEnd().EndsWith(" " + key, StringComparison.Ordinal));

    protected System.Text.Json.JsonElement Worker(string key)
    {
        foreach (string[] more in (string[][])[[], ["--gone"]])
            foreach (var worker in List(more).Json.GetProperty("workers").EnumerateArray())
                if (worker.GetProperty("key").GetString() == key)
                    return worker;
        throw new InvalidOperationException($"no {key}: {List().Output}");
    }

    /// <summary>Every file that is Every Code's or in its worktrees, and what it holds.</summary>
    protected string Tree(string? but = null) => string.Join('\n', Directory.GetFiles(State, "*", SearchOption.AllDirectories).Where(file => file != but && (but is null || !file.Contains("/worktrees/", StringComparison.Ordinal))).Order()
        .Select(static file => $"{file} {Convert.ToHexString(File.ReadAllBytes(file))}"));

    protected static string Git(string folder, params string[] arguments)
    {
        using var git = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("git", ["-C", folder, .. arguments]) { RedirectStandardOutput = true })!;
        string output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
        return output;
    }
}
