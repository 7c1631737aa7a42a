using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using Lifetop.Tests.Actions.Systems;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>The whole program beside a multiclaude: its files, a real socket with its protocol, real windows and a real worktree.</summary>
public sealed class MulticlaudeTests : MulticlaudeScenario
{
    private static readonly TimeSpan Young = TimeSpan.FromSeconds(20), Old = TimeSpan.FromMinutes(10);

    [Fact]
    public void M1_M2_What_never_got_a_pid_is_completed_with_the_reason_while_its_daemon_writes_and_what_is_just_starting_is_left()
    {
        string worktree = Worktree("calm");
        int shell = Windows.Open("mc-r", "calm"), young = Windows.Open("mc-r", "eager");
        Agent("calm", 0, Old);
        Agent("eager", 0, Young);
        WriteState();
        LiveDaemon();
        using var daemon = new MulticlaudeDaemon(Root + "/daemon.sock");
        Assert.Equal(("zombie", "stale (pid0)"), State("multiclaude/r/calm"));
        Assert.Equal(("pending", "starting"), State("multiclaude/r/eager"));
        string before = Tree(NotState);
        // It holds its state in memory, and overwrites the file at every change.
        using var writer = new StateWriter(this);

        var reaped = Lifetop.Run("reap", "calm", "--yes");
        var swept = Lifetop.Run("sweep");

        writer.Dispose();
        Assert.True(reaped.ExitCode == 0, reaped.ToString());
        Assert.DoesNotContain("eager", swept.Output, StringComparison.Ordinal);
        Assert.Equal(["""{"command":"ping"}""", """{"command":"complete_agent","args":{"repo":"r","agent":"calm","failure_reason":"reaped by lifetop: stale (pid0)"}}"""], daemon.Told);
        Assert.Equal(writer.Last, File.ReadAllText(StateFile));
        Assert.Equal(before, Tree(NotState));
        Assert.True(Directory.Exists(worktree) && RealProcess.StateOf(shell) is not null && RealProcess.StateOf(young) is not null);
    }

    [Theory]
    [InlineData("M3", false)]
    [InlineData("M4", true)]
    public void M3_M4_A_dead_agent_is_completed_through_its_daemon_and_nothing_else_is_touched(string scenario, bool shellLives)
    {
        string worktree = Worktree("fox");
        int shell = Windows.Open("mc-r", "fox");
        Agent("fox", shellLives ? shell : 999999902, Old);
        WriteState();
        LiveDaemon();
        using var daemon = new MulticlaudeDaemon(Root + "/daemon.sock");
        string before = Tree();

        Assert.Equal(("zombie", "dead-in-window"), State("multiclaude/r/fox"));
        var dry = Lifetop.Run("reap", "fox", "--dry-run");
        Assert.Contains("multiclaude completes fox", dry.Output, StringComparison.Ordinal);
        Assert.Empty(daemon.Told);
        var reaped = Lifetop.Run("reap", "fox", "--yes");

        Assert.True(reaped.ExitCode == 0, $"{scenario}: {reaped}");
        Assert.Contains(daemon.Told, static told => told == """{"command":"complete_agent","args":{"repo":"r","agent":"fox","failure_reason":"reaped by lifetop: dead-in-window"}}""");
        Assert.Equal(before, Tree());
        Assert.True(Directory.Exists(worktree) && RealProcess.StateOf(shell) is not null);
        // It cleans up at its next health check; until then the entry says so, and nothing is done twice.
        Agent("fox", 999999902, Old, more: """, "ready_for_cleanup": true""");
        WriteState();
        Assert.Equal(("zombie", "done"), State("multiclaude/r/fox"));
    }

    [Fact]
    public void Work_that_is_nowhere_else_keeps_its_agent_from_being_completed()
    {
        string worktree = Worktree("fox");
        Windows.Open("mc-r", "fox");
        Agent("fox", 999999902, Old);
        WriteState();
        LiveDaemon();
        using var daemon = new MulticlaudeDaemon(Root + "/daemon.sock");
        File.WriteAllText(Path.Combine(worktree, "new"), "work");

        var refused = Lifetop.Run("reap", "fox", "--yes");

        Assert.True(refused.ExitCode == 4, refused.ToString());
        Assert.Contains("by force: 1 file changed", refused.Output + refused.Errors, StringComparison.Ordinal);
        Assert.Empty(daemon.Told);
        Assert.True(File.Exists(Path.Combine(worktree, "new")));
    }

