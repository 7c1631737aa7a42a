using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Threading;
using Lifetop.Tests.Actions.Systems.AgentRelay;
using Lifetop.Tests.Observation.Systems;
using Lifetop.Tests.Observation.Systems.AgentRelay;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>The whole program beside an agent-relay: real agents, a daemon that beats, its dashboard, its files.</summary>
public sealed class AgentRelayTests : Scenario
{
    private readonly RelayProject _project;
    private readonly List<Heart> _hearts = [];

    /// <summary>What keys of its agents begin with: projects of one name, as another run of these tests may have, are told apart by more.</summary>
    private string Label => "agent-relay/" + Path.GetFileName(Folder) + "/";

    public AgentRelayTests()
    {
        string folder = Directory.CreateDirectory(Lifetop.Folder.File("work/" + Path.GetFileName(Folder))).FullName;
        _project = new RelayProject(folder);
        Lifetop.Configure($$"""{ "sources": { "agent-relay": { "roots": ["{{folder}}"] } } }""");
    }

    [Fact]
    public void A5_An_agent_that_lives_is_live_however_long_it_is_idle_and_is_released_through_the_dashboard_with_nothing_written()
    {
        using var dashboard = new Dashboard();
        var agent = Agent("Alice");
        var other = Agent("Bob");
        Daemon(dashboard.Port);
        _project.Workers(("Alice", agent.Pid, Ago(600)), ("Bob", other.Pid, Ago(600))).Connected("Alice", "Bob").Known("Bob", Ago(1200));
        Assert.Equal(("live", "live"), (NativeState("Alice"), NativeState("Bob")));
        string before = Tree();
        Assert.Contains("agent-relay releases Alice", Lifetop.Run("reap", Label + "Alice", "--dry-run").Output, StringComparison.Ordinal);
        Assert.Empty(dashboard.Told);

        var reaped = Lifetop.Run("reap", Label + "Alice", "--yes");

        Assert.True(reaped.ExitCode == 0, reaped.ToString());
        Assert.Equal(["DELETE /api/spawned/Alice"], dashboard.Told);
        agent.WaitForEnd();
        Assert.False(other.HasEnded);
        Assert.Equal(before, Tree());
        Assert.Contains("task of Alice", Lifetop.Run("history", Label + "Alice", "--json").Output + Lifetop.Run("history", Label + "Alice").Output, StringComparison.Ordinal);
        EndHearts();
    }

    [Fact]
    public void Where_no_dashboard_answers_lifetop_ends_a_live_agent_with_all_below_it_and_a_ghost_stays_with_the_reason()
    {
        int port;
        using (var dashboard = new Dashboard())
            port = dashboard.Port;
        var agent = Agent("Alice");
        Daemon(port);
        _project.Workers(("Alice", agent.Pid, Ago(600)), ("Ghost", 999999941, Ago(600))).Connected("Alice", "Ghost");
        string before = Tree();
        var reaped = Lifetop.Run("reap", Label + "Alice", "--yes", "--json");
        Assert.True(reaped.ExitCode == 0, reaped.ToString());
        Assert.Contains($"nobody of this user listens on port {port}", reaped.Output, StringComparison.Ordinal);
        Assert.Contains("2 of 2 gone", reaped.Output, StringComparison.Ordinal);
        agent.WaitForEnd();
        var kept = Lifetop.Run("reap", Label + "Ghost", "--yes");
        Assert.NotEqual(0, kept.ExitCode);
        Assert.Contains("restart the daemon", kept.Output + kept.Errors, StringComparison.Ordinal);
        Assert.Equal(before, Tree());
        EndHearts();
    }

