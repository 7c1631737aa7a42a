using System;
using System.IO;
using System.Linq;
using Lifetop.Model;
using Lifetop.Tests.Actions.Running;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>Commands started as workers of lifetop's own, and what is left where that fails.</summary>
[Trait("Waits", "long")]
public sealed class SpawnTests : SpawnScenario
{
    [Fact]
    public void A_worktree_that_a_reap_kept_goes_when_its_worker_is_named_a_second_time_after_it()
    {
        string tree = Lifetop.Folder.File("tree");
        MustSpawn("web", "--repo", Repository(), "--worktree", tree, "--branch", "work", "--", "sleep", "1000");
        File.WriteAllText(Path.Combine(tree, "unsaved"), "");
        Assert.Contains("worktree kept", Lifetop.Run("reap", "web", "--yes").Output, StringComparison.Ordinal);
        Assert.StartsWith("nothing to do for web: reaped ", Lifetop.Run("reap", "web", "--yes").Output, StringComparison.Ordinal);

        var discarded = Lifetop.Run("reap", "web", "--discard", "web", "--yes");

        Assert.True(discarded.ExitCode == 0, discarded.ToString());
        Assert.Equal("reaped web: worktree removed, branch work removed\n", discarded.Output);
        Assert.False(Directory.Exists(tree));
        Assert.Equal("cleaned", Lifetop.List()["lifetop/web"].State);
        Assert.StartsWith("nothing to do for web: reaped ", Lifetop.Run("reap", "web", "--discard", "web", "--yes").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Starts_a_command_with_folder_environment_log_and_record()
    {
        Lifetop.Environment["INHERITED"] = "from above";
        MustSpawn("web", "--kind", "daemon", "--task", "serve", "--env", "GIVEN=a 'b' $c", "--cwd", Lifetop.Home, "--",
            "sh", "-c", "echo \"$INHERITED|$GIVEN|$PWD|$LIFETOP_WORKER|$LIFETOP_HEARTBEAT\"; exec sleep 1000");

        var row = Lifetop.List()["lifetop/web"];
        LogHolds("web", $"from above|a 'b' $c|{Lifetop.Home}|lifetop/web|{Spawned}/web/heartbeat");
        Assert.Equal(("running", "daemon", "serve", "lifetop"), (row.State, row.Kind, row.Text("task"), row.Session));
        Assert.Equal("sleep", RealProcess.NameOf(row.Pid!.Value));
        Assert.Single(Lifetop.List().OfPid(row.Pid.Value));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(Spawned, "web", "env")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(Spawned, "web", "log")));
        Assert.Equal("web", Tmux.Tmux("list-windows", "-a", "-F", "#{window_name}"));
    }

    [Theory]
    [InlineData("two\nlines")]
    [InlineData("-x")]
    [InlineData("blank ")]
    public void What_it_proposes_to_attach_to_names_the_worker(string name)
    {
        var spawned = Spawn(name, "--", "sleep", "1000");
        Assert.True(spawned.ExitCode == 0, spawned.ToString());

        string proposed = spawned.Output.TrimEnd('\n').Split("lifetop attach ")[1];
        var shown = Lifetop.RunUnder(["sh", "-c", $"exec \"$0\" \"$@\" {proposed}"], "why");
        Assert.True(shown.ExitCode == 0, shown.ToString());
        var piped = Lifetop.Fed(Lifetop.Run("ls", "-o", "name", "--filter", "src:lifetop").Output, "why", "-");
        Assert.True(piped.ExitCode == 0, piped.ToString());
    }

