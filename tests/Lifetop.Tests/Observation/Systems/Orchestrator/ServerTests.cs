using System;
using Lifetop.Model;
using Lifetop.Model.Systems;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Observation.Systems.Orchestrator;

/// <summary>Servers, sidecars and anchors over tables of processes made up for the purpose.</summary>
public sealed class ServerTests
{
    private const string Server = "bun run /home/me/.claude/plugins/orchestrator/0.68.0/dist/server.js";
    private readonly World _world = Make.World();

    [Fact]
    public void A_server_below_its_Claude_is_a_member_of_that_one_and_no_worker()
    {
        _world.Process(50, 1, "claude").Process(51, 50, "npm exec bun", name: "npm exec bun ru").Process(52, 51, Server, name: "bun").Look();
        Assert.Null(_world.Find("orchestrator/server-52"));
        Assert.Equal([50, 51, 52], _world.Members("process/claude-50"));
    }

    [Fact]
    public void An_orphan_that_finds_its_Claude_again_is_a_member_again()
    {
        _world.Process(50, 1, "claude").Process(52, 1, Server, name: "bun").Look().Later(Make.Seconds(6)).Look();
        Assert.Equal(Lifecycle.Orphan, _world.State("orchestrator/server-52"));
        _world.Change(52, static row => row with { Parent = 50 }).Look();
        Assert.Null(_world.Find("orchestrator/server-52"));
    }

    [Fact]
    public void One_earlier_lifetop_is_sight_enough()
    {
        _world.Process(52, 1, Server, name: "bun").Look();
        Assert.Contains("looked at again in 5s", _world.Note("orchestrator/server-52"), StringComparison.Ordinal);
        Assert.Contains("second look 5s later", _world.Evidence("orchestrator/server-52"), StringComparison.Ordinal);
        _world.Later(Make.Seconds(5)).Look();
        Assert.Equal(("orphan server", "no claude above it"), (_world.The("orchestrator/server-52").Verdict.NativeState!, _world.Note("orchestrator/server-52")));
        Assert.Equal(Make.Seconds(5), _world.Age("orchestrator/server-52"));
    }

    [Fact]
    public void Where_somebody_on_the_way_is_hidden_nothing_is_said()
    {
        _world.HidesOthers().Process(52, 77, Server, name: "bun").Look().Later(Make.Seconds(9)).Look();
        Assert.Null(_world.Find("orchestrator/server-52"));
    }

    [Theory]
    [InlineData("vim /x/orchestrator/dist/server.js", "vim")]
    [InlineData("bun run /x/my-orchestrator/dist/server.js", "bun")]
    [InlineData("bun run /x/orchestrator-codex/dist/server.js", "bun")]
    [InlineData("bun run /x/orchestrator/dist/server.js.map", "bun")]
    [InlineData("sh -c bun", "sh")]
    public void Nobody_else_is_a_server(string command, string name)
    {
        _world.Process(52, 1, command, name: name).Look().Later(Make.Seconds(9)).Look();
        Assert.Null(_world.Find("orchestrator/server-52"));
    }

    [Fact]
    public void Two_servers_of_one_Claude_are_named_and_those_of_a_Claude_below_it_are_not_its()
    {
        _world.Process(50, 1, "claude").Process(60, 50, Server, name: "bun", age: Make.Hours(2)).Process(61, 50, "claude").Process(62, 61, Server, name: "bun")
            .Declare(Anchor(50)).Look();
        Assert.DoesNotContain("duplicate", _world.Evidence("orchestrator/p/active-session-50"), StringComparison.Ordinal);
        _world.Process(63, 50, Server, name: "bun").Look();
        Assert.Equal("duplicate server: 2 below one Claude", _world.Note("orchestrator/p/active-session-50"));
        Assert.Contains("pid 60, the older, is suspect", _world.Evidence("orchestrator/p/active-session-50"), StringComparison.Ordinal);
        Assert.True(_world.State("orchestrator/p/active-session-50").IsAlive());
    }