    [Fact]
    public void A1_A2_A4_A_ghost_is_released_by_sweep_too_and_a_stranger_with_its_pid_never_told_of()
    {
        using var dashboard = new Dashboard();
        var stranger = Start("sleep", "1000");
        Daemon(dashboard.Port);
        _project.Workers(("Ghost", 999999941, Ago(600)), ("Reused", stranger.Pid, Ago(600))).Connected("Ghost", "Reused", "Visitor").Known("Visitor", Ago(5));
        Assert.Equal(("stale (ghost)", "stale, identity mismatch", "external"), (NativeState("Ghost"), NativeState("Reused"), NativeState("Visitor")));
        string before = Tree();

        var refused = Lifetop.Run("reap", Label + "Reused", "--yes");
        Assert.True(refused.ExitCode == 4, refused.ToString());
        Assert.Contains("the daemon would end that", refused.Output + refused.Errors, StringComparison.Ordinal);
        Assert.Equal(4, Lifetop.Run("reap", Label + "Visitor", "--yes").ExitCode);
        Assert.Equal(4, Lifetop.Run("reap", Label + "daemon", "--yes").ExitCode);
        Assert.Equal(4, Lifetop.Run("restart", Label + "Ghost", "--yes").ExitCode);
        Assert.Empty(dashboard.Told);
        var swept = Lifetop.Run("sweep", "--filter", Path.GetFileName(Folder), "--yes");
        Assert.True(swept.ExitCode == 0, swept.ToString());
        Assert.Equal(["DELETE /api/spawned/Ghost"], dashboard.Told);
        Assert.Equal(before, Tree());
        Assert.False(stranger.HasEnded);
        EndHearts();
    }

    [Fact]
    public void A8_Without_a_pid_nothing_is_known_of_an_agent_so_nothing_is_done_to_it_connected_or_not()
    {
        using var dashboard = new Dashboard();
        Daemon(dashboard.Port);
        string at = Text(Ago(600).ToUnixTimeMilliseconds());
        _project.Write("team/workers.json", $$"""{ "workers": [ { "name": "Cut", "cli": "claude", "task": "t", "spawnedAt": {{at}} }, { "name": "Known", "cli": "claude", "task": "t", "spawnedAt": {{at}} } ] }""").Connected("Known");
        var (cut, known) = (Worker("Cut"), Worker("Known"));
        Assert.Equal("unknown", cut.State);
        Assert.DoesNotContain(known.State, (string[])["zombie", "orphan", "gone", "completed"]);
        string before = Tree();

        foreach (string name in (string[])["Cut", "Known"])
            foreach (string verb in (string[])["reap", "restart"])
            {
                var refused = Lifetop.Run(verb, Label + name, "--yes");
                Assert.True(refused.ExitCode == 4, refused.ToString());
            }
        var swept = Lifetop.Run("sweep", "--filter", Path.GetFileName(Folder), "--yes");
        Assert.True(swept.ExitCode == 0, swept.ToString());
        Assert.Empty(dashboard.Told);
        Assert.Equal(before, Tree());
        EndHearts();
    }

