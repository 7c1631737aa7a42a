using System;
using System.IO;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>The failures of commit-relay's document about who is dead, done or just beginning, and about what comes back of its tokens.</summary>
public sealed class CommitRelayCleanupTests : CommitRelayProject
{
    [Fact]
    public void C1_C10_A_dead_worker_gives_back_what_it_did_not_use_and_a_failed_one_is_only_shown()
    {
        Spec("active/worker-fix-1", "running", $$""" "pid": 999999961, "token_budget": { "allocated": 9000, "used": 2000 }, "heartbeat": { "last_seen": "{{Ago(minutes: 10)}}" } """);
        Spec("failed/worker-fix-10", "running", """ "token_budget": { "allocated": 9000, "used": 0 } """);
        var listed = List();
        Assert.Equal(("zombie", "dead"), (listed[Prefix + "worker-fix-1"].State, listed[Prefix + "worker-fix-1"].NativeState));
        Assert.Equal(("failed", "failed"), (listed[Prefix + "worker-fix-10"].State, listed[Prefix + "worker-fix-10"].NativeState));
        Assert.Contains("its spec lies in failed, and says running", Lifetop.Run("ls", "--columns", "name,note").Output, StringComparison.Ordinal);
        var before = Files();
        Reaped("worker-fix-1");
        AssertOnlyTouched(before, Specs + "active/worker-fix-1.json", Specs + "archived/worker-fix-1.json", Budget);
        Assert.Equal(197000, (long)Json(Budget)["available"]!);
        // Asked once more, nothing comes back twice.
        Lifetop.Run("reap", Prefix + "worker-fix-1", "--yes");
        Assert.Equal(197000, (long)Json(Budget)["available"]!);
    }

    [Fact]
    public void C3_Who_was_declared_seconds_ago_is_starting_though_it_has_no_folder_and_nothing_is_done_to_it()
    {
        Spec("active/worker-fix-3", "running", $$""" "created_at": "{{Ago(minutes: 0)}}" """);
        var before = Files();
        Assert.Equal(("pending", "starting"), (List()[Prefix + "worker-fix-3"].State, List()[Prefix + "worker-fix-3"].NativeState));
        Assert.Equal(4, Lifetop.Run("reap", Prefix + "worker-fix-3", "--yes").ExitCode);
        Swept();
        AssertOnlyTouched(before);
    }

    [Fact]
    public void C5_C7_A_finished_spec_moves_on_and_a_budget_that_counts_in_no_known_way_stays_as_it_is()
    {
        Write(Budget, """{ "budget": { "tokens": 5 } }""");
        Spec("active/worker-fix-5", "running", """ "token_budget": { "allocated": 9000, "used": 2000 } """);
        Write("agents/workers/worker-fix-5/status.json", $$"""{ "status": "completed", "timestamp": "{{Ago(minutes: 5)}}" }""");
        Spec("zombie/worker-fix-7", "zombie", """ "token_budget": { "allocated": 9000, "used": 2000 } """);
        Assert.Equal("finished, unmoved", List()[Prefix + "worker-fix-5"].NativeState);
        var before = Files();
        Reaped("worker-fix-5");
        AssertOnlyTouched(before, Specs + "active/worker-fix-5.json", Specs + "completed/worker-fix-5.json");
        Assert.NotNull(Json(Specs + "completed/worker-fix-5.json")["completed_at"] ?? Json(Specs + "completed/worker-fix-5.json")["execution"]?["completed_at"]);
        var reaped = Lifetop.Run("reap", Prefix + "worker-fix-7", "--yes");
        Assert.Contains("no tokens given back: token-budget.json counts in a way lifetop does not know", reaped.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(Root, Specs + "zombie/worker-fix-7.json")), reaped.ToString());
        Assert.Equal(before[Budget], Files()[Budget]);
    }
}
