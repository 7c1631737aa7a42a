using System;
using System.Globalization;
using System.Linq;
using Lifetop.Observation;
using Lifetop.Observation.Systems;
using Lifetop.Observation.Systems.AgentRelay;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Observation.Systems.AgentRelay;

public sealed class SteadySourceTests
{
    [Fact]
    public void Two_hundred_agents_that_say_nothing_new_cost_nothing_but_stats()
    {
        using var project = new TempFolder();
        using var temp = new TempFolder();
        var names = Enumerable.Range(0, 200).Select(static i => "agent-" + i.ToString(CultureInfo.InvariantCulture)).ToList();
        project.Write(".agent-relay/team/workers.json", $$"""{ "workers": [ {{string.Join(", ", names.Select(static name => $$"""{ "name": "{{name}}", "cli": "claude", "spawnedAt": 1795253400000, "pid": 999999999 }"""))}} ] }""");
        project.Write(".agent-relay/team/connected-agents.json", $$"""{ "agents": [ {{string.Join(", ", names.Select(static name => $"\"{name}\""))}} ] }""");
        project.Write(".agent-relay/relay.sock.pid", "999999999\n");
        project.Write(".agentworkforce/relay/state-main.json", """{ "agents": { "w": { "runtime": "pty", "pid": 999999999 } } }""");
        project.Write(".agentworkforce/relay/connection.json", """{ "pid": 999999998, "api_key": "br_DO_NOT_SHOW" }""");
        project.Write(".agentworkforce/relay/broker-main.lock", "");
        var source = new AgentRelaySource(new SystemPlaces { Home = temp.Path, TempFolder = temp.Path, RootsOf = _ => [project.Path] });
        // Long after the last write, so that every stamp is believed.
        var now = DateTimeOffset.UtcNow + TimeSpan.FromHours(1);
        var first = source.Look(now);
        Assert.Equal(203, first.Declarations.Length);
        Assert.Same(first, source.Look(now));
        source.Look(now + TimeSpan.FromSeconds(10));
        Steadiness.AssertCostsNothing(source, first, now + TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void A_daemon_that_only_beats_is_no_news()
    {
        using var project = new TempFolder();
        using var temp = new TempFolder();
        var now = DateTimeOffset.UtcNow;
        void Beat(int seconds) => SampleTree.Put(project.Write(".agent-relay/team/processing-state.json", ""), System.Text.Encoding.ASCII.GetBytes($$"""{ "processingAgents": { "a": { "startedAt": 1795253400000, "messageId": "m" } }, "updatedAt": {{(now + TimeSpan.FromSeconds(seconds)).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)}} }"""), now + TimeSpan.FromSeconds(seconds));
        project.Write(".agent-relay/team/workers.json", """{ "workers": [ { "name": "a", "pid": 999999999 } ] }""");
        project.Write(".agent-relay/relay.sock.pid", "999999999\n");
        Beat(0);
        var source = new AgentRelaySource(new SystemPlaces { Home = temp.Path, TempFolder = temp.Path, RootsOf = _ => [project.Path] });
        var first = source.Look(now);
        for (int i = 1; i < 8; i++)
        {
            Beat(i);
            Assert.Same(first, source.Look(now + TimeSpan.FromSeconds(i)));
        }
        Assert.NotSame(first, source.Look(now + TimeSpan.FromSeconds(12)));
    }

    [Fact]
    public void Where_it_is_not_used_there_is_nothing_to_say_or_to_watch()
    {
        using var home = new TempFolder();
        var source = new AgentRelaySource(new SystemPlaces { Home = home.Path, TempFolder = home.Path });
        var now = DateTimeOffset.UtcNow;
        var answer = source.Look(now);
        Assert.Same(SourceAnswer.Nothing, answer);
        Steadiness.AssertCostsNothing(source, answer, now);
    }
}