    [Fact]
    public void A3_A9_After_a_daemon_was_killed_sweep_takes_away_what_it_left_and_only_a_reap_by_name_ends_who_survived()
    {
        var survivor = Agent("Survivor");
        var daemon = Daemon(1);
        using (var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
            socket.Bind(new UnixDomainSocketEndPoint(_project.PathOf("relay.sock")));
        File.WriteAllBytes(_project.PathOf("messages.sqlite"), [1, 2, 3]);
        _project.Workers(("Survivor", survivor.Pid, Ago(600)), ("Victim", 999999943, Ago(600))).Connected("Survivor", "Victim").Known("Victim", Ago(600));
        EndHearts();
        daemon.Kill();
        _project.Beat(Ago(60));
        Assert.Equal(("live, unsupervised", "stale worker entry", "daemon dead"), (NativeState("Survivor"), NativeState("Victim"), NativeState("daemon")));
        Assert.Equal("orphan", Worker("Survivor").State);
        string history = _project.Read("team/agents.json");

        var swept = Lifetop.Run("sweep", "--filter", Path.GetFileName(Folder), "--yes");

        Assert.True(swept.ExitCode == 0, swept.ToString());
        Assert.False(_project.Has("relay.sock.pid"));
        Assert.False(File.Exists(_project.PathOf("relay.sock")));
        Assert.Equal(["Survivor"], Names("team/workers.json", "workers"));
        Assert.Equal(["Survivor"], Names("team/connected-agents.json", "agents"));
        Assert.Equal("""[1,"ok"]""", JsonNode.Parse(_project.Read("team/workers.json"))!["workers"]![0]!["mood"]!.ToJsonString());
        Assert.Equal(history, _project.Read("team/agents.json"));
        Assert.Equal([1, 2, 3], File.ReadAllBytes(_project.PathOf("messages.sqlite")));
        Assert.False(survivor.HasEnded);
        var reaped = Lifetop.Run("reap", Label + "Survivor", "--yes");
        Assert.True(reaped.ExitCode == 0, reaped.ToString());
        survivor.WaitForEnd();
        Assert.Empty(Names("team/workers.json", "workers"));
        Assert.Empty(Names("team/connected-agents.json", "agents"));
    }

    [Fact]
    public void Who_writes_the_file_at_the_same_time_loses_nothing()
    {
        var victims = Enumerable.Range(0, 8).Select(static i => ("Victim" + i.ToString(CultureInfo.InvariantCulture), 999999900 + i, DateTimeOffset.UtcNow)).ToArray();
        _project.DaemonPid(999999940).Beat(Ago(60)).Workers(victims);
        int written = 0;
        using var over = new ManualResetEventSlim();
        // Not agent-relay itself, which is dead: somebody with an editor, say.
        var writer = new Thread(() =>
        {
            do
            {
                var json = JsonNode.Parse(_project.Read("team/workers.json"))!.AsObject();
                json["note" + written.ToString(CultureInfo.InvariantCulture)] = written;
                _project.Write("team/workers.json", json.ToJsonString());
                written++;
            }
            while (!over.Wait(50));
        });
        writer.Start();
        var reaped = Lifetop.Run(["reap", .. victims.Select(one => Label + one.Item1), "--yes"]);
        over.Set();
        writer.Join();
        var left = JsonNode.Parse(_project.Read("team/workers.json"))!.AsObject();
        for (int i = 0; i < written; i++)
            Assert.True(left.ContainsKey("note" + i.ToString(CultureInfo.InvariantCulture)), $"{i} of {written} lost: {reaped}");
    }

    [Fact]
    public void A10_Without_its_broker_an_agent_is_an_orphan_that_a_reap_by_name_ends_and_no_file_of_the_broker_is_touched()
    {
        var agent = StartIn(_project.Folder, "sleep", "1000");
        WriteFile(".agentworkforce/relay/connection.json", """{ "url": "http://127.0.0.1:43211", "port": 43211, "api_key": "br_SAMPLE_DO_NOT_SHOW", "pid": 999999946 }""");
        WriteFile(".agentworkforce/relay/state-main.json", $$"""{ "agents": { "lone": { "runtime": "pty", "pid": {{Text(agent.Pid)}}, "initial_task": "Tidy docs", "restart_policy": {} }, "dead": { "pid": 999999947 }, "nameless": { "runtime": "pty" } } }""");
        string before = Tree();
        Assert.Equal(("orphan (broker dead)", "stale", "stale (no pid)"), (NativeState("lone"), NativeState("dead"), NativeState("nameless")));
        Assert.Equal(4, Lifetop.Run("reap", Label + "dead", "--yes").ExitCode);
        Lifetop.Run("sweep", "--filter", Path.GetFileName(Folder), "--yes");
        Assert.False(agent.HasEnded);
        var reaped = Lifetop.Run("reap", Label + "lone", "--yes");
        Assert.True(reaped.ExitCode == 0, reaped.ToString());
        agent.WaitForEnd();
        Assert.Equal(before, Tree());
        foreach (string said in (string[])[List("--json").Output, reaped.Output, Lifetop.Run("why", Label + "broker").Output, Lifetop.Run("show", Label + "broker", "--json").Output, .. Directory.GetFiles(Lifetop.StateFolder).Select(File.ReadAllText)])
            Assert.DoesNotContain("DO_NOT_SHOW", said, StringComparison.Ordinal);
    }

    [Fact]
    public void A11_An_agent_in_tmux_belongs_to_the_project_it_works_in_and_goes_with_its_session()
    {
        var elsewhere = new RelayProject(Directory.CreateDirectory(_project.Folder + "-a").FullName).Known("Bob", Ago(600));
        Lifetop.Configure($$"""{ "sources": { "agent-relay": { "roots": ["{{_project.Folder}}", "{{elsewhere.Folder}}"] } } }""");
        _project.Known("Bob", Ago(600));
        var tmux = StartTmux("other");
        tmux.Tmux("new-session", "-d", "-s", "relay-Bob", "-c", _project.Folder, "sleep", "1000");
        Assert.Equal("tmux wrap", NativeState("Bob"));
        Assert.Null(List().Find($"agent-relay/{Path.GetFileName(elsewhere.Folder)}/Bob"));
        string before = Tree();
        var reaped = Lifetop.Run("reap", Label + "Bob", "--yes");
        Assert.True(reaped.ExitCode == 0, reaped.ToString());
        Assert.Equal("other", tmux.Tmux("list-sessions", "-F", "#{session_name}").Trim());
        Assert.Equal(before, Tree());
    }

    [Fact]
    public void A_session_that_was_reaped_stays_in_the_list_as_its_agent()
    {
        _project.Connected();
        var tmux = StartTmux("other");
        foreach (string name in (string[])["Ann", "Ben", "Cy"])
        {
            tmux.Tmux("new-session", "-d", "-s", "relay-" + name, "-c", _project.Folder, "bash", "-c", "exec -a claude bash -c 'sleep 1000; :'");
            Assert.Equal("tmux wrap", NativeState(name));
            var reaped = Lifetop.Run("reap", Label + name, "--yes");
            Assert.True(reaped.ExitCode == 0, reaped.ToString());
            var row = Assert.Single(List().Workers, worker => worker.Name == name || worker.Session == "relay-" + name);
            Assert.Equal((Label + name, "cleaned", "agent"), (row.Key, row.State, row.Kind));
        }
    }

    [Fact]
    public void A_session_whose_agent_is_dead_is_that_agent_as_long_as_its_pane_stays()
    {
        _project.Connected();
        var tmux = StartTmux("other");
        tmux.Tmux("set-option", "-g", "remain-on-exit", "on");
        tmux.Tmux("new-session", "-d", "-s", "relay-Ann", "-c", _project.Folder, "bash", "-c", "exec -a claude bash -c 'read -r _; exit 3'");
        Assert.Equal("tmux wrap", NativeState("Ann"));
        tmux.Tmux("send-keys", "-t", "=relay-Ann:", "Enter");
        var dead = ListUntil(Label + "Ann", static worker => worker is { State: "zombie", ExitCode: not null }, "dead");
        Assert.Equal(("agent", 3), (dead.Kind, dead.ExitCode));
        Assert.DoesNotContain(List().Workers, static worker => worker.Key.StartsWith("tmux/relay-Ann", StringComparison.Ordinal));
        Assert.Equal(dead.Text("since"), List()[Label + "Ann"].Text("since"));
        var why = Lifetop.Run("why", Label + "Ann");
        Assert.True(why.ExitCode == 0, why.ToString());
    }

    [Fact]
    public void The_sample_trees_with_their_times_moved_to_now_are_told_as_their_document_says()
    {
        using var current = new SampleTree(AgentRelayWorld.System, "g1");
        using var broker = new SampleTree(AgentRelayWorld.System, "g2");
        current.With(AgentRelayWorld.Daemon, Start("sleep", "1000").Pid).With(AgentRelayWorld.Reused, Start("sleep", "1000").Pid)
            .With(777777741, Agent("Alice").Pid).With(777777742, Agent("Bob").Pid).With(777777743, Agent("Fresh").Pid);
        broker.With(AgentRelayWorld.Broker, Start("sleep", "1000").Pid).With(777777746, Start("sleep", "1000").Pid).With(777777747, Start("sleep", "1000").Pid);
        Lifetop.Configure($$"""{ "sources": { "agent-relay": { "roots": ["{{current.Home}}", "{{broker.Home}}"] } } }""");
        MoveTimesToNow(current);
        MoveTimesToNow(broker);
        using (new Heart(new RelayProject(current.Home)))
        {
            foreach (var (tree, home) in new[] { ("g1", current.Home), ("g2", broker.Home) })
            {
                string label = $"agent-relay/{Path.GetFileName(Path.GetDirectoryName(home))}/home/";
                var listed = List("--gone").Json.GetProperty("workers").EnumerateArray().Concat(List().Json.GetProperty("workers").EnumerateArray())
                    .Where(one => one.GetProperty("key").GetString()!.StartsWith(label, StringComparison.Ordinal))
                    .GroupBy(static one => one.GetProperty("name").GetString()!).ToDictionary(static one => one.Key, static one => one.First().GetProperty("native_state").GetString()!);
                foreach (var row in ExpectedRow.Of(AgentRelayWorld.System).Where(row => row.Tree == tree))
                    foreach (string name in row.Item.Split(", "))
                        Assert.True(row.Verdict.StartsWith(listed[name], StringComparison.Ordinal), $"{name} is {listed[name]}, not {row.Verdict}");
            }
        }
    }

    [Fact]
    public void A6_A7_A_torn_list_of_workers_keeps_the_last_good_view_and_an_older_shape_is_read_with_all_that_is_unknown_in_it()
    {
        var agent = Agent("Alice");
        using var dashboard = new Dashboard();
        Daemon(dashboard.Port);
        _project.Workers(("Alice", agent.Pid, Ago(600)), ("Dead", 999999941, Ago(600))).Connected("Alice")
            .Write("team/agents.json", """{ "agents": { "Old": { "id": "agent-o", "lastSeen": "2026-11-21T10:00:00.000Z", "mood": [1] }, "Alice": { "cli": "claude" } }, "more": {} }""");
        Assert.Equal(("live", "stale worker entry"), (NativeState("Alice"), NativeState("Dead")));
        Assert.Contains(Lifetop.Run("ls", "--gone", "--json").Json.GetProperty("workers").EnumerateArray(), one => one.GetProperty("key").GetString() == Label + "Old");

        _project.Write("team/workers.json", _project.Read("team/workers.json")[..60]);
        string before = Tree();
        Assert.Equal(("unknown", "unknown"), (Worker("Alice").State, Worker("Dead").State));
        Assert.Contains(List().Gaps, static gap => gap.Contains("workers.json", StringComparison.Ordinal));
        foreach (string name in (string[])["Alice", "Dead"])
            Assert.Equal(4, Lifetop.Run("reap", Label + name, "--yes").ExitCode);
        Lifetop.Run("sweep", "--filter", Path.GetFileName(Folder), "--yes");
        Assert.Empty(dashboard.Told);
        Assert.False(agent.HasEnded);
        Assert.Equal(before, Tree());
        EndHearts();
    }

    [Fact]
    public void Its_project_is_found_around_an_agent_without_any_config()
    {
        Lifetop.Configure("{}");
        var agent = Agent("Alice");
        _project.Workers(("Alice", agent.Pid, Ago(600)), ("Dead", 999999941, Ago(600)));
        Assert.Equal(("live, unsupervised", "stale worker entry"), (NativeState("Alice"), NativeState("Dead")));
    }

    [Fact]
    public void The_screen_compiles_nothing_for_it()
    {
        var agent = Agent("Alice");
        Daemon(1);
        _project.Workers(("Alice", agent.Pid, Ago(600)), ("Ghost", 999999941, Ago(600))).Connected("Alice", "Ghost", "Visitor").Known("Old", Ago(60));
        WriteFile(".agentworkforce/relay/connection.json", """{ "api_key": "br_SAMPLE_DO_NOT_SHOW", "pid": 999999946 }""");
        WriteFile(".agentworkforce/relay/state-main.json", """{ "agents": { "dead": { "pid": 999999947, "spec": { "cwd": "/" }, "restart_policy": { "enabled": true } } } }""");
        WriteFile(".agentworkforce/relay/broker-main.lock", "");
        Lifetop.Configure($$"""{ "sources": { "agent-relay": { "roots": ["{{_project.Folder}}"] }, "commit-relay": { "enabled": false }, "tmux": { "enabled": false }, "process": { "enabled": false } } }""");
        // What is new has to be written down, which takes a compiler.
        ListUntil(Label + "Ghost", static worker => worker.State == "zombie", "a zombie");
        Lifetop.Environment["TERM"] = "xterm-256color";
        using var compiled = new CompiledMethods(Lifetop.Environment);
        using var terminal = new Pty(120, 40);
        terminal.Start([LifetopProgram.Executable, "--read-only"], Lifetop.Environment, Lifetop.Home);
        bool Shows(VirtualTerminal screen, string text)
        {
            compiled.Read();
            return screen.Shows(text);
        }
        terminal.Until(screen => Shows(screen, "Ghost") && Shows(screen, "Alice"), "the agents");
        _project.Connected("Alice");
        _project.Workers(("Alice", agent.Pid, Ago(600)), ("Later", 999999941, Ago(600)));
        terminal.Until(screen => Shows(screen, "Later"), "the new one");
        compiled.AssertFewer(1);
        terminal.Type("q");
        Assert.Equal(0, terminal.WaitForEnd());
        EndHearts();
    }

    private static void MoveTimesToNow(SampleTree tree)
    {
        tree.Copy(dated: DateTimeOffset.UtcNow);
        var later = DateTimeOffset.UtcNow - SampleTime.Start;
        foreach (string file in Directory.GetFiles(tree.Home, "*.json", SearchOption.AllDirectories))
        {
            string text = Regex.Replace(File.ReadAllText(file), @"\b1795\d{9}\b", time => Text(long.Parse(time.Value, CultureInfo.InvariantCulture) + (long)later.TotalMilliseconds));
            text = Regex.Replace(text, @"\b1795\d{6}\b", time => Text(long.Parse(time.Value, CultureInfo.InvariantCulture) + (long)later.TotalSeconds));
            text = Regex.Replace(text, @"\d{4}-\d\d-\d\dT[\d:.]+Z", time => (DateTimeOffset.Parse(time.Value, CultureInfo.InvariantCulture) + later).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            File.WriteAllText(file, text);
        }
    }

    private ListedWorker Worker(string name) => List().Find(Label + name)!;

    private string? NativeState(string name)
    {
        string? state = null;
        ListUntil(Label + name, static _ => true, "listed");
        state = List().Json.GetProperty("workers").EnumerateArray().Single(one => one.GetProperty("key").GetString() == Label + name).GetProperty("native_state").GetString();
        return state;
    }

    private void WriteFile(string name, string text) => Lifetop.Folder.Write(Path.Combine("work", Path.GetFileName(Folder), name), text);

    private RealProcess Agent(string name)
        => AgentRelayWorld.Shown(StartIn(_project.Folder, "bash", "-c", $"exec -a relay-pty bash -c 'while :; do sleep 1000; done' --name {name} --socket s"));

    /// <summary>A daemon that beats, with its dashboard at a port.</summary>
    private RealProcess Daemon(int port)
    {
        var daemon = StartMarked("AGENT_RELAY_DASHBOARD_PORT", Text(port), "sleep", "1000");
        _project.DaemonPid(daemon.Pid);
        _hearts.Add(new Heart(_project));
        return daemon;
    }

    private void EndHearts()
    {
        foreach (var heart in _hearts)
            heart.Dispose();
    }

    private string[] Names(string file, string list)
        => [.. JsonNode.Parse(_project.Read(file))![list]!.AsArray().Select(static one => one is JsonObject entry ? (string)entry["name"]! : (string)one!)];

    /// <summary>Every file of the project but the heartbeat, and what it holds.</summary>
    private string Tree() => string.Join('\n', Directory.GetFiles(_project.Folder, "*", SearchOption.AllDirectories).Where(static file => !Path.GetFileName(file).StartsWith("processing-state.json", StringComparison.Ordinal)).Order()
        .Select(static file => $"{file} {Convert.ToHexString(File.ReadAllBytes(file))}"));

    private static DateTimeOffset Ago(int seconds) => DateTimeOffset.UtcNow - TimeSpan.FromSeconds(seconds);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Writes a daemon's processing state as often as it does.</summary>
    private sealed class Heart : IDisposable
    {
        private readonly ManualResetEventSlim _ended = new();
        private readonly Thread _thread;

        public Heart(RelayProject project)
        {
            project.Beat(DateTimeOffset.UtcNow);
            _thread = new Thread(() =>
            {
                while (!_ended.Wait(500))
                    project.Beat(DateTimeOffset.UtcNow);
            });
            _thread.IsBackground = true;
            _thread.Start();
        }

        public void Dispose()
        {
            _ended.Set();
            _thread.Join();
        }
    }
}
