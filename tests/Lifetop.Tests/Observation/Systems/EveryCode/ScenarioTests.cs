using System;
using System.IO;
using System.Linq;
using Lifetop.Model;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Observation.Systems.EveryCode;

/// <summary>What happens to Every Code's sessions while lifetop looks on: real sessions of tmux, and its files as it would write them.</summary>
public sealed class ScenarioTests : IDisposable
{
    private const string Closed = "\"result_pr_url\": \"https://example.invalid/pull/1\", \"result_summary\": \"Linked pull request merged: https://example.invalid/pull/1\"";
    private const string Open = "\"result_pr_url\": \"https://example.invalid/pull/1\"";
    private readonly EveryCodeWorld _world = EveryCodeWorld.Empty();

    private SampleEngine Engine => _world.Engine;

    public void Dispose() => _world.Dispose();

    [Fact]
    public void E4_A_session_that_ended_before_its_pull_request_is_blocked_and_says_so()
    {
        _world.Open(EveryCodeWorld.SessionOf(9));
        _world.WriteSession(9);
        _world.WriteRequest(9, "running");
        Assert.True(See(9, "session live").Verdict.State.IsAlive());
        _world.Close(EveryCodeWorld.SessionOf(9));
        var ended = See(9, "ended, not reconciled");
        Assert.Equal((Lifecycle.Blocked, "exited before PR"), (ended.Verdict.State, ended.Verdict.Note));
        Assert.Equal("launchplane every-code rerun-issue --repository acme/board --issue-number 9", ended.Verdict.Suggestion);
        Assert.Equal(("acme-board-9", "github_issue_label", "Issue 9"), (ended.Worker.Name, ended.Worker.Declaration!.Type, ended.Worker.Declaration.Task));
    }

    [Fact]
    public void E5_A_request_that_is_done_while_its_session_is_open_is_terminal_but_open_and_residue_after_it()
    {
        string id = _world.WriteSession(12);
        Directory.CreateDirectory(_world.WorktreeOf(id));
        _world.Open(EveryCodeWorld.SessionOf(12));
        _world.WriteRequest(12, "done", Closed);
        var open = See(12, "terminal but open");
        Assert.Equal((Lifecycle.Zombie, SampleTime.Start - TimeSpan.FromMinutes(5)), (open.Verdict.State, open.Verdict.Since));
        Assert.Contains(open.Verdict.Residue, static left => left.Kind == "pane");
        _world.Close(EveryCodeWorld.SessionOf(12));
        var left = See(12, "residue");
        Assert.Equal(Lifecycle.Zombie, left.Verdict.State);
        Assert.Contains(left.Verdict.Residue, one => one.Kind == "worktree" && one.What == _world.WorktreeOf(id));
        Assert.Contains(left.Verdict.Residue, static one => one.Kind == "file");
    }

    [Fact]
    public void E6_Who_works_in_the_folder_of_a_session_that_is_gone_or_carries_its_request_leaks()
    {
        string id = _world.WriteSession(14);
        Directory.CreateDirectory(_world.WorktreeOf(id) + "/web");
        _world.WriteRequest(14, "blocked", "\"error_message\": \"Every Code session exited with status 1.\"");
        Assert.Equal("blocked, left behind: Every Code session exited with status 1.", See(14, "residue").Verdict.Note);
        using var inside = RealProcess.StartIn(_world.WorktreeOf(id) + "/web", null, "sleep", "1000");
        var leaking = See(14, "leaking");
        Assert.Equal(inside.Pid, leaking.Worker.Members.Single().Process.Pid);
        inside.Kill();
        See(14, "residue");
        foreach (string variable in (string[])["AGENT_SESSION_REQUEST_ID", "EVERY_CODE_REQUEST_ID"])
        {
            var carrier = _world.ProcessWith(variable, id, "sleep", "1000");
            Assert.Equal(carrier.Pid, See(14, "leaking").Worker.Members.Single().Process.Pid);
            carrier.Kill();
            See(14, "residue");
        }
        using var beside = RealProcess.StartIn(Directory.CreateDirectory(_world.WorktreeOf(id) + "4").FullName, null, "sleep", "1000");
        Engine.LookWhole();
        Assert.Equal("residue", Engine.The(EveryCodeWorld.KeyOf(14)).Verdict.NativeState);
    }

