using System;
using System.IO;
using System.Linq;
using Lifetop.Model;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Observation.Systems.Multiclaude;

/// <summary>What happens to multiclaude's agents while lifetop looks on: real windows, and its files as it would write them.</summary>
public sealed class ScenarioTests : IDisposable
{
    private const string Session = "mc-r", Id = "4f6c0c2e-0000-4000-8000-000000000001";
    private readonly MulticlaudeWorld _world = new("reused-daemon");

    private SampleEngine Engine => _world.Engine;

    public void Dispose() => _world.Dispose();

    [Fact]
    public void A_worker_without_a_pid_is_starting_for_exactly_two_minutes_and_stale_then()
    {
        _world.Windows.Open(Session, "calm-panda");
        Write(Agent("calm-panda", pid: 0, age: 119));
        Assert.Equal(Lifecycle.Pending, Engine.See("multiclaude/r/calm-panda", "starting").Verdict.State);
        _world.Time.Now += TimeSpan.FromSeconds(1);
        Engine.Look();
        Assert.Equal("starting", Engine.The("multiclaude/r/calm-panda").Verdict.NativeState);
        _world.Time.Now += TimeSpan.FromSeconds(1);
        var stale = Engine.See("multiclaude/r/calm-panda", "stale (pid0)");
        Assert.Equal((Lifecycle.Zombie, "never got a pid"), (stale.Verdict.State, stale.Verdict.Note));
        Assert.Contains("pid 0", Told(stale));
    }

    [Fact]
    public void A_shell_that_outlives_its_claude_is_no_agent()
    {
        int shell = _world.Windows.Open(Session, "quiet-shell");
        int claude = _world.Windows.Run(Session, "quiet-shell", "claude", $"--session-id {Id}");
        Write(Agent("quiet-shell", shell, age: 3600));
        Assert.Equal(claude, Engine.See("multiclaude/r/quiet-shell", "live").Worker.Root!.Value.Pid);
        RealProcess.Signal(claude, "KILL");
        var dead = Engine.See("multiclaude/r/quiet-shell", "dead-in-window");
        Assert.Equal(Lifecycle.Zombie, dead.Verdict.State);
        Assert.Contains($"shell {shell} of window quiet-shell of {Session} lives", Told(dead));
        Assert.NotNull(RealProcess.StartTicksOf(shell));
    }

    [Fact]
    public void Another_session_of_claude_in_its_window_is_not_the_agent()
    {
        int shell = _world.Windows.Open(Session, "fox");
        _world.Windows.Run(Session, "fox", "claude", "--session-id another");
        Write(Agent("fox", shell, age: 3600));
        Engine.See("multiclaude/r/fox", "dead-in-window");
    }

    [Fact]
    public void A_resumed_session_is_the_agent()
    {
        int shell = _world.Windows.Open(Session, "supervisor");
        _world.Windows.Run(Session, "supervisor", "claude", $"--resume {Id}");
        Write(Agent("supervisor", shell, age: 360_000, type: "supervisor"));
        Engine.See("multiclaude/r/supervisor", "live");
    }

    [Fact]
    public void A_supervisor_is_restarting_for_two_minutes_while_its_daemon_lives()
    {
        var daemon = _world.Daemon(0);
        int shell = _world.Windows.Open(Session, "supervisor");
        Write(Agent("supervisor", shell, age: 3600, type: "supervisor"));
        _world.Tree.Write(".multiclaude/daemon.pid", $"{daemon.Pid}\n", SampleTime.Ahead);
        Assert.Equal(Lifecycle.Restarting, Engine.See("multiclaude/r/supervisor", "restarting").Verdict.State);
        Assert.True(Engine.The("multiclaude/daemon").Verdict.State.IsAlive());
        _world.Time.Now += TimeSpan.FromSeconds(121);
        Engine.See(static one => one.Find("multiclaude/r/supervisor")?.Verdict.State == Lifecycle.Zombie, "overdue");
        Assert.Equal(SampleTime.Start + TimeSpan.FromMinutes(2), Engine.The("multiclaude/r/supervisor").Verdict.Since);
        _world.Time.Now += TimeSpan.FromSeconds(5);
        Engine.Look();
        Assert.Equal(Lifecycle.Zombie, Engine.The("multiclaude/r/supervisor").Verdict.State);
        _world.Windows.Run(Session, "supervisor", "claude", $"--resume {Id}");
        Engine.See("multiclaude/r/supervisor", "live");
        daemon.Kill();
        Engine.See("multiclaude/daemon", "daemon dead");
        Assert.Equal(Lifecycle.Zombie, Engine.The("multiclaude/daemon").Verdict.State);
    }

