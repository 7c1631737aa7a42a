using System;
using Lifetop.Observation;
using Lifetop.Observation.Systems;
using Lifetop.Observation.Systems.Orchestrator;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Observation.Systems.Orchestrator;

public sealed class SteadySourceTests
{
    [Fact]
    public void A_project_in_which_nothing_happens_costs_nothing_but_stats()
    {
        using var project = new SampleTree(OrchestratorWorld.System, "project").Copy();
        using var home = new SampleTree(OrchestratorWorld.System, "home").Copy();
        for (int pid = 999990000; pid < 999990200; pid++)
            project.Write($"{OrchestratorWorld.State}active-session-{pid}", "dead0000-0000-4000-8000-000000000000");
        var source = new OrchestratorSource(new SystemPlaces { Home = home.Home, RootsOf = _ => [project.Home] });
        // Long after the last write, so that every stamp is believed; and nobody asks any more for the two servers that only the log names.
        var now = DateTimeOffset.UtcNow + TimeSpan.FromDays(30);
        var first = source.Look(now);
        Assert.Equal(200 + 11 + 6, first.Declarations.Length);
        Assert.Same(first, source.Look(now));
        Steadiness.AssertCostsNothing(source, first, now);
    }

    [Fact]
    public void Where_it_is_not_used_there_is_nothing_to_say_or_to_watch()
    {
        using var home = new TempFolder();
        var source = new OrchestratorSource(new SystemPlaces { Home = home.Path, RootsOf = _ => [home.Path] });
        var now = DateTimeOffset.UtcNow;
        var answer = source.Look(now);
        Assert.Same(SourceAnswer.Nothing, answer);
        Steadiness.AssertCostsNothing(source, answer, now);
    }
}