    [Fact]
    public void E7_A_finished_request_with_a_pull_request_that_nothing_calls_closed_keeps_its_session_file()
    {
        _world.WriteSession(13);
        _world.WriteRequest(13, "done", Open);
        var kept = See(13, "awaiting feedback, keep");
        Assert.Equal((Lifecycle.Completed, "https://example.invalid/pull/1"), (kept.Verdict.State, kept.Worker.Declaration!.ResultUrl));
        // The same while the request is not done yet.
        _world.WriteRequest(13, "running", Open);
        _world.Time.Now += Make.Seconds(5);
        Engine.LookWhole();
        Assert.Equal("awaiting feedback, keep", Engine.The(EveryCodeWorld.KeyOf(13)).Verdict.NativeState);
        _world.WriteRequest(13, "done", Closed);
        See(13, "residue");
    }

    [Fact]
    public void E8_What_another_host_opened_is_shown_and_nothing_here_belongs_to_it()
    {
        string id = _world.WriteSession(15, "\"host\": \"Other-Mac\"");
        Directory.CreateDirectory(_world.WorktreeOf(id));
        _world.Open(EveryCodeWorld.SessionOf(15));
        _world.ProcessWith("AGENT_SESSION_REQUEST_ID", id, "sleep", "1000");
        using var inside = RealProcess.StartIn(_world.WorktreeOf(id), null, "sleep", "1000");
        var foreign = See(15, "foreign");
        Assert.Equal((Lifecycle.Unknown, "on Other-Mac"), (foreign.Verdict.State, foreign.Verdict.Note));
        Assert.True(foreign.Worker is { Members.IsEmpty: true, Pane: null, Declaration: { Worktree: null, Pane: null } });
        // Its session is not an orphan either.
        _world.Time.Now += TimeSpan.FromMinutes(10);
        Engine.LookWhole();
        Assert.DoesNotContain(Engine.Roster.Workers, static one => one.Verdict.NativeState is "orphan session" or "starting");
    }

    [Theory]
    [InlineData("DEV-BOX")]
    [InlineData("dev-box.home.arpa")]
    [InlineData("")]
    public void E8_A_host_written_another_way_or_not_at_all_is_this_one(string host)
    {
        _world.WriteSession(15, $"\"host\": \"{host}\"");
        _world.WriteRequest(15, "running");
        See(15, "ended, not reconciled");
    }

    [Fact]
    public void E8_A_name_that_its_worker_here_was_given_is_this_host_and_one_that_only_a_file_says_is_not()
    {
        _world.WriteSession(15, "\"host\": \"tower\"");
        _world.WriteRequest(15, "running", "\"claimed_by_host\": \"tower\"");
        _world.Tree.Write(EveryCodeWorld.State + "/every-code-worker/worker.pid", """{"command": ["uv", "run", "launchplane", "every-code", "run", "--host", "tower"], "pid": 999999921}""");
        See(15, "foreign");
        var worker = _world.Process(0, "tail", "-f", "/dev/null", "--", "run", "launchplane", "every-code", "run", "--host", "tower");
        _world.Tree.Write(EveryCodeWorld.State + "/every-code-worker/worker.pid", $$"""{"command": ["uv", "run", "launchplane", "every-code", "run", "--host", "tower"], "pid": {{worker.Pid}}}""");
        See(15, "ended, not reconciled");
    }

    [Fact]
    public void A_request_that_another_host_has_now_leaves_the_session_of_this_one_as_it_is()
    {
        _world.Open(EveryCodeWorld.SessionOf(17));
        string id = _world.WriteSession(17);
        Directory.CreateDirectory(_world.WorktreeOf(id));
        _world.WriteRequest(17, "done", Closed + ", \"claimed_by_host\": \"Other-Mac\"");
        See(17, "session live");
        _world.Close(EveryCodeWorld.SessionOf(17));
        Assert.Equal("its request went to Other-Mac", See(17, "ended, not reconciled").Verdict.Note);
    }

    [Fact]
    public void E9_Of_two_issues_whose_names_begin_alike_only_the_one_without_a_session_has_ended()
    {
        foreach (int issue in (int[])[9, 97])
        {
            _world.WriteSession(issue, $"\"session_name\": \"every-code-every-code-acme-board-{issue}\"");
            _world.WriteRequest(issue, "running");
        }
        _world.Open("every-code-every-code-acme-board-97");
        See(97, "session live");
        Assert.Equal("ended, not reconciled", See(9, "ended, not reconciled").Verdict.NativeState);
    }

    [Fact]
    public void E12_An_empty_lock_is_somebody_writing_for_exactly_a_minute()
    {
        _world.Tree.Write(EveryCodeWorld.State + "/every-code-worker/worker.lock", "");
        _world.Time.Now += Make.Seconds(60);
        Assert.Equal(Lifecycle.Pending, Engine.See("every-code/worker.lock", "start under way").Verdict.State);
        _world.Time.Now += Make.Seconds(1);
        Assert.Equal(Lifecycle.Zombie, Engine.See("every-code/worker.lock", "blocked start").Verdict.State);
    }