    [Fact]
    public void Of_a_lost_session_names_tasks_worktrees_and_branches_are_told_and_stay_known_when_the_daemon_drops_them()
    {
        _world.Windows.Open("other-one", "x");
        _world.Windows.Open(Session, "fox");
        string worktree = Worktree("fox");
        Write(Agent("fox", 999999901, age: 3600, worktree: worktree, task: "Ship it"));
        Engine.See("multiclaude/r/fox", "dead-in-window");
        _world.Windows.Tmux.Tmux("kill-session", "-t", "=" + Session);
        var lost = Engine.See("multiclaude/r/fox", "lost");
        Assert.Contains($"{worktree}, branch work/fox", Told(lost));
        Assert.Contains("Ship it", Told(lost));
        Write();
        var left = Engine.See("multiclaude/r/fox", "orphan worktree");
        Assert.Equal(lost.Worker.Identity, left.Worker.Identity);
    }

    [Fact]
    public void A_tmux_server_that_does_not_answer_proves_no_window_gone()
    {
        int shell = _world.Windows.Open(Session, "fox");
        _world.Windows.Run(Session, "fox", "claude", $"--session-id {Id}");
        Write(Agent("fox", shell, age: 3600));
        Engine.See("multiclaude/r/fox", "live");
        int server = _world.Windows.Tmux.ServerPid;
        RealProcess.Signal(server, "STOP");
        try
        {
            for (int i = 0; i < 30; i++)
            {
                _world.Time.Now += TimeSpan.FromSeconds(2);
                Engine.Look();
                Assert.NotEqual("lost", Engine.The("multiclaude/r/fox").Verdict.NativeState);
            }
        }
        finally
        {
            RealProcess.Signal(server, "CONT");
        }
        Engine.See("multiclaude/r/fox", "live");
    }

    [Fact]
    public void A_window_and_a_worktree_without_an_entry_are_orphans_once_they_had_time_to_get_one()
    {
        _world.Windows.Open(Session, "elk");
        _world.Windows.Open("mc-unknown", "moth");
        _world.Windows.Open("mine", "mc-r");
        Directory.CreateDirectory(_world.Tree.File(".multiclaude/wts/r/elk"));
        Write();
        Directory.SetLastWriteTimeUtc(_world.Tree.File(".multiclaude/wts/r/elk"), SampleTime.Start.UtcDateTime);
        Assert.Equal(Lifecycle.Pending, Engine.See("multiclaude/r/elk", "starting").Verdict.State);
        Engine.See("multiclaude/unknown/moth", "starting");
        _world.Time.Now += TimeSpan.FromMinutes(3);
        var orphan = Engine.See("multiclaude/r/elk", "orphan window");
        Assert.Equal(Lifecycle.Orphan, orphan.Verdict.State);
        Assert.Equal(_world.Tree.File(".multiclaude/wts/r/elk"), orphan.Worker.Declaration!.Worktree);
        Assert.Equal(Lifecycle.Orphan, Engine.See("multiclaude/unknown/moth", "orphan window").Verdict.State);
        Assert.DoesNotContain(Engine.Roster.Workers, static one => one.Worker.Source == "multiclaude" && one.Worker.Pane?.Facts.SessionName == "mine");
        _world.Windows.Close(Session, "elk");
        Assert.Equal(Lifecycle.Zombie, Engine.See("multiclaude/r/elk", "orphan worktree").Verdict.State);
    }