    [Fact]
    public void The_sidecar_is_nobodys_member()
    {
        _world.Process(50, 1, "claude").Process(52, 50, Server, name: "bun").Process(53, 52, "python3 /home/me/.claude/plugins/orchestrator/0.68.0/sidecar/embed_server.py --port 45678").Look();
        Assert.Equal([53], _world.Members("orchestrator/sidecar-53"));
        Assert.Equal([50, 52], _world.Members("process/claude-50"));
    }

    [Fact]
    public void O9_A_pid_of_another_user_counts_as_alive_and_is_nobodys_process()
    {
        _world.Process(50, 1, "postgres", uid: 999).Declare(Anchor(50)).Look();
        var judged = _world.The("orchestrator/p/active-session-50");
        Assert.Equal(("anchor live", Lifecycle.Unknown), (judged.Verdict.NativeState!, judged.Verdict.State));
        Assert.Empty(judged.Worker.Members);
        Assert.Equal("its pid is another user's: kept", _world.Note("orchestrator/p/active-session-50"));
    }

    [Theory]
    [InlineData("claude", "claude", "anchor live")]
    [InlineData("node /usr/bin/claude", "node", "anchor live")]
    [InlineData("node /usr/bin/claudette", "node", "anchor stale (reused)")]
    [InlineData("vim claude", "vim", "anchor stale (reused)")]
    [InlineData("x", "my) claude (x", "anchor stale (reused)")]
    public void Only_a_Claude_is_what_an_anchor_names(string command, string name, string word)
    {
        _world.Process(50, 1, command, name: name).Declare(Anchor(50)).Look();
        Assert.Equal(word, _world.The("orchestrator/p/active-session-50").Verdict.NativeState);
    }

    [Fact]
    public void What_its_process_runs_cannot_be_read_so_nothing_is_said()
    {
        _world.Process(50, 1, "node", details: false).Declare(Anchor(50)).Look();
        Assert.Equal(Lifecycle.Unknown, _world.State("orchestrator/p/active-session-50"));
    }

    [Fact]
    public void Where_another_source_has_that_Claude_the_anchor_is_one_more_name_for_it()
    {
        _world.Process(50, 1, "claude").Declare(Anchor(50)).Declare(Make.Declared("fox", process: new ProcessClaim(50), age: TimeSpan.Zero)).Look();
        Assert.Null(_world.Find("orchestrator/p/active-session-50"));
        Assert.Contains("orchestrator/p/active-session-50", _world.The("fox").Worker.AlsoKnownAs);
        _world.End(50).Look();
        Assert.Equal("anchor stale", _world.The("orchestrator/p/active-session-50").Verdict.NativeState);
    }

    [Fact]
    public void Two_anchors_of_one_Claude_are_both_live()
    {
        _world.Process(50, 1, "claude").Declare(Anchor(50)).Declare(Anchor(50, "q")).Look();
        Assert.Equal("anchor live", _world.The("orchestrator/p/active-session-50").Verdict.NativeState);
        Assert.Equal("anchor live", _world.The("orchestrator/q/active-session-50").Verdict.NativeState);
    }

    private Declaration Anchor(int pid, string project = "p") => new()
    {
        Source = "orchestrator",
        Identity = $"orchestrator:/{project}:active-session-{pid}",
        Key = new WorkerKey("orchestrator", $"{project}/active-session-{pid}"),
        Name = $"active-session-{pid}",
        Kind = WorkerKind.Agent,
        File = $"/{project}/.orchestrator-state/active-session-{pid}",
        WrittenAt = _world.Now,
        Process = new ProcessClaim(pid) { RequiredProgram = "claude" },
        Leaves = [new Residue("anchor", $"/{project}/.orchestrator-state/active-session-{pid}")],
        System = new OrchestratorAnchor { Root = "/" + project, Pid = pid, SessionId = "s", Owner = Make.UserId },
    };
}