    [Fact]
    public void E12_A_lock_is_held_only_by_who_was_there_when_it_was_written()
    {
        var starter = _world.Process(0, "sleep", "1000");
        Write(SampleTime.Start);
        Engine.See("every-code/worker.lock", "start under way");
        Assert.True(Engine.The("every-code/worker.lock").Worker.Members.IsEmpty);
        Write(SampleTime.Start - TimeSpan.FromHours(9));
        Engine.See("every-code/worker.lock", "stale lock");
        Write(SampleTime.Start);
        Engine.See("every-code/worker.lock", "start under way");
        starter.Kill();
        Engine.See("every-code/worker.lock", "stale lock");

        void Write(DateTimeOffset at) => _world.Tree.Write(EveryCodeWorld.State + "/every-code-worker/worker.lock", $"{starter.Pid}", at);
    }

    [Fact]
    public void A_session_is_finishing_while_only_the_report_of_its_end_runs()
    {
        _world.WriteSession(20);
        _world.WriteRequest(20, "running");
        _world.Open(EveryCodeWorld.SessionOf(20), "tail -f /dev/null -- launchplane every-code finish; :");
        Assert.True(See(20, "finishing").Verdict.State.IsAlive());
        _world.WriteRequest(20, "done", Open);
        // Five minutes are more than a report takes.
        See(20, "terminal but open");
    }

    [Fact]
    public void A_shell_that_is_left_in_a_session_is_no_agent()
    {
        _world.WriteSession(21);
        _world.WriteRequest(21, "running");
        _world.Tmux.Tmux("new-session", "-d", "-s", EveryCodeWorld.SessionOf(21));
        Assert.Equal(Lifecycle.Zombie, See(21, "agent gone, session open").Verdict.State);
    }

    [Fact]
    public void A_session_that_has_just_its_file_may_take_exactly_two_minutes_to_come()
    {
        _world.WriteSession(22, created: SampleTime.Start);
        _world.WriteRequest(22, "running");
        _world.Time.Now += TimeSpan.FromMinutes(2);
        Assert.Equal(Lifecycle.Pending, See(22, "starting").Verdict.State);
        _world.Time.Now += Make.Seconds(1);
        See(22, "ended, not reconciled");
    }

    [Fact]
    public void A_lease_ends_when_its_time_has_passed_and_not_at_it()
    {
        _world.Open(EveryCodeWorld.SessionOf(16));
        _world.WriteSession(16);
        _world.WriteRequest(16, "running", "\"lease_expires_at\": \"2026-11-21T12:00:00Z\", \"attempt\": 3");
        var live = See(16, "session live");
        Assert.Equal((2, SampleTime.Start - TimeSpan.FromMinutes(30)), (live.Worker.Declaration!.Restarts, live.Worker.Declaration.LastBeat));
        _world.Time.Now += Make.Seconds(1);
        Assert.Equal(Lifecycle.Stalled, See(16, "session live, lease expired").Verdict.State);
    }

    [Fact]
    public void Requests_without_a_session_wait_are_taken_or_over()
    {
        _world.WriteRequest(30, "queued");
        _world.WriteRequest(31, "claimed", "\"claimed_at\": \"2026-11-21T11:59:00Z\"");
        _world.WriteRequest(32, "running");
        _world.WriteRequest(33, "done", Open);
        _world.WriteRequest(34, "blocked", "\"error_message\": \"No checkout.\"");
        _world.WriteRequest(35, "running", "\"claimed_by_host\": \"Other-Mac\"");
        Assert.Equal((Lifecycle.Pending, "queued: Issue 30", SampleTime.Start - TimeSpan.FromHours(2)), (See(30, "queued").Verdict.State, See(30, "queued").Verdict.Note, See(30, "queued").Verdict.Since));
        Assert.Equal(Lifecycle.Pending, See(31, "claimed").Verdict.State);
        Assert.Equal(Lifecycle.Blocked, See(32, "claimed, no session").Verdict.State);
        Assert.Equal(Lifecycle.Completed, See(33, "done").Verdict.State);
        Assert.Equal((Lifecycle.Blocked, "No checkout."), (See(34, "request blocked").Verdict.State, See(34, "request blocked").Worker.Declaration!.Summary));
        Assert.Equal(Lifecycle.Unknown, See(35, "foreign").Verdict.State);
        // What a session of a request left that has no file any more is found by its environment.
        _world.ProcessWith("EVERY_CODE_REQUEST_ID", EveryCodeWorld.IdOf(34), "sleep", "1000");
        See(34, "leaking");
    }

