using System;
using System.IO;
using System.Linq;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>The whole program beside Every Code: its files, real sessions of tmux named as it names them, real worktrees, and who leaks from them.</summary>
public sealed class EveryCodeTests : EveryCodeScenario
{
    private const string Merged = "\"result_pr_url\": \"https://example.invalid/pull/7\", \"result_summary\": \"Linked pull request merged: https://example.invalid/pull/7\"";

    [Fact]
    public void E5_A_session_that_is_over_and_open_is_closed_with_all_that_it_left_and_nothing_else_is_touched()
    {
        string worktree = Worktree(12);
        Session(12);
        Request(12, "done", Merged);
        // It needs its grace to end, and its dev server is not below it.
        string tidied = Lifetop.Folder.File("tidied");
        Open(12, worktree, $"trap 'echo tidy > {tidied}; exit' TERM; while :; do sleep 0.1; done");
        var server = Detach(worktree, "sleep", "1000");
        Session(97);
        Request(97, "running");
        Open(97, Folder, "sleep 1000; :");
        Assert.Equal(("running", "session live"), StateOf(97));
        Assert.Equal(("zombie", "terminal but open"), StateOf(12));
        string before = Tree();

        var dry = Lifetop.Run("reap", Name(12), "--dry-run");
        Assert.Contains("remove its session file", dry.Output, StringComparison.Ordinal);
        Assert.Equal(before, Tree());
        Assert.False(server.HasEnded);
        var reaped = Lifetop.Run("reap", Name(12), "--yes");

        Assert.True(reaped.ExitCode == 0, reaped.ToString());
        Assert.True(server.HasEnded);
        Assert.DoesNotContain(SessionName(12), Tmux!.Tmux("list-sessions", "-F", "#{session_name}").Split('\n'));
        Assert.Equal("tidy\n", File.ReadAllText(tidied));
        Assert.False(Directory.Exists(worktree), reaped.ToString());
        Assert.False(File.Exists(SessionFile(12)), reaped.ToString());
        Assert.True(File.Exists(RequestFile(12)));
        Assert.Equal(("running", "session live"), StateOf(97));
    }

