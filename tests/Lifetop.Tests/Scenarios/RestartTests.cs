using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>Workers that are started once more, the same way as before.</summary>
public sealed class RestartTests : SpawnScenario
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private string TmuxFolder => Lifetop.Folder.File(LifetopProgram.TmuxName("")).TrimEnd('/');

    [Fact]
    public void Keeps_key_folder_and_environment_and_both_attempts_are_in_the_history()
    {
        Lifetop.Environment["INHERITED"] = "from-above";
        MustSpawn("web", "--cwd", Lifetop.Home, "--env", "GIVEN=hunter", "--", "sh", "-c", "echo \"$INHERITED|$GIVEN|$PWD\"; sleep 1000");
        var before = Lifetop.List()["lifetop/web"];
        Lifetop.Environment["INHERITED"] = "second";

        var restarted = Lifetop.Run("restart", "--yes", "web");

        Assert.True(restarted.ExitCode == 0, restarted.ToString());
        var after = Lifetop.List()["lifetop/web"];
        Assert.NotEqual(before.Pid, after.Pid);
        Assert.Equal((before.PaneId, "running", 1.0), (after.PaneId, after.State, after.Number("restarts")));
        Assert.False(Directory.Exists($"/proc/{before.Pid}"));
        // Of the process that was alive, not of who asked.
        Eventually.True(() => Log("web").Split('\n').Count(line => line == $"from-above|hunter|{Lifetop.Home}") == 2, "the same twice in the log");
        string history = Lifetop.Run("history", "web").Output;
        Assert.Contains($"pid {before.Pid}", history, StringComparison.Ordinal);
        Assert.Contains($"pid {after.Pid}", history, StringComparison.Ordinal);
        Assert.Equal([Path.Combine(Spawned, "web", "log")], FilesWith("from-above"));
    }

    [Fact]
    public void A_dead_one_gets_the_environment_of_who_asks_and_what_was_given()
    {
        MustSpawn("web", "--kind", "daemon", "--env", "GIVEN=hunter", "--", "sh", "-c", "echo \"$INHERITED|$GIVEN\"; exit 1");
        Until("lifetop/web", "failed");
        Lifetop.Environment["INHERITED"] = "second";

        var plan = Lifetop.Run("restart", "--dry-run", "web");
        Lifetop.Run("restart", "--yes", "web");

        Assert.Contains("with the environment of lifetop itself and GIVEN=***", plan.Output, StringComparison.Ordinal);
        LogHolds("web", "second|hunter");
    }

    [Fact]
    public void A_pane_is_opened_again_as_it_was()
    {
        Tmux.Start("main", "sh", "-c", "echo begun; exec sleep 1000");
        var before = Lifetop.List()["tmux/main:0.0"];

        var restarted = Lifetop.Run("restart", "--yes", "tmux/main");

        Assert.True(restarted.ExitCode == 0, restarted.ToString());
        var after = Lifetop.List()["tmux/main:0.0"];
        Assert.Equal(before.PaneId, after.PaneId);
        Assert.NotEqual(before.Pid, after.Pid);
        Assert.Equal("off", Tmux.Tmux("display-message", "-p", "-t", "main", "#{remain-on-exit}"));
    }

    [Fact]
    public void An_adopted_process_gets_a_window_and_keeps_its_name()
    {
        using var worker = RealProcess.Start("sleep", "1000");
        Adopt(worker);

        var restarted = Lifetop.Run("restart", "--yes", "web");

        Assert.True(restarted.ExitCode == 0, restarted.ToString());
        var row = Lifetop.List()["lifetop/web"];
        Assert.Equal(("running", "lifetop"), (row.State, row.Session));
        Assert.True(worker.HasEnded);
    }

    [Fact]
    public void The_first_start_after_a_boot_makes_the_folder_of_the_tmux_sockets()
    {
        using var worker = RealProcess.Start("sleep", "1000");
        Adopt(worker);
        Directory.Delete(TmuxFolder);

        var plan = Lifetop.Run("restart", "--dry-run", "web");
        Assert.True(plan.ExitCode == 0 && !Directory.Exists(TmuxFolder), plan.ToString());
        var restarted = Lifetop.Run("restart", "--yes", "web");

        Assert.True(restarted.ExitCode == 0, restarted.ToString());
        var row = Lifetop.List()["lifetop/web"];
        Assert.Equal(("running", "lifetop"), (row.State, row.Session));
        Assert.True(worker.HasEnded);
        Assert.Equal(Private, File.GetUnixFileMode(TmuxFolder));
    }

    [Fact]
    public void Nobody_is_ended_where_no_window_would_be_opened_for_the_next()
    {
        using var worker = RealProcess.Start("sleep", "1000");
        Adopt(worker);
        File.SetUnixFileMode(TmuxFolder, Private | UnixFileMode.OtherWrite);

        var open = Lifetop.Run("restart", "--yes", "web");
        Directory.Delete(TmuxFolder);
        File.WriteAllText(TmuxFolder, "");
        var closed = Lifetop.Run("restart", "--yes", "web");
        File.Delete(TmuxFolder);

        Assert.Equal((4, 4), (open.ExitCode, closed.ExitCode));
        Assert.Contains($"{TmuxFolder}, where the tmux socket is to be, is open to others", open.Errors, StringComparison.Ordinal);
        Assert.Contains($"{TmuxFolder}: a part of its path is not a folder", closed.Errors, StringComparison.Ordinal);
        Assert.False(worker.HasEnded);
    }

    [Fact]
    public void Where_the_program_is_gone_the_old_one_ends_and_it_says_why_no_other_came()
    {
        string program = Lifetop.Folder.File("mysleep");
        File.Copy("/bin/sleep", program);
        MustSpawn("web", "--", program, "1000");
        var before = Lifetop.List()["lifetop/web"];
        File.Delete(program);

        var plan = Lifetop.Run("restart", "--dry-run", "web");
        var restarted = Lifetop.Run("restart", "--yes", "web");

        Assert.Contains($"it will fail: {program}: no such file", plan.Output, StringComparison.Ordinal);
        Assert.NotEqual(0, restarted.ExitCode);
        Assert.Contains($"{program}: no such file", restarted.Output + restarted.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists($"/proc/{before.Pid}"));
        Assert.Equal(127, Until("lifetop/web", "failed").ExitCode);
    }

    [Fact]
    public void Where_the_folder_is_gone_nobody_is_ended()
    {
        string folder = Lifetop.Folder.File("gone"), other = Lifetop.Folder.File("also");
        Directory.CreateDirectory(folder);
        Directory.CreateDirectory(other);
        using var adopted = RealProcess.StartIn(folder, null, "sleep", "1000");
        Assert.Equal(0, Lifetop.Run("adopt", "--pid", adopted.Pid.ToString(System.Globalization.CultureInfo.InvariantCulture), "--name", "taken").ExitCode);
        MustSpawn("web", "--cwd", other, "--", "sleep", "1000");
        Directory.Delete(folder);
        Directory.Delete(other);

        foreach (var (name, gone) in new[] { ("taken", folder), ("web", other) })
        {
            var plan = Lifetop.Run("restart", "--dry-run", name);
            var restarted = Lifetop.Run("restart", "--yes", name);

            Assert.Equal((4, 4), (plan.ExitCode, restarted.ExitCode));
            Assert.Contains($"its folder is gone: {gone}", restarted.Errors, StringComparison.Ordinal);
            Assert.True(Lifetop.List()["lifetop/" + name].IsAlive);
        }
        Assert.False(adopted.HasEnded);
    }

    [Fact]
    public void Arguments_that_are_no_UTF8_are_not_replaced_by_others()
    {
        // "café" in Latin-1.
        using var worker = RealProcess.StartIn(Lifetop.Home, null, "sh", "-c", "exec tail -f /dev/null \"$(printf 'caf\\351')\"");
        Eventually.True(() => RealProcess.NameOf(worker.Pid) == "tail", "it runs");
        Assert.Equal(0, Lifetop.Run("adopt", "--pid", worker.Pid.ToString(System.Globalization.CultureInfo.InvariantCulture), "--name", "web").ExitCode);

        var restarted = Lifetop.Run("restart", "--yes", "web");
        var spawned = Lifetop.RunUnder(["sh", "-c", "exec \"$@\" \"$(printf 'caf\\351')\"", "sh"], "spawn", "--name", "other", "--", "echo");

        Assert.Equal((4, 2), (restarted.ExitCode, spawned.ExitCode));
        Assert.Contains($"the command line of pid {worker.Pid} cannot be read", restarted.Errors, StringComparison.Ordinal);
        Assert.Contains("spawn takes UTF-8 only", spawned.Errors, StringComparison.Ordinal);
        Assert.False(worker.HasEnded);
        Assert.Null(Lifetop.List().Find("lifetop/other"));
    }

    [Fact]
    public async Task Two_at_once_give_one_process()
    {
        MustSpawn("web", "--", "sh", "-c", "echo begun; exec sleep 1000");

        var both = await Task.WhenAll(Task.Run(() => Lifetop.Run("restart", "--yes", "web")), Task.Run(() => Lifetop.Run("restart", "--yes", "web")));

        Assert.Contains(both, static one => one.ExitCode == 0);
        Assert.Equal("running", Lifetop.List()["lifetop/web"].State);
        string pid = Tmux.Tmux("list-panes", "-a", "-F", "#{pane_pid}");
        Assert.Equal(Lifetop.List()["lifetop/web"].Pid.ToString(), pid);
    }

    [Fact]
    public async Task Two_at_once_give_one_process_also_where_a_window_is_opened_for_it()
    {
        using var worker = RealProcess.StartIn(null, new Dictionary<string, string> { ["LIFETOP_TEST"] = Lifetop.Folder.Path }, "sleep", "1000");
        Adopt(worker);

        var both = await Task.WhenAll(Task.Run(() => Lifetop.Run("restart", "--yes", "web")), Task.Run(() => Lifetop.Run("restart", "--yes", "web")));

        Assert.Contains(both, static one => one.ExitCode == 0);
        var row = Lifetop.List()["lifetop/web"];
        Assert.True(worker.HasEnded);
        Assert.Equal([row.Pid!.Value], RealProcess.Carrying("LIFETOP_TEST=" + Lifetop.Folder.Path));
        Assert.Single(Tmux.Tmux("list-panes", "-a").Split('\n'));
    }

    [Fact]
    public void What_is_done_is_not_done_again()
    {
        MustSpawn("job", "--", "true");
        Until("lifetop/job", "completed");

        var refused = Lifetop.Run("restart", "--yes", "job");

        Assert.Equal(4, refused.ExitCode);
        Assert.Contains("its work is done", refused.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_stopped_is_not_done_however_well_it_ended()
    {
        MustSpawn("job", "--", "sh", "-c", "trap 'exit 0' TERM; echo begun; while :; do sleep 0.02; done");
        LogHolds("job", "begun");
        Assert.Equal(0, Lifetop.Run("stop", "--yes", "job").ExitCode);
        Until("lifetop/job", "completed");

        var restarted = Lifetop.Run("restart", "--yes", "job");

        Assert.True(restarted.ExitCode == 0, restarted.ToString());
        Assert.True(Lifetop.List()["lifetop/job"].IsAlive);
    }

    [Fact]
    public void What_was_restarted_and_then_did_its_work_is_done()
    {
        string once = Lifetop.Folder.File("once");
        MustSpawn("job", "--", "sh", "-c", $"[ -e {once} ] && exit 0; touch {once}; trap 'exit 0' TERM; echo begun; while :; do sleep 0.02; done");
        LogHolds("job", "begun");
        Assert.Equal(0, Lifetop.Run("stop", "--yes", "job").ExitCode);
        Lifetop.Run("restart", "--yes", "job");
        Until("lifetop/job", "completed");

        var refused = Lifetop.Run("restart", "--yes", "job");

        Assert.Equal(4, refused.ExitCode);
        Assert.Contains("its work is done", refused.Errors, StringComparison.Ordinal);
    }

    private void Adopt(RealProcess worker)
        => Assert.Equal(0, Lifetop.Run("adopt", "--pid", worker.Pid.ToString(System.Globalization.CultureInfo.InvariantCulture), "--name", "web").ExitCode);
}