    [Fact]
    public void Windows_that_come_with_a_repository_are_no_orphans_while_its_state_lists_them()
    {
        _world.Windows.Open(Session, "workspace");
        _world.Windows.Open(Session, "merge-queue");
        int shell = _world.Windows.Open(Session, "own");
        Write(Agent("default", shell, age: 3600, type: "workspace", window: "own"));
        Engine.See("multiclaude/r/merge-queue", "starting");
        _world.Time.Now += TimeSpan.FromMinutes(10);
        Engine.See("multiclaude/r/merge-queue", "orphan window");
        Assert.Null(Engine.Find("multiclaude/r/workspace"));
    }

    [Fact]
    public void Only_the_window_of_exactly_its_name_is_its_own()
    {
        int shell = _world.Windows.Open(Session, "fox-2");
        _world.Windows.Run(Session, "fox-2", "claude", "--session-id two");
        Write(Agent("fox", 999999901, age: 3600), Agent("fox-2", shell, age: 3600, session: "two"));
        Engine.See("multiclaude/r/fox-2", "live");
        var fox = Engine.See("multiclaude/r/fox", "lost");
        Assert.Null(fox.Worker.Pane);
        Assert.Empty(fox.Worker.Members);
    }

    [Fact]
    public void The_stored_session_wins_over_the_one_its_repository_would_have()
    {
        _world.Windows.Open("other-name", "fox");
        WriteSession("other-name", "", Agent("fox", 999999901, age: 3600));
        Engine.See("multiclaude/r/fox", "dead-in-window");
    }

    [Fact]
    public void Torn_state_hides_its_agents_and_is_taken_again_once_it_is_whole()
    {
        int shell = _world.Windows.Open(Session, "fox");
        _world.Windows.Run(Session, "fox", "claude", $"--session-id {Id}");
        Write(Agent("fox", shell, age: 3600));
        Engine.See("multiclaude/r/fox", "live");
        string whole = File.ReadAllText(_world.StateFile);
        foreach (string torn in (string[])["", whole[..(whole.Length / 2)], "[]", "{}", """{"repos": 3}"""])
        {
            File.WriteAllText(_world.StateFile, torn);
            var unknown = Engine.See("multiclaude/r/fox", "unreadable");
            Assert.Equal(Lifecycle.Unknown, unknown.Verdict.State);
            Assert.True(unknown.Verdict.LastKnown?.IsAlive());
            Assert.Null(unknown.Verdict.Suggestion);
            _world.Tree.Write(".multiclaude/state.json", whole);
            Engine.See("multiclaude/r/fox", "live");
        }
    }

    [Fact]
    public void A_state_file_that_is_whole_a_moment_later_makes_no_gap()
    {
        _world.Windows.Open("mine", "mine");
        Write(Agent("fox", 999999901, age: 3600));
        Engine.See("multiclaude/r/fox", "lost");
        string whole = File.ReadAllText(_world.StateFile);
        var source = new Lifetop.Observation.Systems.Multiclaude.MulticlaudeSource(new() { Home = _world.Tree.Home });
        File.WriteAllText(_world.StateFile, whole[..20]);
        var mend = new global::System.Threading.Thread(() => File.WriteAllText(_world.StateFile, whole));
        mend.Start();
        Assert.Empty(source.Look(SampleTime.Start).Gaps);
        mend.Join();
    }

    [Fact]
    public void A_finished_agent_goes_over_into_the_task_history_as_the_same_worker()
    {
        int shell = _world.Windows.Open(Session, "fox");
        Write(Agent("fox", shell, age: 3600, more: """, "ready_for_cleanup": true"""));
        var done = Engine.See("multiclaude/r/fox", "done");
        _world.Windows.Close(Session, "fox");
        WriteSession(Session, """
            "task_history": [
              { "name": "fox", "task": "Earlier", "branch": "work/fox", "status": "merged", "created_at": "2026-11-01T00:00:00Z", "completed_at": "2026-11-02T00:00:00Z" },
              { "name": "fox", "task": "Ship it", "branch": "work/fox", "pr_url": "https://example.invalid/7", "status": "open", "created_at": "2026-11-21T09:00:00Z", "completed_at": "2026-11-21T10:00:00Z" } ],
            """);
        var history = Engine.See("multiclaude/r/fox", "task history");
        Assert.Equal(done.Worker.Identity, history.Worker.Identity);
        Assert.Equal((Lifecycle.Completed, "https://example.invalid/7"), (history.Verdict.State, history.Worker.Declaration!.ResultUrl));
        Assert.Equal(2, Engine.Roster.Workers.Count(static one => one.Worker.Name == "fox"));
    }

