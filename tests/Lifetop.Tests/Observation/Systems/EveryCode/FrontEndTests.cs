using System;
using System.IO;
using System.Linq;
using Lifetop.Model;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Observation.Systems.EveryCode;

/// <summary>The state of a request holds for all that was opened for it: what is still there after its end is residue, and what waits for it is ignored.</summary>
public sealed class FrontEndTests : IDisposable
{
    private const string Closed = "\"result_pr_url\": \"https://example.invalid/pull/1\", \"result_summary\": \"Linked pull request merged: https://example.invalid/pull/1\"";
    private const string Open = "\"result_pr_url\": \"https://example.invalid/pull/1\"";
    private readonly EveryCodeWorld _world = EveryCodeWorld.Empty();

    public FrontEndTests() => Directory.CreateDirectory(_world.Root + "/launchplane_every_code_pr_feedback");

    public void Dispose() => _world.Dispose();

    [Fact]
    public void E13_Feedback_that_waits_for_a_request_that_is_over_is_shown_as_ignored_and_counts_nowhere()
    {
        _world.WriteSession(60);
        _world.WriteRequest(60, "done", Closed);
        _world.WriteRequest(61, "blocked", "\"error_message\": \"No checkout.\"");
        Feedback("one", $"\"request_id\": \"{EveryCodeWorld.IdOf(60)}\", \"status\": \"pending\"");
        Feedback("two", "\"pr_url\": \"https://example.invalid/pull/1\", \"status\": \"pending\"");
        Feedback("taken", $"\"request_id\": \"{EveryCodeWorld.IdOf(60)}\", \"status\": \"resumed\"");
        Feedback("other", $"\"request_id\": \"{EveryCodeWorld.IdOf(61)}\", \"status\": \"pending\"");
        Assert.Contains("2 pending feedback is ignored: its request is done", Told(60, "residue"), StringComparison.Ordinal);
        Assert.Contains("1 pending feedback is ignored: its request is blocked", Told(61, "request blocked"), StringComparison.Ordinal);
        // No row of its own, and no part of what waits for the worker.
        Assert.Equal(3, _world.Engine.Roster.Workers.Count(static one => one.Worker.Source == "every-code"));
        Assert.DoesNotContain("wait", SampleEngine.Evidence(_world.Engine.The("every-code/worker"), SampleTime.Start), StringComparison.Ordinal);
        Assert.Empty(_world.Engine.Roster.Gaps);
        File.Delete(FeedbackFile("one"));
        File.Delete(FeedbackFile("two"));
        _world.Time.Now += Make.Seconds(10);
        _world.Engine.See(one => !SampleEngine.Evidence(one.The(EveryCodeWorld.KeyOf(60)), SampleTime.Start).Contains("feedback is", StringComparison.Ordinal), "forgotten");
    }

