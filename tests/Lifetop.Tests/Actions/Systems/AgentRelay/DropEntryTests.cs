using System;
using System.IO;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using System.Threading;
using Lifetop.Actions;
using Lifetop.Actions.Planning;
using Lifetop.Actions.Systems.AgentRelay;
using Lifetop.Model.Systems;
using Lifetop.Platform;
using Lifetop.Tests.Observation.Systems.AgentRelay;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Actions.Systems.AgentRelay;

/// <summary>Taking out what a dead daemon left, and leaving it where anything speaks for the daemon.</summary>
public sealed class DropEntryTests : IDisposable
{
    private const int DeadPid = 999_999_941, DeadDaemon = 999_999_940;
    private static readonly WorkerPlan Nobody = new() { Identity = "i", Key = "agent-relay/a/Victim", Name = "Victim" };

    private readonly TempFolder _folder = new();
    private readonly RelayProject _project;

    public DropEntryTests()
    {
        _project = new RelayProject(_folder.Path).DaemonPid(DeadDaemon).Beat(DateTimeOffset.UtcNow - TimeSpan.FromMinutes(1))
            .Workers(("Survivor", 1234, DateTimeOffset.UtcNow), ("Victim", DeadPid, DateTimeOffset.UtcNow)).Connected("Survivor", "Victim");
    }

    public void Dispose() => _folder.Dispose();

    private AgentRelayDaemonFacts Daemon => new()
    {
        Identity = "d",
        Root = _folder.Path,
        Folder = _project.PathOf(""),
        Socket = _project.PathOf("relay.sock"),
        Team = _project.PathOf("team"),
        Pid = DeadDaemon,
        PidWritten = FileStamp.Of(_project.PathOf("relay.sock.pid")).Modified,
    };

    [Fact]
    public void The_entry_alone_is_taken_out_and_every_other_key_is_kept()
    {
        var before = JsonNode.Parse(_project.Read("team/workers.json"))!.AsObject();
        Assert.Equal(StepOutcome.Done, Drop(Workers()).Outcome);
        before["workers"]!.AsArray().RemoveAt(1);
        Assert.True(JsonNode.DeepEquals(before, JsonNode.Parse(_project.Read("team/workers.json"))));
        Assert.Equal(StepOutcome.Done, Drop(Connected()).Outcome);
        Assert.Equal("""{"agents":["Survivor"],"users":["me"],"updatedAt":1}""", JsonNode.Parse(_project.Read("team/connected-agents.json"))!.ToJsonString());
        Assert.Equal(StepOutcome.Already, Drop(Workers()).Outcome);
        Assert.DoesNotContain(Directory.GetFiles(_project.PathOf("team")), static file => Path.GetFileName(file).Contains("lifetop", StringComparison.Ordinal));
    }

    [Fact]
    public void A_daemon_that_beats_again_keeps_its_files()
    {
        _project.Beat(DateTimeOffset.UtcNow);
        AssertKept("its daemon writes a heartbeat: the file is its to write");
    }

    [Fact]
    public void A_daemon_that_was_started_again_keeps_its_files()
    {
        var old = Daemon;
        _project.DaemonPid(DeadDaemon + 1);
        AssertKept("its daemon has been started again: the file is its to write", old);
    }

    [Fact]
    public void Somebody_who_listens_on_its_socket_keeps_its_files()
    {
        using (var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            socket.Bind(new UnixDomainSocketEndPoint(_project.PathOf("relay.sock")));
            socket.Listen();
            AssertKept("somebody listens on its socket: the file is its to write");
        }
        Assert.Equal(StepOutcome.Done, Drop(Workers()).Outcome);
    }

    [Fact]
    public void An_entry_that_became_another_or_whose_agent_lives_is_kept()
    {
        Assert.Equal("its entry has another pid by now: ask again", Drop(Workers(pid: 5)).Detail);
        using var agent = AgentRelayWorld.StartAgent("Victim");
        _project.Workers(("Victim", agent.Pid, DateTimeOffset.UtcNow));
        Assert.Equal(StepOutcome.Skipped, Drop(Workers(pid: agent.Pid)).Outcome);
        using var stranger = AgentRelayWorld.StartAgent("Victim-2");
        _project.Workers(("Victim", stranger.Pid, DateTimeOffset.UtcNow));
        Assert.Equal(StepOutcome.Done, Drop(Workers(pid: stranger.Pid)).Outcome);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{ \"workers\": [")]
    [InlineData("[]")]
    [InlineData("""{ "workers": { "Victim": { "pid": 999999941 } } }""")]
    public void What_is_torn_or_of_another_shape_is_not_touched(string text)
    {
        _project.Write("team/workers.json", text);
        Assert.Equal(StepOutcome.Failed, Drop(Workers()).Outcome);
        Assert.Equal(text, _project.Read("team/workers.json"));
    }

    [Fact]
    public void A_pid_file_is_removed_only_while_its_daemon_is_dead()
    {
        var daemon = Daemon;
        var file = FileRemoval.Of(_project.PathOf("relay.sock.pid"), "relay.sock.pid")!;
        _project.Beat(DateTimeOffset.UtcNow);
        Assert.Equal(StepOutcome.Skipped, Remove(file, daemon).Outcome);
        _project.Beat(DateTimeOffset.UtcNow - TimeSpan.FromMinutes(1));
        Assert.Equal(StepOutcome.Done, Remove(file, daemon).Outcome);
        Assert.False(_project.Has("relay.sock.pid"));
    }

    private static StepResult Remove(Lifetop.Actions.Steps.RemoveFile file, AgentRelayDaemonFacts daemon)
        => new RemoveDaemonFileRunner(TimeProvider.System).Run(new RemoveDaemonFile(file, daemon), Nobody, CancellationToken.None);

    private void AssertKept(string detail, AgentRelayDaemonFacts? daemon = null)
    {
        string before = _project.Read("team/workers.json");
        Assert.Equal((StepOutcome.Skipped, detail), Drop(Workers(daemon)) is var result ? (result.Outcome, result.Detail) : default);
        Assert.Equal(before, _project.Read("team/workers.json"));
    }

    private DropEntry Workers(AgentRelayDaemonFacts? daemon = null, int pid = DeadPid) => new(_project.PathOf("team/workers.json"), "workers", "Victim", pid, daemon ?? Daemon);

    private DropEntry Connected() => new(_project.PathOf("team/connected-agents.json"), "agents", "Victim", 0, Daemon);

    private static StepResult Drop(DropEntry drop) => new DropEntryRunner(TimeProvider.System).Run(drop, Nobody, CancellationToken.None);
}