    /// <summary>git status says nothing of commits in a submodule that its superproject names, and what lies in a worktree's submodule is nowhere else.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Submodules_whose_commits_are_in_no_count_keep_their_agent_from_being_completed(bool isDeclared)
    {
        string worktree = Worktree("fox"), library = Lifetop.Folder.File("library");
        Git(Folder, "init", "-q", "-b", "main", library);
        Commit(library, "first");
        if (isDeclared)
            Git(worktree, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", library, "lib");
        else
            Git(worktree, "clone", "-q", library, "lib");
        Commit(worktree + "/lib", "only here");
        Git(worktree, "-c", "advice.addEmbeddedRepo=false", "add", "-A");
        Commit(worktree, "with lib");
        Git(worktree, "push", "-q", "origin", "work/fox");
        Windows.Open("mc-r", "fox");
        Agent("fox", 999999902, Old);
        WriteState();
        LiveDaemon();
        using var daemon = new MulticlaudeDaemon(Root + "/daemon.sock") { Does = _ => Git(Clone, "worktree", "remove", "--force", worktree) };

        var refused = Lifetop.Run("reap", "fox", "--yes");

        Assert.True(refused.ExitCode == 4, refused.ToString());
        Assert.Contains("by force: submodules in it", refused.Output + refused.Errors, StringComparison.Ordinal);
        Assert.Empty(daemon.Told);
        Assert.True(Directory.Exists(worktree));
        Assert.Contains("submodules in r/fox: kept", Lifetop.Run("why", "fox").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_locked_worktree_is_none_that_its_daemon_removes_and_is_named_as_kept()
    {
        string worktree = Worktree("fox");
        Git(Clone, "worktree", "lock", "--reason", "on a stick", worktree);
        Windows.Open("mc-r", "fox");
        Agent("fox", 999999902, Old);
        WriteState();
        LiveDaemon();
        using var daemon = new MulticlaudeDaemon(Root + "/daemon.sock")
        {
            Does = _ =>
            {
                Drop("fox");
                WriteState();
            },
        };

        var reaped = Lifetop.Run("reap", "fox", "--yes");

        Assert.True(reaped.ExitCode == 0, reaped.ToString());
        Assert.EndsWith("its daemon ends it and removes window and entry; worktree kept", reaped.Output.TrimEnd(), StringComparison.Ordinal);
        Assert.Contains("r/fox: it is locked: on a stick", Lifetop.Run("history", "multiclaude/r/fox").Output, StringComparison.Ordinal);
        Assert.True(Directory.Exists(worktree));
    }

    [Theory]
    [InlineData(true, 4)]
    [InlineData(false, 0)]
    public void A_worktree_that_cannot_be_looked_at_is_not_gone_and_kept(bool daemonLives, int exitCode)
    {
        string worktree = Worktree("fox"), folder = Path.GetDirectoryName(worktree)!;
        File.WriteAllText(worktree + "/new", "work");
        Agent("fox", 999999902, Old);
        WriteState();
        if (daemonLives)
            LiveDaemon();
        using var daemon = new MulticlaudeDaemon(daemonLives ? Root + "/daemon.sock" : Lifetop.Folder.File("elsewhere.sock"));
        var mode = File.GetUnixFileMode(folder);
        File.SetUnixFileMode(folder, UnixFileMode.None);

        var listed = RunAsNobody("ls", "--json");
        var reaped = RunAsNobody("reap", "fox", "--yes");

        File.SetUnixFileMode(folder, mode);
        var fox = listed["multiclaude/r/fox"];
        Assert.Contains("worktree " + worktree, fox.Residue);
        Assert.Equal("unknown", fox.SafeToRemove);
        Assert.Contains(listed.Gaps, gap => gap.Contains(folder + ": permission denied", StringComparison.Ordinal));
        Assert.True(reaped.ExitCode == exitCode, reaped.ToString());
        Assert.Contains(daemonLives ? "permission denied" : "worktree kept", reaped.Output + reaped.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(daemon.Told, static told => told.Contains("complete_agent", StringComparison.Ordinal));
        Assert.True(File.Exists(worktree + "/new"));
    }

    [Fact]
    public void M5_A_supervisor_is_its_daemons_to_start_and_is_started_again_through_it_alone()
    {
        Windows.Open("mc-r", "supervisor");
        int shell = Windows.Open("mc-r", "merge-queue");
        int claude = Windows.Run("mc-r", "merge-queue", "claude", "--session-id session-merge-queue");
        Agent("supervisor", 999999901, Old, "supervisor");
        Agent("merge-queue", shell, Old, "merge-queue");
        WriteState();
        LiveDaemon();
        using var daemon = new MulticlaudeDaemon(Root + "/daemon.sock");
        Assert.Equal(("restarting", "restarting"), State("multiclaude/r/supervisor"));
        string before = Tree();

        foreach (string verb in (string[])["reap", "restart"])
        {
            var refused = Lifetop.Run(verb, "supervisor", "--yes");
            Assert.True(refused.ExitCode == 4, refused.ToString());
            Assert.Contains("its own system is starting it again", refused.Errors, StringComparison.Ordinal);
        }
        var reap = Lifetop.Run("reap", "merge-queue", "--yes");
        Assert.True(reap.ExitCode == 4 && reap.Errors.Contains("would start its merge-queue again", StringComparison.Ordinal), reap.ToString());
        Assert.Empty(daemon.Told);
        var restarted = Lifetop.Run("restart", "merge-queue", "--yes");

        Assert.True(restarted.ExitCode == 0, restarted.ToString());
        Assert.Equal(["""{"command":"ping"}""", """{"command":"restart_agent","args":{"repo":"r","agent":"merge-queue","force":true}}"""], daemon.Told);
        Assert.True(RealProcess.StateOf(claude) is not null);
        Assert.Equal(before, Tree());
    }

    [Fact]
    public void M7_An_orphan_window_is_closed_by_its_id_and_its_worktree_goes_only_with_nothing_in_it()
    {
        string clean = Worktree("elk"), dirty = Worktree("elk-2");
        Windows.Open("mc-r", "elk");
        Windows.Open("mc-r", "elk-2");
        Windows.Open("mc-r", "elk-22");
        File.WriteAllText(dirty + "/new", "work");
        foreach (string worktree in (string[])[clean, dirty])
            Directory.SetLastWriteTimeUtc(worktree, DateTime.UtcNow - Old);
        WriteState();
        Assert.Equal(("orphan", "orphan window"), State("multiclaude/r/elk"));
        // Nobody ends it who does not name it.
        Assert.DoesNotContain("sweep multiclaude/r/elk", Lifetop.Run("sweep").Output, StringComparison.Ordinal);

        foreach (string name in (string[])["elk", "elk-2"])
        {
            var reaped = Lifetop.Run("reap", "multiclaude/r/" + name, "--yes");
            Assert.True(reaped.ExitCode == 0, reaped.ToString());
        }

        Assert.Equal(["elk-22"], Windows.Tmux.Tmux("list-windows", "-t", "=mc-r:", "-F", "#{window_name}").Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.False(Directory.Exists(clean));
        Assert.True(File.Exists(dirty + "/new"));
    }

    [Fact]
    public void M8_A_pid_file_that_names_somebody_else_is_removed_with_the_socket_and_nobody_is_signalled()
    {
        var stranger = Start("sleep", "1000");
        Worktree("fox");
        Agent("fox", 999999902, Old);
        WriteState();
        File.WriteAllText(Root + "/daemon.pid", $"{stranger.Pid}\n");
        File.WriteAllText(Root + "/daemon.sock", "");
        File.SetLastWriteTimeUtc(Root + "/daemon.pid", DateTime.UtcNow - Old);
        Assert.Equal(("zombie", "daemon dead, pid reused"), State("multiclaude/daemon"));
        string note = Lifetop.Run("ls", "--columns", "note,key").Lines.Single(static line => line.TrimEnd().EndsWith(" multiclaude/daemon", StringComparison.Ordinal));
        Assert.StartsWith("daemon dead, its pid is another's; 1 agent waits 10m", note, StringComparison.Ordinal);
        string before = Tree(static file => file.EndsWith("daemon.pid", StringComparison.Ordinal));

        var reaped = Lifetop.Run("reap", "multiclaude/daemon", "--yes");

        Assert.True(reaped.ExitCode == 0, reaped.ToString());
        Assert.False(File.Exists(Root + "/daemon.pid") || File.Exists(Root + "/daemon.sock"));
        Assert.Equal(before, Tree());
        Assert.False(stranger.HasEnded);
    }

    [Fact]
    public void A_torn_pid_file_of_a_daemon_is_no_proof_of_its_death_and_nothing_is_done_behind_it()
    {
        Worktree("fox");
        int shell = Windows.Open("mc-r", "fox");
        Agent("fox", 999999902, Old);
        WriteState();
        LiveDaemon();
        File.WriteAllText(Root + "/daemon.pid", "");
        string before = Tree();

        var refused = Lifetop.Run("reap", "fox", "--yes");

        Assert.True(refused.ExitCode == 4, refused.ToString());
        Assert.Contains("whether multiclaude's daemon lives is not known", refused.Output + refused.Errors, StringComparison.Ordinal);
        Lifetop.Run("sweep", "--yes");
        Assert.Equal(before, Tree());
        Assert.NotNull(RealProcess.StateOf(shell));
    }

    [Fact]
    public void Agents_in_panes_keep_their_names_while_the_state_is_torn()
    {
        Windows.Open("mc-r", "fox");
        Agent("fox", Windows.Run("mc-r", "fox", "claude", "--session-id session-fox"), Old);
        Agent("owl", Windows.Open("mc-r", "owl"), Old);
        WriteState();
        var whole = List();
        Assert.Equal(("running", "zombie"), (whole["multiclaude/r/fox"].State, whole["multiclaude/r/owl"].State));
        File.WriteAllText(StateFile, File.ReadAllText(StateFile)[..60]);
        foreach (int look in (int[])[1, 2])
        {
            var torn = List();
            foreach (string key in (string[])["multiclaude/r/fox", "multiclaude/r/owl"])
                Assert.Equal((look, "unknown", "agent"), (look, torn[key].State, torn[key].Kind));
            Assert.DoesNotContain(torn.Workers, static worker => worker.Session == "mc-r" && worker.Source != "multiclaude");
        }
        foreach (string name in (string[])["multiclaude/r/fox", "owl"])
        {
            Assert.Equal(0, Lifetop.Run("why", name).ExitCode);
            var refused = Lifetop.Run("reap", "--yes", name);
            Assert.True(refused.ExitCode == 4, refused.ToString());
        }
        WriteState();
        Assert.Equal(whole["multiclaude/r/fox"].Text("since"), List()["multiclaude/r/fox"].Text("since"));
    }

    [Fact]
    public void M9_A_daemon_that_does_not_answer_is_told_nothing_and_all_stays_as_it_is()
    {
        Worktree("fox");
        int shell = Windows.Open("mc-r", "fox");
        Agent("fox", 999999902, Old);
        WriteState();
        LiveDaemon();
        string before = Tree();
        Assert.Contains("there is no daemon.sock", List()["multiclaude/daemon"].Evidence, StringComparison.Ordinal);

        var failed = Lifetop.Run("reap", "fox", "--yes");

        Assert.True(failed.ExitCode == 1, failed.ToString());
        Assert.Contains("its daemon does not answer", failed.Output + failed.Errors, StringComparison.Ordinal);
        Assert.Equal(before, Tree());
        Assert.NotNull(RealProcess.StateOf(shell));
    }

    [Fact]
    public void A_daemon_that_dies_over_a_completion_and_comes_back_is_asked_anew_and_no_more_than_that()
    {
        Worktree("fox");
        Windows.Open("mc-r", "fox");
        Agent("fox", 999999902, Old);
        WriteState();
        var process = LiveDaemon();
        string before = Tree();
        using (var dying = new MulticlaudeDaemon(Root + "/daemon.sock") { Reply = null, Does = _ => process.Kill() })
        {
            var failed = Lifetop.Run("reap", "fox", "--yes");
            Assert.True(failed.ExitCode == 1, failed.ToString());
            Assert.Equal(2, dying.Told.Count);
        }
        Assert.Equal(("zombie", "daemon dead"), State("multiclaude/daemon"));
        Assert.Equal(("zombie", "dead-in-window"), State("multiclaude/r/fox"));
        Assert.Equal(before, Tree());

        File.Delete(Root + "/daemon.sock");
        LiveDaemon();
        using var daemon = new MulticlaudeDaemon(Root + "/daemon.sock");
        Assert.Equal("live", State("multiclaude/daemon").Item2);
        Assert.Equal(0, Lifetop.Run("reap", "fox", "--yes").ExitCode);
        Assert.Single(daemon.Told, static told => told.Contains("complete_agent", StringComparison.Ordinal));
        // It has cleaned up: there is nothing left to be done, and nothing is asked.
        Windows.Close("mc-r", "fox");
        Git(Clone, "worktree", "remove", "--force", Root + "/wts/r/fox");
        Drop("fox");
        WriteState();
        Lifetop.Run("reap", "multiclaude/r/fox", "--yes");
        Assert.Single(daemon.Told, static told => told.Contains("complete_agent", StringComparison.Ordinal));
    }

    [Fact]
    public void M10_While_its_state_cannot_be_read_nothing_is_done_to_anybody_in_it()
    {
        Worktree("fox");
        int shell = Windows.Open("mc-r", "fox");
        Agent("fox", 999999902, Old);
        WriteState();
        Assert.Equal(("zombie", "dead-in-window"), State("multiclaude/r/fox"));
        string whole = File.ReadAllText(StateFile);
        File.WriteAllText(StateFile, whole[..(whole.Length / 2)]);
        string before = Tree();

        // Who looks for the first time sees its pane, and that nobody can say what of.
        var unknown = List().Workers.Single(one => one.Evidence.Contains("state.json is unreadable", StringComparison.Ordinal));
        var reaped = Lifetop.Run("reap", unknown.Key, "--yes");
        var swept = Lifetop.Run("sweep", "--yes");

        Assert.Equal("unknown", unknown.State);
        Assert.True(reaped.ExitCode == 4, reaped.ToString());
        Assert.Equal(before, Tree());
        Assert.NotNull(RealProcess.StateOf(shell));
        Assert.DoesNotContain("fox", swept.Output, StringComparison.Ordinal);
        WriteState();
        Assert.Equal(("zombie", "dead-in-window"), State("multiclaude/r/fox"));
    }

    [Fact]
    public void M12_Of_two_whose_names_begin_alike_only_the_lost_one_is_reaped_and_only_its_worktree_goes()
    {
        string lost = Worktree("fox"), live = Worktree("fox-2");
        int shell = Windows.Open("mc-r", "fox-2");
        int claude = Windows.Run("mc-r", "fox-2", "claude", "--session-id session-fox-2");
        Agent("fox", 999999902, Old);
        Agent("fox-2", shell, Old);
        WriteState();
        Assert.Equal(("zombie", "lost"), State("multiclaude/r/fox"));
        string state = File.ReadAllText(StateFile);

        var reaped = Lifetop.Run("reap", "multiclaude/r/fox", "--yes");

        Assert.True(reaped.ExitCode == 0, reaped.ToString());
        Assert.Contains("only multiclaude's daemon may write it", Lifetop.Run("reap", "multiclaude/r/fox-2", "--dry-run", "--json").Output + reaped.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(lost));
        Assert.True(Directory.Exists(live) && RealProcess.StateOf(claude) is not null && RealProcess.StateOf(shell) is not null);
        Assert.Equal(state, File.ReadAllText(StateFile));
        Assert.Equal("live", State("multiclaude/r/fox-2").Item2);
    }

    [Fact]
    public void A_pane_that_somebody_split_off_in_its_window_is_nobody_of_it()
    {
        Worktree("fox");
        int shell = Windows.Open("mc-r", "fox");
        int claude = Windows.Run("mc-r", "fox", "claude", "--session-id session-fox");
        string window = Windows.IdOf("mc-r", "fox");
        // Before its own: the first that tmux lists.
        int stranger = int.Parse(Windows.Tmux.Tmux("split-window", "-b", "-d", "-P", "-F", "#{pane_pid}", "-t", window, "sleep 1000"), CultureInfo.InvariantCulture);
        Agent("fox", shell, Old);
        WriteState();
        var row = Lifetop.List()["multiclaude/r/fox"];
        Assert.Equal(("running", claude), (row.State, (int)row.Number("pid")!.Value));

        var reaped = Lifetop.Run("reap", "multiclaude/r/fox", "--yes");

        Assert.True(reaped.ExitCode == 0, reaped.ToString());
        Assert.True(RealProcess.StateOf(claude) is null or 'Z' && RealProcess.StateOf(shell) is null or 'Z', reaped.ToString());
        Assert.True(RealProcess.StateOf(stranger) is not (null or 'Z'), reaped.ToString());
        Assert.Equal([stranger.ToString(CultureInfo.InvariantCulture)], Windows.Tmux.Tmux("list-panes", "-t", window, "-F", "#{pane_pid}").Split('\n'));
    }

    [Fact]
    public void Of_two_windows_of_its_name_the_one_whose_shell_it_knows_is_its_and_without_that_neither()
    {
        Worktree("fox");
        int stranger = Windows.Open("mc-r", "fox");
        int shell = int.Parse(Windows.Tmux.Tmux("new-window", "-d", "-P", "-F", "#{pane_pid}", "-t", "=mc-r:", "-n", "fox"), CultureInfo.InvariantCulture);
        Agent("fox", shell, Old);
        WriteState();
        Assert.Equal(("zombie", "dead-in-window"), State("multiclaude/r/fox"));
        string plan = Lifetop.Run("reap", "multiclaude/r/fox", "--dry-run").Output;
        Assert.True(plan.Contains($" {shell}", StringComparison.Ordinal) && !plan.Contains($" {stranger}", StringComparison.Ordinal), plan);

        Agent("fox", 999999902, Old);
        WriteState();
        Assert.Equal("unknown", State("multiclaude/r/fox").Item1);
        Assert.Contains("mc-r has several windows fox, and pid 999999902 of state.json is in none", Lifetop.List()["multiclaude/r/fox"].Evidence, StringComparison.Ordinal);
        foreach (string[] words in (string[][])[["reap"], ["nudge"]])
        {
            var refused = Lifetop.Run([.. words, "multiclaude/r/fox", "--yes", .. words[0] == "nudge" ? ["hello"] : Array.Empty<string>()]);
            Assert.True(refused.ExitCode == 4, refused.ToString());
        }
        Agent("fox", shell, Old);
        WriteState();
        var reaped = Lifetop.Run("reap", "multiclaude/r/fox", "--yes");

        Assert.True(reaped.ExitCode == 0, reaped.ToString());
        Assert.True(RealProcess.StateOf(stranger) is not (null or 'Z') && RealProcess.StateOf(shell) is null or 'Z', reaped.ToString());
    }

    private static void Commit(string folder, string message)
        => Git(folder, "-c", "user.name=t", "-c", "user.email=t@t", "commit", "-q", "--allow-empty", "-m", message);

    private static bool NotState(string file) => file.Contains("state.json", StringComparison.Ordinal);

    /// <summary>Rewrites the state file without a pause, as its daemon does at every change, each time with another word in it.</summary>
    private sealed class StateWriter : IDisposable
    {
        private readonly Thread _thread;
        private volatile bool _ends;

        public StateWriter(MulticlaudeTests test)
        {
            string state = File.ReadAllText(test.StateFile);
            _thread = new Thread(() =>
            {
                for (int i = 0; !_ends; i++)
                {
                    Last = state.Replace("\"last_nudge\"", $"\"nudges\": {i.ToString(CultureInfo.InvariantCulture)}, \"last_nudge\"", StringComparison.Ordinal);
                    test.Lifetop.WriteWhole("person/.multiclaude/state.json", Last);
                }
            });
            _thread.Start();
        }

        public string Last { get; private set; } = "";

        public void Dispose()
        {
            _ends = true;
            _thread.Join();
        }
    }
}
