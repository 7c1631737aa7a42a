using System;
using System.IO;
using System.Linq;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>Where a session's request is in no file, launchplane's own command line is asked: by an argument list, without input, and to act only on what was named.</summary>
public sealed class EveryCodeCleanupTests : EveryCodeScenario
{
    private string Cli => Lifetop.Folder.File("person/bin/launchplane");

    private string[] Asked => File.Exists(Lifetop.Folder.File("asked")) ? File.ReadAllLines(Lifetop.Folder.File("asked")) : [];

    private string Question => $"every-code reconcile-cleanup --state-dir {State} --host {Environment.MachineName}";

    [Fact]
    public void What_launchplane_calls_over_it_removes_itself_and_nothing_else_is_touched()
    {
        string worktree = Ended(40);
        Session(41);
        Launchplane($"""
            status=would_remove
            case "$*" in *--apply)
              git -C '{Source}' worktree remove '{worktree}' && git -C '{Source}' branch -q -D 'every-code/acme-board-40-{Id(40)}' && rm '{SessionFile(40)}' && status=removed;;
            esac
            {Reply(40, "$status")}
            """);
        string before = Tree(but: SessionFile(40));
        Assert.Equal(("blocked", "ended, not reconciled"), StateOf(40));

        var dry = Lifetop.Run("reap", Name(40), "--dry-run");
        Assert.Contains("launchplane removes its session file, worktree and branch, if its request is over: ", dry.Output, StringComparison.Ordinal);
        Assert.Empty(Asked);
        var reaped = Lifetop.Run("reap", Name(40), "--yes");

        Assert.True(reaped.ExitCode == 0, reaped.ToString());
        Assert.Equal([Question, Question + " --apply"], Asked);
        Assert.False(File.Exists(SessionFile(40)) || Directory.Exists(worktree));
        Assert.DoesNotContain("every-code/", Git(Source, "branch", "--list"), StringComparison.Ordinal);
        Assert.Equal(before, Tree(but: SessionFile(40)));
        Assert.True(File.Exists(SessionFile(41)));
    }

    [Theory]
    [InlineData("skipped", "request_record_missing", 0, "the service has it")]
    [InlineData("skipped", "worktree dirty", 0, "launchplane keeps it: worktree dirty")]
    [InlineData("skipped", "postgres://u:DO_NOT_SHOW@db", 0, "launchplane keeps it")]
    [InlineData("removed", "", 0, "launchplane keeps it")]
    public void What_it_does_not_want_to_remove_stays_with_its_reason(string status, string reason, int exit, string said)
    {
        Ended(40);
        Launchplane(Reply(40, status, reason));
        string before = Tree();
        var reaped = Lifetop.Run("reap", Name(40), "--yes", "--json");
        Assert.True(reaped.ExitCode == exit, reaped.ToString());
        Assert.Contains(said, reaped.Output, StringComparison.Ordinal);
        Untouched(before, reaped.Output);
    }

    [Theory]
    [InlineData("echo 'cannot reach postgres://u:DO_NOT_SHOW@db' >&2; exit 3", "exited with 3")]
    [InlineData("echo '{\"items\": [{\"request_id\"'", "another answer than asked for")]
    [InlineData("echo '[]'", "another answer than asked for")]
    [InlineData("kill -9 $$", "was ended by signal 9")]
    public void What_it_cannot_say_is_a_failure_that_leaves_all_as_it_is(string script, string said)
    {
        Ended(40);
        Launchplane(script);
        string before = Tree();
        var reaped = Lifetop.Run("reap", Name(40), "--yes", "--json");
        Assert.True(reaped.ExitCode is 1 or 5, reaped.ToString());
        Assert.Contains(said, reaped.Output, StringComparison.Ordinal);
        Untouched(before, reaped.Output);
    }

    [Fact]
    public void Where_others_would_go_with_it_nobody_is_told_to_act()
    {
        Ended(40);
        Session(41);
        Launchplane($$"""echo '{"items": [{"request_id": "{{Id(41)}}", "status": "would_remove"}, {"request_id": "{{Id(40)}}", "status": "would_remove", "reason": ""}]}'""");
        string before = Tree();
        var reaped = Lifetop.Run("reap", Name(40), "--yes", "--json");
        Assert.Contains("would remove 1 other session with it: run ", reaped.Output, StringComparison.Ordinal);
        Untouched(before, reaped.Output);
    }

