using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>The failures that commit-relay's document numbers, each with real processes, seen and acted on by the whole program: of its files only those are touched that are named.</summary>
[Trait("Waits", "long")]
public sealed class CommitRelayTests : CommitRelayProject
{
    [Fact]
    public void C2_A_silent_worker_is_stalled_never_swept_and_shut_down_by_name()
    {
        var worker = Working("worker-fix-1");
        Spec("active/worker-fix-1", "running", $$""" "pid": {{Text(worker.Pid)}}, "heartbeat": { "last_seen": "{{Ago(minutes: 6)}}" } """);
        var listed = List()[Prefix + "worker-fix-1"];
        Assert.Equal(("stalled", "live, silent", worker.Pid), (listed.State, listed.NativeState, listed.Pid));
        Assert.Contains("no heartbeat for 6m", listed.Evidence, StringComparison.Ordinal);
        var before = Files();
        Swept();
        Assert.False(worker.HasEnded);
        AssertOnlyTouched(before);

        Reaped("worker-fix-1");
        Assert.True(worker.HasEnded);
        AssertOnlyTouched(before, Specs + "active/worker-fix-1.json", Specs + "completed/worker-fix-1.json");
        Assert.Equal("shutting_down", (string?)Json(Specs + "completed/worker-fix-1.json")["status"]);
    }

    [Fact]
    public void C4_A_template_that_was_never_filled_in_is_malformed_once_it_has_lain_a_minute_and_goes_into_quarantine()
    {
        Write(Specs + "active/dev-worker-1.json", "{\n  \"worker_id\": \"dev-worker-1\",\n  \"resources\": { \"token_allocation\": , \"x\": 1 },\n  \"status\": \"pending\"\n}\n");
        using var watch = Lifetop.Watch();
        Assert.Equal("unknown", watch.First.Find(Prefix + "dev-worker-1")!.State);
        // The minute is real: when bytes were last written is the kernel's word.
        var listed = watch.Until(Prefix + "dev-worker-1", static worker => worker.State == "failed", "failed", TimeSpan.FromMinutes(3));
        Assert.Equal("malformed", listed.NativeState);
        Assert.Contains("not whole JSON (line 3)", listed.Evidence, StringComparison.Ordinal);
        var before = Files();

        Reaped("dev-worker-1");
        string quarantined = Assert.Single(Files().Keys, static name => name.StartsWith(Specs + "quarantine/dev-worker-1-malformed-", StringComparison.Ordinal));
        AssertOnlyTouched(before, Specs + "active/dev-worker-1.json", quarantined);
        Assert.Equal(before[Specs + "active/dev-worker-1.json"], Files()[quarantined]);
    }

    [Fact]
    public void C6_A_survivor_of_its_cleanup_is_ended_before_its_spec_is_archived_and_nobody_else()
    {
        var survivor = Start("bash", "-c", "exec -a agents/workers/worker-fix-2/execute.sh sleep 1000");
        var other = Start("bash", "-c", "exec -a agents/workers/worker-fix-22/execute.sh sleep 1000");
        Eventually.True(() => File.ReadAllText($"/proc/{survivor.Pid}/cmdline").StartsWith("agents/", StringComparison.Ordinal), "its name");
        Spec("zombie/2025-11-21/worker-fix-2", "zombie", $$""" "pid": {{Text(survivor.Pid)}}, "token_budget": { "allocated": 10000, "used": 100 } """);
        var listed = List()[Prefix + "worker-fix-2"];
        Assert.Equal(("zombie", "survivor", survivor.Pid), (listed.State, listed.NativeState, listed.Pid));
        var before = Files();

        Reaped("worker-fix-2");
        Assert.True(survivor.HasEnded);
        Assert.False(other.HasEnded);
        AssertOnlyTouched(before, Specs + "zombie/2025-11-21/worker-fix-2.json", Specs + "archived/worker-fix-2.json", Budget);
        Assert.Equal((300100, 199900), ((int)Json(Budget)["in_use"]!, (int)Json(Budget)["available"]!));
    }

    [Fact]
    public void C9_Half_a_write_beside_a_spec_is_no_worker_is_named_after_a_minute_and_left_where_it_is()
    {
        var worker = Working("worker-fix-3");
        Spec("active/worker-fix-3", "running", $$""" "pid": {{Text(worker.Pid)}}, "heartbeat": { "last_seen": "{{Ago(0)}}" } """);
        string half = Write(Specs + "active/worker-fix-3.json.tmp", "{ \"worker_id\": \"worker-fix-3\", \"status\": \"comple");
        var before = Files();
        var list = List();
        Assert.Equal("live", list[Prefix + "worker-fix-3"].NativeState);
        Assert.DoesNotContain("never finished", list[Prefix + "worker-fix-3"].Evidence, StringComparison.Ordinal);
        File.SetLastWriteTimeUtc(half, DateTime.UtcNow.AddMinutes(-2));
        list = List();
        Assert.Equal("live", list[Prefix + "worker-fix-3"].NativeState);
        Assert.Contains("worker-fix-3.json.tmp lies beside its spec", list[Prefix + "worker-fix-3"].Evidence, StringComparison.Ordinal);
        Assert.Single(list.Json.GetProperty("workers").EnumerateArray(), static one => one.GetProperty("key").GetString()!.StartsWith(Prefix, StringComparison.Ordinal));
        Swept();
        Assert.False(worker.HasEnded);
        AssertOnlyTouched(before);
    }

    [Fact]
    public void C11_Who_never_beat_and_has_no_pid_is_an_orphan_whose_spec_and_tokens_go_back()
    {
        Spec("active/worker-fix-4", "running", """ "token_budget": { "allocated": 100000, "used": 0 }, "heartbeat": { "last_seen": null, "health_score": 100 } """);
        var listed = List()[Prefix + "worker-fix-4"];
        Assert.Equal(("zombie", "orphan"), (listed.State, listed.NativeState));
        var before = Files();
        Reaped("worker-fix-4");
        AssertOnlyTouched(before, Specs + "active/worker-fix-4.json", Specs + "archived/worker-fix-4.json", Budget);
        Assert.Equal((210000, 290000), ((int)Json(Budget)["in_use"]!, (int)Json(Budget)["available"]!));
    }

    [Fact]
    public void C12_A_beat_from_the_future_is_flagged_and_its_worker_is_let_be()
    {
        var worker = Working("worker-fix-5");
        Spec("active/worker-fix-5", "running", $$""" "pid": {{Text(worker.Pid)}}, "heartbeat": { "last_seen": "{{Ago(minutes: -30)}}" } """);
        var before = Files();
        var listed = List()[Prefix + "worker-fix-5"];
        Assert.Equal("live", listed.NativeState);
        Assert.Contains("its heartbeat is dated ahead of the clock", listed.Evidence, StringComparison.Ordinal);
        Swept();
        Assert.False(worker.HasEnded);
        AssertOnlyTouched(before);
    }

    [Fact]
    public void C13_A_name_that_archived_has_already_gets_a_suffix_there_and_overwrites_nothing()
    {
        Spec("zombie/worker-fix-6", "zombie", """ "token_budget": { "allocated": 5000, "used": 1200 } """);
        Spec("archived/worker-fix-6", "archived", """ "note": "the first of this name" """);
        Assert.Contains("archived has a spec of this name already", List()[Prefix + "worker-fix-6"].Evidence, StringComparison.Ordinal);
        var before = Files();
        Reaped("worker-fix-6");
        AssertOnlyTouched(before, Specs + "zombie/worker-fix-6.json", Specs + "archived/worker-fix-6-2.json", Budget);
    }
}