    [Fact]
    public void Values_of_the_environment_are_in_no_file_and_no_output()
    {
        Lifetop.Environment["INHERITED"] = "hunter-two";
        var spawned = Spawn("web", "--env", "TOKEN=hunter-one", "--json", "--", "sleep", "1000");

        Assert.Equal(0, spawned.ExitCode);
        Assert.Empty(FilesWith("hunter"));
        string all = spawned.Output + spawned.Errors + Lifetop.List().Output + Lifetop.Run("show", "web").Output + Lifetop.Run("history").Output
            + Lifetop.Run("restart", "--dry-run", "web").Output + Tmux.Tmux("list-panes", "-a", "-F", "#{pane_start_command}") + Tmux.Tmux("show-environment", "-g");
        Assert.DoesNotContain("hunter-one", all, StringComparison.Ordinal);
        Assert.Contains("TOKEN=***", Lifetop.Run("history", "--json").Output + spawned.Output + Lifetop.Run("history").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_of_the_environment_are_on_no_screen()
    {
        Lifetop.Configure("""{ "sources": { "process": { "enabled": false } } }""");
        Lifetop.Environment["INHERITED"] = "hunter-two";
        MustSpawn("web", "--env", "TOKEN=hunter-one", "--", "sleep", "1000");
        using var pty = new Pty(160, 50);
        pty.Start([LifetopProgram.Executable], new System.Collections.Generic.Dictionary<string, string?>(Lifetop.Environment) { ["TERM"] = "xterm-256color" }, Lifetop.Home);
        pty.Until(static screen => screen.Shows("web"), "the worker");

        // Why, tree, history, restart and its result.
        foreach (string keys in (string[])["\r", "t", "H", "r"])
        {
            pty.Type(keys);
            pty.Until(static screen => !screen.Text.Contains("hunter", StringComparison.Ordinal), "no value");
        }
        pty.UntilShows("start again sleep 1000");
        Assert.DoesNotContain("hunter", pty.Screen.Text, StringComparison.Ordinal);
        pty.Type("y");
        pty.UntilShows("restarted web");
        Assert.DoesNotContain("hunter", pty.Screen.Text, StringComparison.Ordinal);
        pty.Type("q");
        Assert.Empty(FilesWith("hunter"));
    }

    [Theory]
    [InlineData("exit 3", "failed", 3, null)]
    [InlineData("kill -9 $$", "failed", null, 9)]
    [InlineData("exec /nowhere/at/all", "failed", 127, null)]
    [InlineData("exit 0", "completed", 0, null)]
    public void How_it_ended_is_known_and_its_pane_is_kept(string script, string state, int? code, int? signal)
    {
        string name = SpawnUntilTold(script);

        var row = Until("lifetop/" + name, state);

        Assert.Equal((code, signal), (row.ExitCode, row.Signal));
        Assert.Equal("lifetop", row.Session);
        Assert.Empty(row.Residue);
    }

    [Fact]
    public void What_is_refused_is_a_result_in_JSON_too()
    {
        var refused = Spawn("web", "--json", "--", "/nowhere/at/all");

        Assert.True(refused.ExitCode == 4, refused.ToString());
        Assert.Equal(("spawn", "refused"), (refused.Json.GetProperty("action").GetString(), refused.Json.GetProperty("outcome").GetString()));
        Assert.Contains("/nowhere/at/all", refused.Json.GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_server_that_the_config_gives_it_is_looked_at_wherever_it_lies()
    {
        using var elsewhere = new TmuxSandbox(Lifetop.Folder, "elsewhere");
        Lifetop.Configure($$"""{ "spawn": { "socket": "{{elsewhere.Socket}}" }, "sources": { "process": { "enabled": false } } }""");
        MustSpawn("job", "--", "sh", "-c", "sleep 1000");

        var row = Lifetop.List()["lifetop/job"];

        Assert.Equal(("running", elsewhere.Tmux("list-panes", "-a", "-F", "#{pane_id}"), "lifetop"), (row.State, row.PaneId, row.Session));
        Assert.Single(Lifetop.List().Workers);
    }

    /// <summary>tmux 3.3a now and then forgets how a pane ended that was killed while the machine is busy: that is nothing of ours to test.</summary>
    private string SpawnUntilTold(string script)
    {
        for (int i = 1; ; i++)
        {
            string name = "job" + i.ToString(System.Globalization.CultureInfo.InvariantCulture);
            MustSpawn(name, "--", "sh", "-c", script);
            string Told() => Tmux.Tmux("list-panes", "-t", name, "-F", "#{pane_dead}#{pane_dead_status}#{pane_dead_signal}");
            Tmux.AwaitDeath(name);
            if (Eventually.IsTrue(() => Told().Length > 1, TimeSpan.FromSeconds(2)) || i == 5)
                return name;
        }
    }

    [Fact]
    public void Hostile_names_and_arguments_stay_what_they_are()
    {
        string mark = Lifetop.Folder.File("mark");
        string name = "a;#(touch ..mark) $(touch ..mark) '\"%H ;";
        string[] words = [";", $"#(touch {mark})", $"$(touch {mark})", "it's", "{}", "-n", "%d", "x\ny", "trailing;", "\\;"];
        Assert.Contains($"lifetop attach {ShellWord.Of(name)}", Spawn(name, ["--", "sh", "-c", "for w; do printf '<%s>' \"$w\"; done; exec sleep 1000", "sh", .. words]).Output, StringComparison.Ordinal);

        string log = Path.Combine(Directory.GetDirectories(Spawned).Single(), "log");
        Eventually.True(() => File.ReadAllText(log).Replace("\r", "", StringComparison.Ordinal).Contains(string.Concat(words.Select(static word => $"<{word}>")), StringComparison.Ordinal), "its words in the log");
        Assert.Equal("running", Lifetop.List()["lifetop/" + name].State);
        Assert.Equal(0, Lifetop.Run("restart", "--yes", name).ExitCode);
        Assert.Equal(0, Lifetop.Run("reap", "--yes", name).ExitCode);
        Assert.Empty(Directory.EnumerateFiles(Lifetop.Folder.Path, "*mark", SearchOption.AllDirectories));
    }

    [Fact]
    public void The_log_stays_bounded_and_its_end_is_whole()
    {
        MustSpawn("loud", "--", "sh", "-c", "i=0; yes 0123456789012345678901234567890123456789 | head -n 700000; echo the end; exec sleep 1000");

        Eventually.True(() => Log("loud").EndsWith("the end\n", StringComparison.Ordinal), "the end in the log", TimeSpan.FromSeconds(60));
        long size = new FileInfo(Path.Combine(Spawned, "loud", "log")).Length + new FileInfo(Path.Combine(Spawned, "loud", "log.1")).Length;
        Assert.InRange(size, 8 << 20, 20 << 20);
        Assert.Equal(2, Directory.GetFiles(Path.Combine(Spawned, "loud"), "log*").Length);
    }

    [Theory]
    [InlineData("set-option", "open window")]
    [InlineData("new-window", "open window")]
    [InlineData("pipe-pane", "pipe log")]
    public void What_was_made_is_unmade_when_tmux_fails(string command, string step)
    {
        string repository = Repository();
        BeforeTmux($"case \" $* \" in *' {command} '*) echo no >&2; exit 1;; esac; real \"$@\"");

        var result = Spawn("web", "--repo", repository, "--worktree", Lifetop.Folder.File("fresh"), "--branch", "fresh", "--env", "A=b", "--", "touch", Lifetop.Folder.File("begun"));

        Assert.Equal(1, result.ExitCode);
        Assert.Contains($"{step} failed: tmux: no; all that was made before is undone", result.Errors, StringComparison.Ordinal);
        IsAsBefore(repository);
    }

    [Fact]
    public void What_was_made_is_unmade_when_the_program_cannot_begin()
    {
        string repository = Repository();
        // The pane's shell is gone before it is told what to become.
        BeforeTmux("case \" $* \" in *' pipe-pane '*) pid=$(real -S \"$3\" list-panes -a -F '#{pane_pid}'); for p in $pid; do kill -9 $p; done;; *) real \"$@\";; esac");

        var result = Spawn("web", "--repo", repository, "--worktree", Lifetop.Folder.File("fresh"), "--branch", "fresh", "--", "touch", Lifetop.Folder.File("begun"));

        Assert.Equal(1, result.ExitCode);
        IsAsBefore(repository);
    }

    /// <summary>All was free when it was checked.</summary>
    [Theory]
    [InlineData("*' branch '*|*' worktree add '*", "fresh", "a branch named 'fresh' already exists; nothing was made")]
    [InlineData("*' worktree add '*", "theirs", "fresh (it is not empty)")]
    public void A_worktree_that_somebody_else_makes_at_its_place_meanwhile_stays(string call, string branch, string why)
    {
        string repository = Repository(), worktree = Lifetop.Folder.File("fresh");
        string theirs = $"real -C '{repository}' worktree add -q -b {branch} '{worktree}'; real -C '{worktree}' -c user.name=t -c user.email=t@example.org commit -q --allow-empty -m theirs; echo work > '{worktree}/file'";
        Lifetop.Before("git", $"case \" $* \" in {call}) if mkdir '{Lifetop.Folder.File("told")}' 2> /dev/null; then {theirs}; fi;; esac; real \"$@\"");

        var result = Spawn("web", "--repo", repository, "--worktree", worktree, "--branch", "fresh", "--", "sleep", "1000");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(why, result.Errors, StringComparison.Ordinal);
        Assert.Equal("work\n", File.ReadAllText(Path.Combine(worktree, "file")));
        Assert.Equal("theirs", Repositories.Git(worktree, "log", "-1", "--format=%s", branch));
        Assert.Equal(branch, Repositories.Git(repository, "branch", "--list", "--format=%(refname:short)", "fresh", "theirs"));
        Assert.False(Tmux.Try("list-panes", "-a").Succeeded, "a window is left");
    }

    [Theory]
    [InlineData("no command no-such-program on PATH", "--", "no-such-program")]
    [InlineData("no such file", "--", "./nothing")]
    [InlineData("not executable", "--", "/etc/passwd")]
    [InlineData("--cwd: no folder /no/where", "--cwd", "/no/where", "--", "sleep", "1")]
    [InlineData("in no git repository", "--repo", "/", "--worktree", "/tmp/lifetop-none", "--branch", "b", "--", "sleep", "1")]
    [InlineData("100001 asked for, 100000 of 100000 (tokens.budget) are left", "--tokens", "100001", "--", "sleep", "1")]
    public void What_cannot_work_is_refused_before_anything_is_made(string why, params string[] rest)
    {
        Lifetop.Environment["LIFETOP_TOKENS_BUDGET"] = "100000";

        var result = Spawn("web", rest);

        Assert.Equal(4, result.ExitCode);
        Assert.Contains(why, result.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Spawned));
        Assert.False(File.Exists(Tmux.Socket));
    }

    [Fact]
    public void Without_tmux_nothing_is_made()
    {
        Lifetop.Environment["PATH"] = Lifetop.Folder.File("home");

        var result = Spawn("web", "--", "/bin/sleep", "1000");

        Assert.Equal(4, result.ExitCode);
        Assert.Contains("no tmux on PATH", result.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Spawned));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("0s")]
    public void A_heartbeat_of_no_time_is_no_promise(string every)
    {
        var result = Spawn("web", "--heartbeat", every, "--", "sleep", "1000");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("--heartbeat: it must be longer than 0", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_session_that_the_users_own_tmux_would_end_when_nobody_is_attached_is_kept()
    {
        Lifetop.Folder.Write("home/.tmux.conf", "set -g destroy-unattached on\n");

        MustSpawn("web", "--", "sleep", "1000");
        MustSpawn("api", "--", "sleep", "1000");

        Assert.Equal("lifetop", Tmux.Tmux("list-sessions", "-F", "#{session_name}"));
        Assert.Equal(("running", "running"), (Lifetop.List()["lifetop/web"].State, Lifetop.List()["lifetop/api"].State));
    }

    [Fact]
    public void A_name_is_one_workers_until_it_is_reaped()
    {
        MustSpawn("web", "--", "sleep", "1000");

        var second = Spawn("web", "--", "sleep", "1000");
        Assert.True(second.ExitCode == 4, second.ToString());
        Assert.Contains("taken by lifetop/web, running", second.Errors, StringComparison.Ordinal);
        var reaped = Lifetop.Run("reap", "--yes", "web");
        Assert.True(reaped.ExitCode == 0, reaped.ToString());
        MustSpawn("web", "--", "sleep", "1000");
    }

    [Fact]
    public void Who_takes_the_name_while_another_is_being_checked_keeps_what_is_its_own()
    {
        MustSpawn("seed", "--", "sleep", "1000");
        Meanwhile("spawn --name web --env WHO=first -- sh -c 'echo begun; exec sleep 1000'");

        var second = SpawnInTree("web", "--env", "WHO=second");

        Assert.True(second.ExitCode == 4, second.ToString());
        Assert.Contains("the name web has just been taken", second.Errors, StringComparison.Ordinal);
        Assert.Equal("WHO=first", File.ReadAllText(Path.Combine(Spawned, "web", "env")).TrimEnd('\0'));
        LogHolds("web", "begun");
        Assert.False(Directory.Exists(Lifetop.Folder.File("fresh")));
    }

    /// <summary>With its last window a tmux server goes, and whoever asks meanwhile is told that it has gone, or that nothing is there.</summary>
    [Theory]
    [InlineData("list-sessions")]
    [InlineData("new-session")]
    [InlineData("new-window")]
    public void A_server_that_is_just_ending_is_no_failure(string command)
    {
        string told = Lifetop.Folder.File("told");
        BeforeTmux($"case \" $* \" in *' {command} '*) if mkdir '{told}' 2> /dev/null; then real -S \"$3\" kill-server 2> /dev/null; echo 'server exited unexpectedly' >&2; exit 1; fi;; esac; real \"$@\"");

        MustSpawn("web", "--", "sleep", "1000");

        Assert.True(Directory.Exists(told));
        Assert.Equal("web", Tmux.Tmux("list-windows", "-a", "-F", "#{window_name}"));
    }

    [Fact]
    public void Reap_gives_back_what_spawn_made()
    {
        string repository = Repository(), worktree = Lifetop.Folder.File("fresh");
        MustSpawn("web", "--repo", repository, "--worktree", worktree, "--branch", "fresh", "--env", "A=b", "--", "sh", "-c", "pwd; exec sleep 1000");
        LogHolds("web", worktree);

        var reaped = Lifetop.Run("reap", "--yes", "web");

        Assert.True(reaped.ExitCode == 0, reaped.ToString());
        Assert.False(Directory.Exists(worktree));
        Assert.Equal("", Repositories.Git(repository, "branch", "--list", "fresh").Trim());
        Assert.Equal(["log"], Directory.GetFiles(Path.Combine(Spawned, "web")).Select(Path.GetFileName));
        Assert.False(Eventually.IsTrue(() => File.Exists(Tmux.Socket) && Tmux.Try("list-panes", "-a").Succeeded, TimeSpan.FromMilliseconds(100)));
    }

    private void IsAsBefore(string repository)
    {
        Assert.False(File.Exists(Lifetop.Folder.File("begun")));
        Assert.False(Directory.Exists(Lifetop.Folder.File("fresh")));
        Assert.Equal("", Repositories.Git(repository, "branch", "--list", "fresh").Trim());
        Assert.Empty(Directory.GetFileSystemEntries(Spawned));
        Assert.Null(Lifetop.List().Find("lifetop/web"));
        var panes = Tmux.Try("list-panes", "-a");
        Assert.False(panes.Succeeded, "a window is left");
    }
}