    [Fact]
    public void A_pane_that_somebody_split_off_beside_a_session_is_not_the_session()
    {
        Session(97);
        Request(97, "running");
        Open(97, Folder, "sleep 1000; :");
        string own = Tmux!.Tmux("list-panes", "-t", $"={SessionName(97)}:", "-F", "#{pane_pid}");
        // Before its own: the first that tmux lists.
        string stranger = Tmux.Tmux("split-window", "-b", "-d", "-P", "-F", "#{pane_pid}", "-t", $"={SessionName(97)}:", "exec sleep 1001");

        Assert.Equal(("running", "session live"), StateOf(97));
        Assert.Equal(own, Worker("every-code/" + Name(97)).GetProperty("pid").ToString());
        Assert.NotEqual(own, stranger);
        Assert.DoesNotContain("sleep 1001", Lifetop.Run("reap", Name(97), "--dry-run").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_closed_session_left_goes_whole_and_its_task_stays_in_the_history()
    {
        string worktree = Worktree(12);
        Session(12);
        Request(12, "done", Merged);
        Session(97);
        Request(97, "running");
        Open(97, Folder, "sleep 1000; :");
        Assert.Equal(("zombie", "residue"), StateOf(12));
        string before = Tree(but: SessionFile(12));

        var reaped = Lifetop.Run("reap", Name(12), "--yes");

        Assert.True(reaped.ExitCode == 0, reaped.ToString());
        Assert.False(File.Exists(SessionFile(12)));
        Assert.False(Directory.Exists(worktree));
        Assert.DoesNotContain("every-code/", Git(Source, "branch", "--list"), StringComparison.Ordinal);
        Assert.Equal(before, Tree());
        Assert.Equal(("running", "session live"), StateOf(97));
        Assert.Equal($"acme-board-12|Issue 12|every-code/acme-board-12-{Id(12)}|https://example.invalid/pull/7|done|Linked pull request merged: https://example.invalid/pull/7", Task());
        Assert.Equal(0, Lifetop.Run("reap", Name(12), "--yes").ExitCode);
    }

    [Fact]
    public void E6_E11_Who_leaks_is_ended_and_a_worktree_with_changes_stays_with_the_file_that_names_it()
    {
        string worktree = Worktree(14);
        Session(14);
        Request(14, "blocked", "\"error_message\": \"Every Code session exited with status 1.\"");
        StartOther();
        var inside = Detach(worktree, "sleep", "1000");
        var carrier = Detach(null, "env", "EVERY_CODE_REQUEST_ID=" + Id(14), "sleep", "1000");
        var stranger = Start("sleep", "1000");
        File.WriteAllText(worktree + "/work", "not committed");
        Assert.Equal(("zombie", "leaking"), StateOf(14));
        string before = Tree();

        var reaped = Lifetop.Run("reap", Name(14), "--yes", "--discard", Name(14));

        Assert.True(reaped.ExitCode == 0, reaped.ToString());
        Assert.True(inside.HasEnded && carrier.HasEnded, reaped.ToString());
        Assert.False(stranger.HasEnded);
        Assert.Equal(before, Tree());
        Assert.Contains("worktree", reaped.Output, StringComparison.Ordinal);
        Assert.Contains("kept", reaped.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void E4_A_session_that_ended_before_its_pull_request_leaves_its_records_to_its_worker()
    {
        string worktree = Worktree(9);
        Session(9);
        Request(9, "running");
        StartOther();
        Assert.Equal(("blocked", "ended, not reconciled"), StateOf(9));
        Assert.Equal("exited before PR", Worker("every-code/" + Name(9)).GetProperty("summary").GetString());
        File.WriteAllText(worktree + "/work", "not committed");
        string before = Tree();

        var reaped = Lifetop.Run("reap", Name(9), "--yes", "--json");

        Assert.True(reaped.ExitCode == 0, reaped.ToString());
        Assert.Contains("it stays running until its worker or the service notices", reaped.Output, StringComparison.Ordinal);
        Assert.Equal(before, Tree());
        Assert.Equal("cleaned", StateOf(9).State);
        Assert.Equal($"acme-board-9|Issue 9|every-code/acme-board-9-{Id(9)}||blocked|exited before PR", Task());
    }

    [Fact]
    public void E7_E8_What_waits_for_feedback_or_is_on_another_host_is_refused_and_nothing_is_touched()
    {
        string worktree = Worktree(13);
        Session(13);
        Request(13, "done", "\"result_pr_url\": \"https://example.invalid/pull/8\"");
        Session(15, "\"host\": \"Other-Mac\"");
        var inside = Detach(Directory.CreateDirectory(WorktreeOf(15)).FullName, "sleep", "1000");
        Open(15, Folder, "sleep 1000; :");
        Request(16, "queued");
        string before = Tree();

        var awaiting = Lifetop.Run("reap", Name(13), "--yes");
        var foreign = Lifetop.Run("reap", Name(15), "--yes");
        var queued = Lifetop.Run("reap", Name(16), "--yes");
        var again = Lifetop.Run("restart", Name(13), "--yes");

        Assert.Equal((4, 4, 4, 4), (awaiting.ExitCode, foreign.ExitCode, queued.ExitCode, again.ExitCode));
        Assert.Contains("until its pull request is closed: https://example.invalid/pull/8", awaiting.Output + awaiting.Errors, StringComparison.Ordinal);
        Assert.Contains("host Other-Mac has it", foreign.Output + foreign.Errors, StringComparison.Ordinal);
        Assert.Contains("writes no work requests", queued.Output + queued.Errors, StringComparison.Ordinal);
        Assert.Contains("rerun-issue --repository acme/board --issue-number 13", again.Output + again.Errors, StringComparison.Ordinal);
        Assert.Equal(0, Lifetop.Run("sweep", "--yes").ExitCode);
        Assert.Equal(before, Tree());
        Assert.False(inside.HasEnded);
        Assert.True(Directory.Exists(worktree));
    }

    [Fact]
    public void E9_E10_E13_Sessions_are_told_apart_by_their_whole_name_and_feedback_for_who_is_over_counts_nowhere()
    {
        Session(9, "\"session_name\": \"every-code-acme-board-9\"");
        Session(97, "\"session_name\": \"every-code-acme-board-97\"");
        Session(3, "\"session_name\": \"every-code-acme-site.github.io-3\"");
        Session(60);
        foreach (int issue in (int[])[9, 97, 3])
            Request(issue, "running");
        Request(60, "done", Merged);
        StartOther();
        foreach (string session in (string[])["every-code-acme-board-97", "every-code-acme-site_github_io-3"])
            Tmux!.Tmux("new-session", "-d", "-s", session, "sh", "-c", "sleep 1000; :");
        Lifetop.Folder.Write("person/.local/state/launchplane/every-code/launchplane_every_code_pr_feedback/f.json", $$"""{ "request_id": "{{Id(60)}}", "status": "pending", "body": "DO_NOT_SHOW" }""");

        var list = List();
        Assert.Equal(("blocked", "ended, not reconciled"), StateOf(9));
        Assert.Equal("session live", list["every-code/" + Name(97)].NativeState);
        Assert.Equal("session live", list["every-code/" + Name(3)].NativeState);
        Assert.Equal("residue", list["every-code/" + Name(60)].NativeState);
        Assert.Contains("1 pending feedback is ignored: its request is done", list["every-code/" + Name(60)].Evidence, StringComparison.Ordinal);
        Assert.DoesNotContain("feedback", Note("every-code/worker"), StringComparison.Ordinal);
        Assert.DoesNotContain("DO_NOT_SHOW", list.Output, StringComparison.Ordinal);
        // Who is reaped by the shorter name takes nobody of the longer one along.
        Assert.Equal(0, Lifetop.Run("reap", Name(9), "--yes").ExitCode);
        Assert.Contains("every-code-acme-board-97", Tmux!.Tmux("list-sessions", "-F", "#{session_name}"), StringComparison.Ordinal);
        Assert.Equal("session live", StateOf(97).Native);
    }

    [Fact]
    public void E2_E12_A_sweep_takes_the_pid_file_and_the_lock_and_signals_nobody()
    {
        var stranger = Start("sleep", "1000");
        Lifetop.Folder.Write(WorkerFile("worker.pid"), $$"""{"command": ["uv", "run", "launchplane", "every-code", "run"], "pid": {{stranger.Pid}}}""");
        string locked = Lifetop.Folder.Write(WorkerFile("worker.lock"), "");
        Assert.Equal(("zombie", "reused pid"), Verdict("every-code/worker"));
        Assert.Equal(("pending", "start under way"), Verdict("every-code/worker.lock"));
        Assert.Equal(4, Lifetop.Run("reap", "worker.lock", "--yes").ExitCode);
        File.SetLastWriteTimeUtc(locked, DateTime.UtcNow - TimeSpan.FromMinutes(10));
        Assert.Equal(("zombie", "blocked start"), Verdict("every-code/worker.lock"));
        Lifetop.Configure("""{ "sources": { "every-code": { "wrapper": ["true"] } } }""");
        var blocked = Lifetop.Run("restart", "every-code/worker", "--yes");
        Assert.Equal(4, blocked.ExitCode);
        Assert.Contains("worker.lock has no pid in it", blocked.Output + blocked.Errors, StringComparison.Ordinal);

        var swept = Lifetop.Run("sweep", "--yes");

        Assert.True(swept.ExitCode == 0, swept.ToString());
        Assert.Empty(Directory.GetFiles(State + "/every-code-worker"));
        Assert.False(stranger.HasEnded);
    }

    [Fact]
    public void E1_A_dead_worker_says_what_waits_for_it_and_what_its_log_complained_of_and_only_its_pid_file_goes()
    {
        StartOther();
        Request(30, "queued");
        Request(31, "queued");
        Lifetop.Folder.Write(WorkerFile("worker.pid"), """{"command": ["uv", "run", "launchplane", "every-code", "run"], "pid": 999999921}""");
        Lifetop.Folder.Write(WorkerFile("worker.log"), "claimed request\nGET https://launchplane.example.invalid?key=DO_NOT_SHOW: The read operation timed out\n");
        Assert.Equal(("zombie", "stale pid, worker down"), Verdict("every-code/worker"));
        Assert.StartsWith("down, left its pid file; 2 queued requests wait, the oldest 1h30", Note("every-code/worker"), StringComparison.Ordinal);
        var why = Lifetop.Run("why", "every-code/worker");
        Assert.Contains("the last lines of worker.log", why.Output, StringComparison.Ordinal);
        Assert.Contains("the last lines of worker.log: the service did not answer in time", List()["every-code/worker"].Evidence, StringComparison.Ordinal);
        Assert.Contains("the service did not answer in time", Lifetop.Run("doctor").Output, StringComparison.Ordinal);
        Assert.Matches(@"every-code +every-code/worker: down, left its pid file; 2 queued requests wait, the oldest 1h30.*set sources\.every-code\.wrapper to the command that starts it, then lifetop restart every-code/worker; with sources\.every-code\.restart lifetop watch does that",
            string.Join(' ', Lifetop.Run("doctor").Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        string before = Tree(but: State + "/every-code-worker/worker.pid");

        var swept = Lifetop.Run("sweep", "--yes");

        Assert.True(swept.ExitCode == 0, swept.ToString());
        Assert.False(File.Exists(State + "/every-code-worker/worker.pid"));
        Assert.Equal(before, Tree());
        // Its file is gone, and still somebody waits for it.
        Assert.Equal(("failed", "worker down"), Verdict("every-code/worker"));
        Assert.StartsWith("down; 2 queued requests wait, the oldest 1h30", Note("every-code/worker"), StringComparison.Ordinal);
        Assert.Contains("every-code/worker: down; 2 queued requests wait", Lifetop.Run("doctor").Output, StringComparison.Ordinal);
        File.Delete(RequestFile(30));
        File.Delete(RequestFile(31));
        Assert.NotEqual("failed", Verdict("every-code/worker").State);
        foreach (string said in (string[])[why.Output, List().Output, .. Directory.GetFiles(Lifetop.StateFolder).Select(File.ReadAllText)])
            Assert.DoesNotContain("DO_NOT_SHOW", said, StringComparison.Ordinal);
    }

    [Fact]
    public void E1_E3_Its_worker_is_started_again_only_by_the_command_the_user_names()
    {
        StartOther();
        Request(30, "queued");
        Lifetop.Folder.Write(WorkerFile("worker.pid"), "12345");
        Assert.Equal(("zombie", "invalid, worker down"), Verdict("every-code/worker"));
        Assert.StartsWith("down, its pid file is invalid; 1 queued request waits 1h30", Note("every-code/worker"), StringComparison.Ordinal);
        var refused = Lifetop.Run("restart", "every-code/worker", "--yes");
        Assert.Equal(4, refused.ExitCode);
        Assert.Contains("sources.every-code.wrapper is not set", refused.Output + refused.Errors, StringComparison.Ordinal);

        ConfigureWrapper("exit 3");
        var failed = Lifetop.Run("restart", "every-code/worker", "--yes");
        // What was in the way of a start is gone, and nothing was started.
        Assert.Equal(5, failed.ExitCode);
        Assert.Contains("exited with 3", failed.Output + failed.Errors, StringComparison.Ordinal);

        // As launchplane starts one: in a session of its own, with its log, and a pid file that is renamed into place.
        ConfigureWrapper("""
            read -r line && exit 9
            cd "$LAUNCHPLANE_EVERY_CODE_STATE_DIR/every-code-worker"
            setsid tail -f /dev/null -- run launchplane every-code run >> worker.log 2>&1 < /dev/null &
            printf '{"command": ["uv", "run", "launchplane", "every-code", "run"], "pid": %s}\n' $! > worker.tmp
            mv worker.tmp worker.pid
            """);
        var started = Lifetop.Run("restart", "every-code/worker", "--yes");
        try
        {
            Assert.True(started.ExitCode == 0, started.ToString());
            Assert.Equal("worker up", Verdict("every-code/worker").Native);
            int first = List()["every-code/worker"].Pid!.Value;
            var again = Lifetop.Run("restart", "every-code/worker", "--yes");
            Assert.True(again.ExitCode == 0, again.ToString());
            Assert.True(RealProcess.StateOf(first) is null or 'Z', again.ToString());
            Assert.NotEqual(first, List()["every-code/worker"].Pid);
            Assert.Equal("worker up", Verdict("every-code/worker").Native);
        }
        finally
        {
            Lifetop.Run("reap", "every-code/worker", "--yes");
        }
        Assert.False(File.Exists(State + "/every-code-worker/worker.pid"));
    }

    [Fact]
    public void A_session_that_no_file_names_is_ended_only_when_it_is_named()
    {
        Open(50, Folder, "sleep 1000; :");
        string key = "every-code/session/" + SessionName(50);
        Assert.Equal("pending", Verdict(key).State);
        Assert.Equal(0, Lifetop.Run("sweep", "--yes").ExitCode);
        Assert.Contains(SessionName(50), Tmux!.Tmux("list-sessions", "-F", "#{session_name}"), StringComparison.Ordinal);
    }
}