    [Fact]
    public void A_session_that_came_back_meanwhile_keeps_all_it_has()
    {
        Ended(40);
        Launchplane($"tmux -S '{Tmux!.Socket}' new-session -d -s '{SessionName(40)}' sh -c 'sleep 1000; :'\n{Reply(40, "would_remove")}");
        string before = Tree();
        var reaped = Lifetop.Run("reap", Name(40), "--yes", "--json");
        Assert.Contains("its tmux session is open", reaped.Output, StringComparison.Ordinal);
        Untouched(before, reaped.Output);
    }

    [Fact]
    public void Work_that_is_nowhere_else_is_not_left_to_it_and_without_a_name_it_is_not_called()
    {
        string worktree = Ended(40);
        Assert.Contains("sources.every-code.cli names who can tell", Lifetop.Run("reap", Name(40), "--dry-run").Output, StringComparison.Ordinal);
        Launchplane(Reply(40, "would_remove"));
        File.WriteAllText(worktree + "/work", "not committed");
        Assert.Contains("its worker closes it", Lifetop.Run("reap", Name(40), "--yes", "--json").Output, StringComparison.Ordinal);
        Assert.Empty(Asked);
    }

    [Fact]
    public void A_worktree_of_a_request_that_is_over_is_residue_though_its_session_file_is_gone_and_goes_only_when_nothing_is_lost()
    {
        const string Merged = "\"result_pr_url\": \"https://example.invalid/pull/7\", \"result_summary\": \"Linked pull request merged: https://example.invalid/pull/7\"";
        string clean = Worktree(44), dirty = Worktree(45), kept = Worktree(46);
        File.WriteAllText(dirty + "/work", "not committed");
        StartOther();
        Request(44, "done", Merged);
        Request(45, "blocked", "\"error_message\": \"No tests.\"");
        Request(46, "done", "\"result_pr_url\": \"https://example.invalid/pull/8\"");
        Assert.Equal(("zombie", "residue"), StateOf(44));
        Assert.Equal(("zombie", "residue"), StateOf(45));
        Assert.Equal(("completed", "awaiting feedback, keep"), StateOf(46));

        Assert.Equal(0, Lifetop.Run("reap", Name(44), "--yes").ExitCode);
        Assert.Equal(0, Lifetop.Run("reap", Name(45), "--yes", "--discard", Name(45)).ExitCode);
        Assert.Equal(4, Lifetop.Run("reap", Name(46), "--yes").ExitCode);

        Assert.False(Directory.Exists(clean));
        Assert.True(File.Exists(dirty + "/work") && Directory.Exists(kept));
        Assert.True(File.Exists(RequestFile(44)) && File.Exists(RequestFile(45)) && File.Exists(RequestFile(46)));
        Assert.DoesNotContain($"acme-board-44-", Git(Source, "branch", "--list"), StringComparison.Ordinal);
    }

    private void Untouched(string before, string output)
    {
        Assert.Equal(before, Tree());
        Assert.Equal([Question], Asked);
        foreach (string said in (string[])[output, .. Directory.GetFiles(Lifetop.StateFolder).Select(File.ReadAllText)])
            Assert.DoesNotContain("DO_NOT_SHOW", said, StringComparison.Ordinal);
    }

    /// <summary>A session that has ended, whose request only the service knows; gives its worktree.</summary>
    private string Ended(int issue)
    {
        string worktree = Worktree(issue);
        Session(issue);
        StartOther();
        return worktree;
    }

    private static string Reply(int issue, string status, string reason = "") => $$"""printf '{"schema": 1, "items": [{"request_id": "{{Id(issue)}}", "status": "%s", "reason": "%s"}]}\n' "{{status}}" "{{reason}}" """;

    private void Launchplane(string script)
    {
        Lifetop.Folder.Write("person/bin/launchplane", $"#!/bin/sh\nread -r line && exit 9\necho \"$*\" >> '{Lifetop.Folder.File("asked")}'\n{script}\n");
        File.SetUnixFileMode(Cli, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Lifetop.Configure($$"""{ "sources": { "every-code": { "cli": ["{{Cli}}"] } } }""");
    }
}
