using System;
using System.Globalization;
using Lifetop.Observation;
using Lifetop.Observation.Systems;
using Lifetop.Observation.Systems.EveryCode;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Observation.Systems.EveryCode;

public sealed class SteadySourceTests
{
    [Fact]
    public void Two_hundred_sessions_that_say_nothing_new_cost_nothing_but_stats()
    {
        using var root = new TempFolder();
        for (int i = 0; i < 200; i++)
        {
            string id = "every-code-acme-board-" + i.ToString(CultureInfo.InvariantCulture);
            root.Write($"every-code-worker/sessions/{id}.json", $$"""{ "request_id": "{{id}}", "session_name": "every-code-{{id}}", "launch_root": "/w/{{id}}", "worktree_branch": "every-code/x", "source_checkout_root": "/s" }""");
            root.Write($"launchplane_every_code_work_requests/{id}.json", $$"""{ "request_id": "{{id}}", "state": "running", "lease_expires_at": "2026-11-21T12:00:00Z" }""");
        }
        root.Write("every-code-worker/worker.pid", """{ "pid": 999999999, "command": ["uv", "run"] }""");
        root.Write("every-code-worker/worker.log", "claimed request\n");
        var source = new EveryCodeSource(new SystemPlaces { RootsOf = _ => [root.Path] });
        // Long after the last write, so that every stamp is believed.
        var now = DateTimeOffset.UtcNow + TimeSpan.FromHours(1);
        var first = source.Look(now);
        Assert.Equal(201, first.Declarations.Length);
        Assert.Same(first, source.Look(now));
        Steadiness.AssertCostsNothing(source, first, now);
    }

    [Fact]
    public void One_session_that_changes_leaves_the_others_as_they_were()
    {
        using var root = new TempFolder();
        foreach (string id in (string[])["a", "b"])
            root.Write($"every-code-worker/sessions/{id}.json", $$"""{ "request_id": "{{id}}", "session_name": "s-{{id}}" }""");
        var source = new EveryCodeSource(new SystemPlaces { RootsOf = _ => [root.Path] });
        var now = DateTimeOffset.UtcNow + TimeSpan.FromHours(1);
        var first = source.Look(now);
        root.Write("every-code-worker/sessions/b.json", """{ "request_id": "b", "session_name": "s-b2" }""");
        var second = source.Look(now);
        Assert.NotSame(first, second);
        Assert.Same(first.Declarations[0], second.Declarations[0]);
        Assert.NotEqual(first.Declarations[1], second.Declarations[1]);
        Assert.Same(first.Declarations[2], second.Declarations[2]);
    }

    [Theory]
    [InlineData("fenced")]
    [InlineData("v1")]
    [InlineData("torn-pid")]
    public void A_steady_look_over_its_workers_allocates_nothing_and_gives_the_same_roster(string tree)
    {
        using var world = EveryCodeWorld.Of(tree);
        using var elsewhere = new TempFolder();
        // Of other folders, so each look asks whether they are the worker that is missing here.
        world.ProcessIn(elsewhere.Path, "tail", "-f", "/dev/null", "--", "every-code", "run");
        world.ProcessIn(elsewhere.Path, "tail", "-f", "/dev/null", "--", "every-code", "run", "--state-dir", elsewhere.Path);
        world.Engine.LookWhole();
        // Others are born and die meanwhile, which is no steady look: one that is must come by.
        Eventually.True(() =>
        {
            var before = world.Engine.Look();
            long allocated = GC.GetAllocatedBytesForCurrentThread();
            var after = world.Engine.Look();
            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
            return allocated == 0 && ReferenceEquals(before, after);
        }, "a look that allocates nothing", TimeSpan.FromSeconds(60));
    }

    [Fact]
    public void Where_it_is_not_used_there_is_nothing_to_say_or_to_watch()
    {
        using var home = new TempFolder();
        var source = new EveryCodeSource(new SystemPlaces { Home = home.Path });
        var now = DateTimeOffset.UtcNow;
        Assert.Same(SourceAnswer.Nothing, source.Look(now));
        Steadiness.AssertCostsNothing(source, SourceAnswer.Nothing, now);
    }
}
