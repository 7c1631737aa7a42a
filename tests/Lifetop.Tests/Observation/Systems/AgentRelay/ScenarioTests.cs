using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using Lifetop.Model;
using Lifetop.Model.Systems;
using Lifetop.Observation.Systems;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Observation.Systems.AgentRelay;

/// <summary>What happens to agent-relay's agents while lifetop looks on: real processes, real sessions, and its files as it would write them.</summary>
public sealed class ScenarioTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly SampleTime _time = new() { Now = DateTimeOffset.UtcNow };
    private readonly List<RealProcess> _processes = [];
    private readonly SampleWindows _windows = new();
    private SampleEngine? _engine;
    private bool _hasTmux;

    private SampleEngine Engine => _engine ??= new SampleEngine(Places, _time);

    private SystemPlaces Places => new()
    {
        Home = _folder.File("person"),
        TempFolder = Made("temp"),
        Projects = new ProjectFolders { Below = _folder.Path },
        TmuxSocket = _hasTmux ? _windows.Socket : null,
        RootsOf = label => label == "agent-relay" ? [_folder.File("a"), _folder.File("b")] : [],
    };

    public void Dispose()
    {
        _engine?.Dispose();
        _windows.Dispose();
        foreach (var process in _processes)
            process.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A1_A2_An_agent_killed_while_its_daemon_lives_is_a_ghost_and_after_ten_seconds_one_that_is_not_cleaned_up()
    {
        var agent = Agent("Alice");
        var project = Daemon("a").Workers(("Alice", agent.Pid, Ago(600))).Connected("Alice");
        Engine.See("agent-relay/a/Alice", "live");
        agent.Kill();
        var ghost = Engine.See("agent-relay/a/Alice", "stale (ghost)");
        Assert.Equal((Lifecycle.Zombie, "ghost: just died", "wait 10s"), (ghost.Verdict.State, ghost.Verdict.Note, ghost.Verdict.Suggestion));
        Pass(project, 11);
        Engine.See(static one => one.Find("agent-relay/a/Alice")?.Verdict.Suggestion == "release it: reap", "not cleaned up");
        Assert.Contains("self-cleaning failed", Told("Alice"), StringComparison.Ordinal);
        // Another lifetop has not seen it die, and claims nothing that it does not know.
        using (var newcomer = new SampleEngine(Places, _time))
        {
            var found = newcomer.See("agent-relay/a/Alice", "stale (ghost)");
            Assert.Equal("wait 10s, then release it: reap", found.Verdict.Suggestion);
            Assert.DoesNotContain("failed", SampleEngine.Evidence(found, _time.Now), StringComparison.Ordinal);
        }
        project.Connected();
        Pass(project, 3);
        Engine.See("agent-relay/a/Alice", "stale worker entry");
    }

    [Fact]
    public void A3_A9_With_its_daemon_killed_a_survivor_has_nobody_and_the_connected_list_is_history()
    {
        var survivor = Agent("Survivor");
        var daemon = Start("sleep", "1000");
        new RelayProject(_folder.File("a")).DaemonPid(daemon.Pid).Beat(_time.Now).Workers(("Survivor", survivor.Pid, Ago(600)), ("Victim", 999999943, Ago(600))).Connected("Survivor", "Victim", "Visitor").Known("Visitor", Ago(20));
        Engine.See("agent-relay/a/Survivor", "live");
        Assert.Equal("external", Engine.The("agent-relay/a/Visitor").Verdict.NativeState);
        Assert.Equal("stale (ghost)", Engine.The("agent-relay/a/Victim").Verdict.NativeState);
        daemon.Kill();
        Assert.Equal(Lifecycle.Orphan, Engine.See("agent-relay/a/Survivor", "live, unsupervised").Verdict.State);
        Assert.Equal(Lifecycle.Zombie, Engine.See("agent-relay/a/daemon", "daemon dead").Verdict.State);
        Assert.Equal("stale worker entry", Engine.The("agent-relay/a/Victim").Verdict.NativeState);
        Assert.Contains("that list is history", Told("Victim"), StringComparison.Ordinal);
        Assert.Equal(("offline", Lifecycle.Completed), (Engine.The("agent-relay/a/Visitor").Verdict.NativeState, Engine.The("agent-relay/a/Visitor").Verdict.State));
    }

    [Fact]
    public void A4_A_process_of_another_name_or_program_is_never_the_agent()
    {
        var other = Agent("Alice-2");
        var stranger = Start("sleep", "1000");
        Daemon("a").Workers(("Alice", other.Pid, Ago(600)), ("Bob", stranger.Pid, Ago(600))).Connected("Alice", "Bob");
        Engine.See("agent-relay/a/Bob", "stale, identity mismatch");
        Assert.Equal("stale, identity mismatch", Engine.The("agent-relay/a/Alice").Verdict.NativeState);
        Assert.Empty(Engine.The("agent-relay/a/Alice").Worker.Members);
        Assert.Empty(Engine.The("agent-relay/a/Bob").Worker.Members);
    }

    [Fact]
    public void A6_What_is_cut_is_unknown_until_it_is_whole_again()
    {
        var agent = Agent("Alice");
        var project = Daemon("a").Workers(("Alice", agent.Pid, Ago(600))).Connected("Alice");
        Engine.See("agent-relay/a/Alice", "live");
        string whole = project.Read("team/workers.json");
        project.Write("team/workers.json", whole[..(whole.Length / 2)]);
        Assert.Equal(Lifecycle.Unknown, Engine.See("agent-relay/a/Alice", "unreadable").Verdict.State);
        project.Write("team/workers.json", whole);
        Assert.True(Engine.See("agent-relay/a/Alice", "live").Verdict.State.IsAlive());
    }

    [Fact]
    public void A_daemon_that_no_longer_beats_is_stalled_and_looks_after_nobody()
    {
        var agent = Agent("Alice");
        var project = Daemon("a").Workers(("Alice", agent.Pid, Ago(600))).Connected("Alice");
        Engine.See("agent-relay/a/Alice", "live");
        _time.Now += Make.Seconds(6);
        Assert.Equal(Lifecycle.Stalled, Engine.See("agent-relay/a/daemon", "daemon silent").Verdict.State);
        Engine.See("agent-relay/a/Alice", "live, unsupervised");
        Pass(project, 3);
        Engine.See("agent-relay/a/Alice", "live");
        Engine.See("agent-relay/a/daemon", "daemon alive");
    }

    [Fact]
    public void A11_A_session_belongs_to_the_project_its_pane_works_in()
    {
        _hasTmux = true;
        new RelayProject(Made("a")).Known("Bob", Ago(7200));
        new RelayProject(Made("b")).Known("Bob", Ago(60));
        _windows.Tmux.Start("other");
        _windows.Tmux.Tmux("new-session", "-d", "-s", "relay-Bob", "-c", _folder.File("b"), "sleep", "1000");
        Assert.Equal("offline", Engine.See("agent-relay/a/Bob", "offline").Verdict.NativeState);
        var wrap = Engine.See("agent-relay/b/Bob", "tmux wrap");
        Assert.True(wrap.Verdict.State.IsAlive());
        Assert.Equal("relay-Bob", wrap.Worker.Pane!.Facts.SessionName);
        Assert.Single(Engine.Roster.Workers, static one => one.Worker.Key.Text == "agent-relay/b/Bob");
        _windows.Tmux.Tmux("kill-session", "-t", "=relay-Bob");
        Engine.See("agent-relay/b/Bob", "offline");
    }

    [Fact]
    public void A_broker_lives_while_its_lock_is_held_and_trying_it_changes_nothing()
    {
        var agent = Start("sleep", "1000");
        string state = _folder.File("a/.agentworkforce/relay");
        Directory.CreateDirectory(state);
        string entry = $$"""{ "agents": { "w": { "runtime": "pty", "pid": {{agent.Pid.ToString(CultureInfo.InvariantCulture)}}, "initial_task": "Tidy docs" } } }""";
        SampleTree.Put(Path.Combine(state, "state-main.json"), System.Text.Encoding.ASCII.GetBytes(entry), _time.Now + TimeSpan.FromHours(1));
        string path = _folder.Write("a/.agentworkforce/relay/broker-main.lock", "kept");
        using (new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            Assert.Equal("Tidy docs", Engine.See("agent-relay/a/w", "live").Worker.Declaration!.Task);
            Assert.True(Engine.The("agent-relay/a/broker").Verdict.State.IsAlive());
        }
        _time.Now += Make.Seconds(3);
        Assert.Equal(Lifecycle.Orphan, Engine.See("agent-relay/a/w", "orphan (broker dead)").Verdict.State);
        Assert.Equal("broker dead", Engine.The("agent-relay/a/broker").Verdict.NativeState);
        Assert.Equal("kept", File.ReadAllText(path));
    }

    [Fact]
    public void A_pid_that_was_taken_after_a_broker_wrote_it_is_somebody_elses()
    {
        string state = _folder.Write("a/.agentworkforce/relay/state-main.json", "");
        _folder.Write("a/.agentworkforce/relay/connection.json", """{ "pid": 999999998 }""");
        var stranger = Start("sleep", "1000");
        SampleTree.Put(state, System.Text.Encoding.ASCII.GetBytes($$"""{ "agents": { "w": { "runtime": "pty", "pid": {{stranger.Pid.ToString(CultureInfo.InvariantCulture)}} } } }"""), _time.Now - TimeSpan.FromHours(1));
        Assert.Equal(Lifecycle.Zombie, Engine.See("agent-relay/a/w", "stale, identity mismatch").Verdict.State);
        Assert.Empty(Engine.The("agent-relay/a/w").Worker.Members);
    }

    [Fact]
    public void A_daemon_without_a_project_and_a_broker_for_the_moment_are_found_in_the_temp_folder()
    {
        _folder.Write("temp/agent-relay.sock.pid", "999999998\n");
        _folder.Write("temp/workers.json", """{ "workers": [ { "name": "Bare", "pid": 999999997 } ] }""");
        _folder.Write("temp/agent-relay-ephemeral-999999996-main-0000/state-main.json", """{ "agents": { "brief": { "pid": 999999995 } } }""");
        Engine.See("agent-relay/temp/Bare", "stale worker entry");
        Assert.Equal("daemon dead", Engine.The("agent-relay/temp/daemon").Verdict.NativeState);
        Assert.Equal("stale", Engine.The("agent-relay/agent-relay-ephemeral-999999996-main-0000/brief").Verdict.NativeState);
    }

    [Fact]
    public void A_daemon_of_which_no_dated_file_is_left_is_down_since_its_folder_last_changed()
    {
        var project = new RelayProject(Made("a")).Connected();
        Directory.SetLastWriteTimeUtc(project.PathOf(""), Ago(7200).UtcDateTime);
        Assert.Equal(Ago(7200), Engine.See("agent-relay/a/daemon", "daemon down").Verdict.Since);
    }

    [Fact]
    public void Of_two_daemons_with_one_port_nobody_knows_whose_dashboard_answers()
    {
        Daemon("a");
        Daemon("b");
        Engine.See("agent-relay/b/daemon", "daemon alive");
        Assert.True(((AgentRelayDaemonFacts)Engine.The("agent-relay/a/daemon").Worker.Declaration!.System!).IsPortShared);
        var told = (AgentRelayDaemonFacts)Engine.The("agent-relay/b/daemon").Worker.Declaration!.System!;
        Assert.Equal((true, 3888), (told.IsPortShared, told.DashboardPort));
    }

    [Fact]
    public void The_port_of_a_dashboard_is_the_one_in_its_daemons_environment()
    {
        var daemon = RealProcess.StartIn(null, new Dictionary<string, string> { ["AGENT_RELAY_DASHBOARD_PORT"] = "4999" }, "sleep", "1000");
        _processes.Add(daemon);
        new RelayProject(Made("a")).DaemonPid(daemon.Pid).Beat(_time.Now);
        Engine.See("agent-relay/a/daemon", "daemon alive");
        Assert.Equal(4999, ((AgentRelayDaemonFacts)Engine.The("agent-relay/a/daemon").Worker.Declaration!.System!).DashboardPort);
    }

    private string Told(string name) => SampleEngine.Evidence(Engine.The("agent-relay/a/" + name), _time.Now);

    private RealProcess Agent(string name) => Keep(AgentRelayWorld.StartAgent(name));

    private RealProcess Start(params string[] command) => Keep(RealProcess.Start(command));

    private RealProcess Keep(RealProcess process)
    {
        _processes.Add(process);
        return process;
    }

    /// <summary>A project whose daemon lives and beats.</summary>
    private RelayProject Daemon(string project) => new RelayProject(Made(project)).DaemonPid(Start("sleep", "1000").Pid).Beat(_time.Now);

    private void Pass(RelayProject project, int seconds)
    {
        project.Beat(_time.Now + Make.Seconds(seconds));
        _time.Now += Make.Seconds(seconds);
    }

    private DateTimeOffset Ago(int seconds) => _time.Now - TimeSpan.FromSeconds(seconds);

    private string Made(string name) => Directory.CreateDirectory(_folder.File(name)).FullName;
}
