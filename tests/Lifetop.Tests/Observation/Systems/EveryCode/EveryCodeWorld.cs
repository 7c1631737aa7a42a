using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Lifetop.Observation.Systems;
using Lifetop.Tests.Support;

namespace Lifetop.Tests.Observation.Systems.EveryCode;

/// <summary>A sample tree of Every Code at the place its worker would have it, with what its rows need: sessions of tmux, a worker, who leaks.</summary>
internal sealed class EveryCodeWorld : IDisposable
{
    public const string System = "EveryCode", Host = "dev-box", State = ".local/state/launchplane/every-code";
    public const int WorkerPid = 777777721;

    private readonly List<RealProcess> _processes = [];
    private bool _hasServer;
    private SampleEngine? _engine;

    public EveryCodeWorld(string tree) => Tree = new SampleTree(System, tree);

    public SampleTree Tree { get; }

    public SampleTime Time { get; } = new();

    public TmuxSandbox Tmux { get; } = new();

    public string Root => Tree.File(State);

    /// <summary>Of this world alone: whatever other projects and daemons the machine has are none of it.</summary>
    public SystemPlaces Places => new() { Home = Tree.Home, TempFolder = Tree.Home, Host = Host, TmuxSocket = Tmux.Socket, Projects = new ProjectFolders { Below = Tree.Folder.Path } };

    public SampleEngine Engine => _engine ??= new SampleEngine(Places, Time);

    /// <summary>All that EXPECTED.tsv asks for beside this tree's files.</summary>
    public static EveryCodeWorld Of(string tree)
    {
        var world = new EveryCodeWorld(tree);
        world.Start();
        switch (tree)
        {
            case "fenced":
                world.Worker(WorkerPid);
                foreach (string session in (string[])["97-d78b8a8f38a15b58-f1", "12-d78b8a8f38a15b59-f2", "16-d78b8a8f38a15b5e-f4"])
                    world.Open("every-code-every-code-acme-board-" + session);
                world.Open("every-code-every-code-acme-site_github_io-3-d78b8a8f38a15b5d-f1");
                break;
            case "reused-pid":
                world.Process(888888821, "sleep", "1000");
                break;
            case "no-command":
                world.Process(777777723, "sleep", "1000");
                break;
        }
        world.Copy();
        return world;
    }

    /// <summary>A server with a session that is nobody's, so that there is a whole listing.</summary>
    public void Start()
    {
        if (!_hasServer)
            Tmux.Start("other");
        _hasServer = true;
    }

    /// <summary>Puts the tree where the worker of the samples says its state is.</summary>
    public void Copy()
    {
        Tree.Copy();
        Directory.CreateDirectory(Path.GetDirectoryName(Root)!);
        Directory.Move(Tree.File("state"), Root);
    }

    /// <summary>A state folder with a worker that is up, and no session or request yet.</summary>
    public static EveryCodeWorld Empty()
    {
        var world = new EveryCodeWorld("no-command");
        world.Start();
        world.Process(777777723, "sleep", "1000");
        world.Copy();
        // Its record names no command, so its age is what tells whose pid that is.
        File.SetLastWriteTimeUtc(world.Root + "/every-code-worker/worker.pid", SampleTime.Ahead.UtcDateTime);
        Directory.CreateDirectory(world.Root + "/every-code-worker/sessions");
        Directory.CreateDirectory(world.Root + "/every-code-worker/worktrees");
        Directory.CreateDirectory(world.Root + "/launchplane_every_code_work_requests");
        return world;
    }

    /// <summary>A session as Every Code opens one: a script, and below it what runs.</summary>
    public int Open(string session, string script = "sleep 1000; :", string? folder = null)
    {
        Start();
        Tmux.Tmux("new-session", "-d", "-x", "80", "-y", "24", "-s", session, "-c", folder ?? Tree.Folder.Path, "sh", "-c", script);
        return int.Parse(Tmux.Tmux("list-panes", "-a", "-F", "#{session_name}\t#{pane_pid}").Split('\n').Select(static line => line.Split('\t')).Single(cell => cell[0] == session)[1]);
    }