    [Fact]
    public void A_session_of_its_naming_without_a_file_is_an_orphan_once_it_had_time_to_get_one()
    {
        _world.Open("every-code-every-code-acme-board-50-0000000000000032");
        _world.Open("mine");
        Assert.Equal(Lifecycle.Pending, Engine.See("every-code/session/every-code-every-code-acme-board-50-0000000000000032", "starting").Verdict.State);
        _world.Time.Now += TimeSpan.FromMinutes(3);
        Assert.Equal(Lifecycle.Orphan, Engine.See("every-code/session/every-code-every-code-acme-board-50-0000000000000032", "orphan session").Verdict.State);
        Assert.DoesNotContain(Engine.Roster.Workers, static one => one.Worker.Source == "every-code" && one.Worker.Name == "mine");
        _world.WriteSession(50);
        _world.WriteRequest(50, "running");
        See(50, "session live");
        Assert.DoesNotContain(Engine.Roster.Workers, static one => one.Verdict.NativeState == "orphan session");
    }

    [Fact]
    public void While_a_session_file_is_torn_its_session_is_no_orphan_and_when_it_stays_so_it_is()
    {
        _world.Open(EveryCodeWorld.SessionOf(51));
        _world.Tree.Write($"{EveryCodeWorld.State}/every-code-worker/sessions/{EveryCodeWorld.IdOf(51)}.json", "{\"created_at\": \"2026");
        Assert.Equal(Lifecycle.Unknown, See(51, "unreadable").Verdict.State);
        Assert.DoesNotContain(Engine.Roster.Workers, static one => one.Verdict.NativeState is "orphan session" or "starting");
        _world.Time.Now += TimeSpan.FromMinutes(5);
        Assert.Equal(Lifecycle.Failed, See(51, "invalid session file").Verdict.State);
        Engine.See("every-code/session/" + EveryCodeWorld.SessionOf(51), "orphan session");
    }

    [Fact]
    public void While_the_record_of_its_request_cannot_be_read_nothing_follows_for_a_session()
    {
        _world.WriteSession(52);
        _world.WriteRequest(52, "done", Closed);
        See(52, "residue");
        _world.Tree.Write($"{EveryCodeWorld.State}/launchplane_every_code_work_requests/{EveryCodeWorld.IdOf(52)}.json", "{ \"state\": \"don");
        _world.Time.Now += Make.Seconds(5);
        Assert.Equal((Lifecycle.Unknown, (Lifecycle?)Lifecycle.Zombie), (See(52, "request unreadable").Verdict.State, See(52, "request unreadable").Verdict.LastKnown));
        _world.Time.Now += TimeSpan.FromMinutes(5);
        Engine.LookWhole();
        Assert.Equal("request unreadable", Engine.The(EveryCodeWorld.KeyOf(52)).Verdict.NativeState);
        _world.WriteRequest(52, "done", Closed);
        See(52, "residue");
    }

    [Fact]
    public void A_tmux_server_that_does_not_answer_proves_no_session_gone()
    {
        _world.Open(EveryCodeWorld.SessionOf(53));
        _world.WriteSession(53);
        _world.WriteRequest(53, "running");
        See(53, "session live");
        int server = _world.Tmux.ServerPid;
        RealProcess.Signal(server, "STOP");
        try
        {
            for (int i = 0; i < 30; i++)
            {
                _world.Time.Now += Make.Seconds(2);
                Engine.Look();
                Assert.NotEqual("ended, not reconciled", Engine.The(EveryCodeWorld.KeyOf(53)).Verdict.NativeState);
            }
        }
        finally
        {
            RealProcess.Signal(server, "CONT");
        }
        See(53, "session live");
    }

    [Fact]
    public void Where_requests_live_in_the_service_a_session_that_ended_waits_for_its_worker_and_what_lost_its_worktree_is_residue()
    {
        string id = _world.WriteSession(54);
        Directory.CreateDirectory(_world.WorktreeOf(id));
        var ended = See(54, "ended, not reconciled");
        Assert.Equal((Lifecycle.Blocked, "ended, its request is not known here"), (ended.Verdict.State, ended.Verdict.Note));
        Directory.Delete(_world.WorktreeOf(id));
        Assert.Equal(Lifecycle.Zombie, See(54, "residue").Verdict.State);
    }

    private JudgedWorker See(int issue, string word) => Engine.See(EveryCodeWorld.KeyOf(issue), word);
}