    [Fact]
    public void Feedback_for_what_goes_on_or_is_kept_for_it_is_pending_and_nothing_of_its_text_is_shown()
    {
        _world.Open(EveryCodeWorld.SessionOf(62));
        _world.WriteSession(62);
        _world.WriteRequest(62, "running", "\"result_pr_url\": \"https://example.invalid/pull/2\"");
        _world.WriteSession(63);
        _world.WriteRequest(63, "done", Open);
        Feedback("live", $"\"request_id\": \"{EveryCodeWorld.IdOf(62)}\", \"status\": \"pending\", \"body\": \"api_key=DO_NOT_SHOW\"");
        Feedback("kept", "\"pr_url\": \"https://example.invalid/pull/1\", \"status\": \"pending\"");
        string live = Told(62, "session live"), kept = Told(63, "awaiting feedback, keep");
        Assert.Contains("1 pending feedback on its pull request", live, StringComparison.Ordinal);
        Assert.Contains("1 pending feedback on its pull request", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("ignored", live + kept, StringComparison.Ordinal);
        Assert.DoesNotContain("DO_NOT_SHOW", live, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{ \"request_id\":")]
    [InlineData("[1]")]
    [InlineData("{ \"request_id\": 3, \"status\": [\"pending\"], \"pr_url\": null }")]
    public void A_feedback_file_that_is_no_good_changes_nothing_and_hides_nobody(string text)
    {
        _world.WriteSession(60);
        _world.WriteRequest(60, "done", Closed);
        _world.Tree.Write(EveryCodeWorld.State + "/launchplane_every_code_pr_feedback/bad.json", text);
        Assert.DoesNotContain("feedback", Told(60, "residue"), StringComparison.Ordinal);
        Assert.Empty(_world.Engine.Roster.Gaps);
    }

    [Fact]
    public void A_tmux_session_of_a_request_that_is_over_is_still_open_though_its_file_is_gone_and_no_orphan()
    {
        _world.Open(EveryCodeWorld.SessionOf(64));
        _world.WriteRequest(64, "done", Closed);
        var open = See(64, "terminal but open");
        Assert.Equal(Lifecycle.Zombie, open.Verdict.State);
        Assert.Contains(open.Verdict.Residue, static left => left.Kind == "pane");
        Assert.DoesNotContain(_world.Engine.Roster.Workers, static one => one.Verdict.NativeState is "orphan session" or "starting");
        _world.Close(EveryCodeWorld.SessionOf(64));
        Assert.Equal(Lifecycle.Completed, See(64, "done").Verdict.State);
    }

    [Fact]
    public void A_fenced_session_is_its_requests_where_its_name_was_not_cut_and_else_nobodys()
    {
        _world.Open(EveryCodeWorld.SessionOf(65) + "-f7");
        _world.WriteRequest(65, "done", Closed + ", \"fencing_token\": 7");
        See(65, "terminal but open");
        string longId = "every-code-acme-a-repository-with-a-long-name-66-0000000000000042", cut = ("every-code-" + longId)[..60].TrimEnd('-') + "-f1";
        _world.Open(cut);
        _world.Tree.Write($"{EveryCodeWorld.State}/launchplane_every_code_work_requests/{longId}.json", $$"""
            { "request_id": "{{longId}}", "state": "done", "repository": "acme/a-repository-with-a-long-name", "claimed_by_host": "{{EveryCodeWorld.Host}}", "finished_at": "2026-11-21T11:55:00Z", "fencing_token": 1 }
            """);
        _world.Engine.See("every-code/" + longId["every-code-".Length..], "done");
        _world.Engine.See("every-code/session/" + cut, "starting");
    }

    [Fact]
    public void While_a_request_goes_on_a_session_of_its_name_without_a_file_is_nobodys()
    {
        _world.Open(EveryCodeWorld.SessionOf(67));
        _world.WriteRequest(67, "running");
        See(67, "claimed, no session");
        Assert.Null(_world.Engine.The(EveryCodeWorld.KeyOf(67)).Worker.Pane);
        _world.Engine.See("every-code/session/" + EveryCodeWorld.SessionOf(67), "starting");
    }

    [Fact]
    public void Who_waits_for_the_worker_or_was_not_cleaned_up_by_it_is_told_how_that_is()
    {
        _world.WriteSession(68);
        _world.WriteRequest(68, "done", Closed);
        _world.WriteRequest(69, "queued");
        int worker = _world.Engine.See("every-code/worker", "worker up").Worker.Root!.Value.Pid;
        foreach (string told in (string[])[Told(68, "residue"), Told(69, "queued")])
            Assert.Contains($"its worker is up, pid {worker}, and comes by every minute", told, StringComparison.Ordinal);
        RealProcess.Signal(worker, "KILL");
        _world.Tree.Write(EveryCodeWorld.State + "/every-code-worker/worker.log", "GET /v1: The read operation timed out\n");
        _world.Tree.Write(EveryCodeWorld.State + "/every-code-worker/worker.pid", """{"pid": 999999921}""");
        _world.Engine.See("every-code/worker", "stale pid, worker down");
        foreach (string told in (string[])[Told(68, "residue"), Told(69, "queued")])
            Assert.Contains("its worker is down: pid 999999921 of worker.pid is gone or another's; in the last lines of its log the service did not answer in time", told, StringComparison.Ordinal);
    }

    private string Told(int issue, string word) => SampleEngine.Evidence(See(issue, word), SampleTime.Start);

    private JudgedWorker See(int issue, string word) => _world.Engine.See(EveryCodeWorld.KeyOf(issue), word);

    private string FeedbackFile(string name) => $"{_world.Root}/launchplane_every_code_pr_feedback/{name}.json";

    private void Feedback(string name, string fields)
        => _world.Tree.Write($"{EveryCodeWorld.State}/launchplane_every_code_pr_feedback/{name}.json", $$"""{ "repository": "acme/board", "actor": "somebody", {{fields}} }""");
}
