using System;
using System.Globalization;
using Lifetop.Observation;
using Lifetop.Observation.Systems;
using Lifetop.Observation.Systems.CommitRelay;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Observation.Systems.CommitRelay;

public sealed class SteadySourceTests
{
    [Fact]
    public void Two_hundred_workers_that_say_nothing_new_cost_nothing_but_stats()
    {
        using var root = new TempFolder();
        using var temp = new TempFolder();
        for (int i = 0; i < 200; i++)
        {
            string id = "worker-fix-" + i.ToString(CultureInfo.InvariantCulture);
            root.Write($"coordination/worker-specs/active/{id}.json", $$"""{ "worker_id": "{{id}}", "status": "running", "created_at": "2026-11-21T05:00:00-0600" }""");
            root.Write($"agents/workers/{id}/worker.pid", "999999999\n");
            root.Write($"agents/workers/{id}/heartbeat.json", """{ "timestamp": "2026-11-21T11:59:30Z" }""");
        }
        var source = new CommitRelaySource(new SystemPlaces { TempFolder = temp.Path, RootsOf = _ => [root.Path] });
        // Long after the last write, so that every stamp is believed.
        var now = DateTimeOffset.UtcNow + TimeSpan.FromHours(1);
        var first = source.Look(now);
        Assert.Equal(200, first.Declarations.Length);
        Assert.Same(first, source.Look(now));
        Steadiness.AssertCostsNothing(source, first, now);
    }

    [Fact]
    public void Where_it_is_not_used_there_is_nothing_to_say_or_to_watch()
    {
        using var home = new TempFolder();
        var source = new CommitRelaySource(new SystemPlaces { Home = home.Path, TempFolder = home.Path });
        var now = DateTimeOffset.UtcNow;
        var answer = source.Look(now);
        Assert.Same(SourceAnswer.Nothing, answer);
        Steadiness.AssertCostsNothing(source, answer, now);
    }
}