    public void Close(string session) => Tmux.Tmux("kill-session", "-t", "=" + session);

    /// <summary>The worktree of a session of ours.</summary>
    public string WorktreeOf(string id) => $"{Root}/every-code-worker/worktrees/acme-board/{id}";

    /// <summary>A session file as the worker writes one.</summary>
    /// <param name="more">Further fields, or others than usual: the last of a name counts.</param>
    public string WriteSession(int issue, string more = "", DateTimeOffset? created = null)
    {
        string id = IdOf(issue);
        Tree.Write($"{State}/every-code-worker/sessions/{id}.json", $$"""
            {"created_at": "{{created ?? SampleTime.Start - TimeSpan.FromHours(1):yyyy-MM-dd'T'HH:mm:ss'Z'}}", "host": "{{Host}}", "launch_root": "{{WorktreeOf(id)}}", "request_id": "{{id}}", "session_name": "{{SessionOf(issue)}}",
             "source_checkout_root": "{{Tree.File("Developer/board")}}", "worktree_branch": "every-code/acme-board-{{issue}}-{{id}}"{{(more.Length == 0 ? "" : ", " + more)}}}
            """);
        return id;
    }

    /// <summary>A work request as launchplane keeps one in files.</summary>
    public void WriteRequest(int issue, string state, string more = "") => Tree.Write($"{State}/launchplane_every_code_work_requests/{IdOf(issue)}.json", $$"""
        { "request_id": "{{IdOf(issue)}}", "state": "{{state}}", "repository": "acme/board", "issue_number": {{issue}}, "issue_title": "Issue {{issue}}", "source": "github_issue_label",
          "queued_at": "2026-11-21T10:00:00Z", "claimed_at": "{{(state == "queued" ? "" : "2026-11-21T10:01:00Z")}}", "claimed_by_host": "{{(state == "queued" ? "" : Host)}}",
          "started_at": "", "finished_at": "{{(state is "done" or "blocked" ? "2026-11-21T11:55:00Z" : "")}}", "result_pr_url": "", "error_message": ""{{(more.Length == 0 ? "" : ", " + more)}} }
        """);

    public static string IdOf(int issue) => $"every-code-acme-board-{issue}-00000000000000{issue % 100:x2}";

    public static string SessionOf(int issue) => $"every-code-{IdOf(issue)}";

    public static string KeyOf(int issue) => $"every-code/{IdOf(issue)["every-code-".Length..]}";

    /// <summary>A process with the command line of the worker in the samples.</summary>
    public RealProcess Worker(int samplePid) => Process(samplePid, ["tail", "-f", "/dev/null", "--", .. WorkerArguments]);

    public string[] WorkerArguments =>
    [
        "run", "launchplane", "every-code", "run", "--state-dir", Root, "--workspace-root", Tree.File("Developer"), "--tmux-binary", "tmux", "--interval-seconds", "60.0",
        "--service-url", "https://launchplane.example.invalid", "--worker-token-env", "LAUNCHPLANE_EVERY_CODE_WORKER_TOKEN", "--host", Host,
    ];

    public RealProcess Process(int samplePid, params string[] command) => Track(samplePid, RealProcess.Start(command));

    public RealProcess ProcessIn(string folder, params string[] command) => Track(0, RealProcess.StartIn(folder, null, command));

    public RealProcess ProcessWith(string variable, string value, params string[] command)
        => Track(0, RealProcess.StartIn(null, new Dictionary<string, string> { [variable] = value }, command));

    public void Dispose()
    {
        _engine?.Dispose();
        Tmux.Dispose();
        foreach (var process in _processes)
            process.Dispose();
        Tree.Dispose();
    }

    private RealProcess Track(int samplePid, RealProcess process)
    {
        _processes.Add(process);
        if (samplePid > 0)
            Tree.With(samplePid, process.Pid);
        return process;
    }
}