    [Fact]
    public void A_worker_that_its_own_tool_removed_is_gone_and_remembered()
    {
        int shell = _world.Windows.Open(Session, "fox");
        int claude = _world.Windows.Run(Session, "fox", "claude", $"--session-id {Id}");
        Write(Agent("fox", shell, age: 3600, task: "Ship it"));
        Engine.See("multiclaude/r/fox", "live");
        _world.Windows.Close(Session, "fox");
        Eventually.True(() => RealProcess.StartTicksOf(claude) is null, "claude ends with its window");
        Write();
        Engine.See(static one => one.Find("multiclaude/r/fox")?.Verdict.State.IsEnded() == true, "ended");
        Assert.Equal("Ship it", Engine.The("multiclaude/r/fox").Worker.Declaration!.Task);
    }

    [Fact]
    public void A_socket_that_refuses_does_not_make_a_daemon_alive()
    {
        Write();
        _world.Tree.Write(".multiclaude/daemon.pid", "999999906\n");
        File.WriteAllText(_world.Tree.File(".multiclaude/daemon.sock"), "");
        var daemon = Engine.See("multiclaude/daemon", "daemon dead");
        Assert.Equal(Lifecycle.Zombie, daemon.Verdict.State);
        Assert.Contains("daemon.sock is still there", Told(daemon));
    }

    private string Told(JudgedWorker judged) => SampleEngine.Evidence(judged, _world.Time.Now);

    /// <summary>A real worktree on a branch of the agent's own.</summary>
    private string Worktree(string name)
    {
        string repository = _world.Tree.File(".multiclaude/repos/r"), worktree = _world.Tree.File($".multiclaude/wts/r/{name}");
        Directory.CreateDirectory(repository);
        Git(repository, "init", "-q");
        Git(repository, "-c", "user.name=t", "-c", "user.email=t@t", "commit", "-q", "--allow-empty", "-m", "first");
        Git(repository, "worktree", "add", "-q", "-b", "work/" + name, worktree);
        Directory.SetLastWriteTimeUtc(worktree, (SampleTime.Start - TimeSpan.FromHours(1)).UtcDateTime);
        return worktree;
    }

    private static void Git(string folder, params string[] arguments)
    {
        using var git = global::System.Diagnostics.Process.Start("git", ["-C", folder, .. arguments]);
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
    }

    private static string Agent(string name, int pid, int age, string type = "worker", string? window = null, string? worktree = null, string? task = null, string session = Id, string more = "") => $$"""
        "{{name}}": { "type": "{{type}}", "worktree_path": "{{worktree ?? "/nowhere"}}", "tmux_window": "{{window ?? name}}", "session_id": "{{session}}", "pid": {{pid}},
          {{(task is null ? "" : $"\"task\": \"{task}\", ")}}"created_at": "{{SampleTime.Start - TimeSpan.FromSeconds(age):O}}", "last_nudge": "0001-01-01T00:00:00Z"{{more}} }
        """;

    private void Write(params string[] agents) => WriteSession(Session, "", agents);

    private void WriteSession(string session, string more, params string[] agents)
    {
        Directory.CreateDirectory(_world.Tree.File(".multiclaude"));
        _world.Tree.Write(".multiclaude/state.json", $$"""{ "repos": { "r": { "tmux_session": "{{session}}", {{more}} "agents": { {{string.Join(",\n", agents)}} } } } }""");
    }
}
