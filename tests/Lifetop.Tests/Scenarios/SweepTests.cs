using System;
using System.Globalization;
using System.IO;
using System.Linq;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>What a sweep takes away and what it leaves, with the whole program.</summary>
public sealed class SweepTests : Scenario
{
    public SweepTests() => Configure("");

    private string Run => Directory.CreateDirectory(Lifetop.Folder.File("pids")).FullName;

    [Fact]
    public void Shows_its_plan_and_exits_0_without_being_told_yes()
    {
        string file = StalePidFile("old");

        var shown = Lifetop.Run("sweep", "--dir", Run);

        Assert.Equal((0, ""), (shown.ExitCode, shown.Errors));
        Assert.Matches(@"\Asweep pidfile/(\S+/)?old: remove \S+/old\.pid\n\z", shown.Output);
        Assert.True(File.Exists(file));
        Assert.Equal(0, Lifetop.Run("sweep", "--dir", Run, "--yes", "--dry-run").ExitCode);
        Assert.True(File.Exists(file));
    }

    [Fact]
    public void A_folder_is_looked_for_from_where_we_are()
    {
        StalePidFile("old");

        Assert.Equal(Lifetop.Run("sweep", "--dir", Run).Output, Lifetop.Run("sweep", "--dir", Path.GetRelativePath(Lifetop.Home, Run)).Output);
        var none = Lifetop.Run("sweep", "--dir", "nowhere");
        Assert.Contains("there is no such folder", none.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_so_when_there_is_nothing_and_is_silent_for_cron()
    {
        Assert.Equal("nothing to sweep\n", Lifetop.Run("sweep", "--dir", Run).Output);
        var swept = Lifetop.Run("sweep", "--dir", Run, "--yes");
        Assert.Equal((0, "", ""), (swept.ExitCode, swept.Output, swept.Errors));
    }

    [Fact]
    public void Takes_stale_and_reused_pid_files_and_signals_nobody()
    {
        var innocent = Start("sleep", "1000");
        string stale = StalePidFile("stale"), reused = Lifetop.Folder.Write("pids/reused.pid", Text(innocent.Pid));
        File.SetLastWriteTimeUtc(reused, DateTime.UtcNow.AddHours(-1));
        var living = Start("sleep", "1000");
        string kept = Lifetop.Folder.Write("pids/living.pid", Text(living.Pid));

        var swept = Lifetop.Run("sweep", "--dir", Run, "--yes");

        Assert.True(swept.ExitCode == 0, swept.ToString());
        Assert.Equal(["swept reused: 1 file removed", "swept stale: 1 file removed"], swept.Output.TrimEnd().Split('\n').Order());
        Assert.False(File.Exists(stale) || File.Exists(reused));
        Assert.True(File.Exists(kept));
        Assert.False(innocent.HasEnded || living.HasEnded);
        Assert.Contains("sweep", Lifetop.Run("history", "--actions").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void L10_never_touches_what_a_link_leads_to()
    {
        string target = Lifetop.Folder.Write("elsewhere.pid", "999999\n");
        File.SetLastWriteTimeUtc(target, DateTime.UtcNow.AddHours(-1));
        File.CreateSymbolicLink(Path.Combine(Run, "link.pid"), target);

        var swept = Lifetop.Run("sweep", "--dir", Run, "--yes");

        Assert.Equal(0, swept.ExitCode);
        Assert.Equal("999999\n", File.ReadAllText(target));
        Assert.True(File.Exists(Path.Combine(Run, "link.pid")));
    }

    [Fact]
    public void Takes_dead_manifests_with_what_lives_on_of_their_worker_and_leaves_those_with_a_restart_policy()
    {
        var root = StartMarked("LIFETOP_WORKER", Folder + "/api", "sh", "-c", "setsid sleep 1000 & echo $! > $0; wait", Path.Combine(Folder, "child"));
        int child = 0;
        Eventually.True(() => File.Exists(Path.Combine(Folder, "child")) && int.TryParse(File.ReadAllText(Path.Combine(Folder, "child")), CultureInfo.InvariantCulture, out child), "the child");
        string dead = Declare("api", root, $"\"markers\": {{ \"LIFETOP_WORKER\": \"{Folder}/api\" }}");
        var other = Start("sleep", "1000");
        string policy = Declare("daemon", other, "\"restart\": \"always\"");
        ListUntil("manifest/api", static worker => worker.State == "running" || worker.State == "idle", "ran");
        RealProcess.Signal(root.Pid, "KILL");
        RealProcess.Signal(other.Pid, "KILL");
        ListUntil("manifest/api", static worker => worker.State == "zombie", "was a zombie");

        var swept = Lifetop.Run("sweep", "--yes");

        Assert.True(swept.ExitCode == 0, swept.ToString());
        Assert.Contains("swept api: 1 of 1 gone, TERM", swept.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(dead));
        Assert.True(Eventually.IsTrue(() => RealProcess.StartTicksOf(child) is null));
        Assert.True(File.Exists(policy));
    }

    [Fact]
    public void Moves_the_dead_entry_of_an_adopted_worker_to_the_history()
    {
        var worker = Start("sleep", "1000");
        Assert.Equal(0, Lifetop.Run("adopt", "--pid", Text(worker.Pid), "--name", "web").ExitCode);
        RealProcess.Signal(worker.Pid, "KILL");
        Eventually.True(() => List()["lifetop/web"].State is "failed" or "blocked", "its end");

        var swept = Lifetop.Run("sweep", "--yes");

        Assert.True(swept.ExitCode == 0, swept.ToString());
        Assert.Equal("swept web: in the history\n", swept.Output);
        Assert.Null(List().Find("lifetop/web"));
        Assert.Equal("", Lifetop.Run("sweep", "--yes").Output);
    }

    [Fact]
    public void Leaves_protected_ones_and_says_why()
    {
        string file = StalePidFile("old");
        Configure($$"""
            "pidfile": { "globs": ["{{Run}}/*.pid"] }
            """);
        Assert.Equal(0, Lifetop.Run("protect", "old").ExitCode);

        var swept = Lifetop.Run("sweep", "--yes");

        Assert.Equal((0, ""), (swept.ExitCode, swept.Output));
        Assert.Contains("old: protected", swept.Errors, StringComparison.Ordinal);
        Assert.True(File.Exists(file));
    }

    [Fact]
    public void Lists_orphans_with_guidance_and_never_ends_them()
    {
        var owner = Start("sleep", "1000");
        var worker = Start("sleep", "1000");
        Declare("lost", worker, $"\"owner\": {{ \"name\": \"boss\", \"pid\": {owner.Pid}, \"start_ticks\": {owner.StartTicks} }}");
        List();
        RealProcess.Signal(owner.Pid, "KILL");
        if (!Eventually.IsTrue(() => List()["manifest/lost"].State == "orphan"))
            Assert.Fail(List()["manifest/lost"].ToString());

        var swept = Lifetop.Run("sweep", "--yes", "--force");

        Assert.Equal(0, swept.ExitCode);
        Assert.Contains("an orphan for", swept.Errors, StringComparison.Ordinal);
        Assert.Contains($"lifetop adopt --pid {worker.Pid}", swept.Errors, StringComparison.Ordinal);
        Assert.False(worker.HasEnded);
    }

    [Fact]
    public void Stops_after_three_failures_in_a_row()
    {
        var files = Enumerable.Range(1, 5).Select(number => StalePidFile("s" + Text(number))).ToList();
        using var locked = new Unwritable(Run);
        if (!locked.Holds)
            return;

        var swept = Lifetop.Run("sweep", "--dir", Run, "--yes");

        Assert.True(swept.ExitCode is 1 or 6, swept.ToString());
        Assert.Contains("stopped after 3 failures in a row, 2 not begun", swept.Errors, StringComparison.Ordinal);
        Assert.All(files, file => Assert.True(File.Exists(file)));
    }

    [Fact]
    public void Refuses_when_nothing_may_be_written()
    {
        string file = StalePidFile("old");

        Assert.Equal(4, Lifetop.Run("sweep", "--dir", Run, "--yes", "--read-only").ExitCode);
        Assert.Equal(0, Lifetop.Run("sweep", "--dir", Run, "--read-only").ExitCode);
        Assert.True(File.Exists(file));
    }

    [Fact]
    public void Drops_a_plan_whose_lifetop_died_over_a_worker_that_is_no_more()
    {
        Directory.CreateDirectory(Lifetop.StateFolder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        using (var dying = PlanningProgram.Start(Lifetop.StateFolder, "finished 1", 1000))
        {
            Eventually.True(() => OpenPlans() > 0, "the plan");
        }
        Eventually.True(() => Lifetop.Run("doctor").Output.Contains("unfinished", StringComparison.Ordinal), "the unfinished plan");

        var shown = Lifetop.Run("sweep");
        var swept = Lifetop.Run("sweep", "--yes");

        Assert.Contains("drop unfinished plan 1: reap of test/a, ", shown.Output, StringComparison.Ordinal);
        Assert.True(swept.ExitCode == 0, swept.ToString());
        Assert.Equal("swept plan 1: dropped\n", swept.Output);
        Assert.Equal("nothing to sweep\n", Lifetop.Run("sweep").Output);
    }

    [Fact]
    public void Keeps_out_who_listens_until_forced()
    {
        var root = StartMarked("LIFETOP_WORKER", Folder + "/web", "sh", "-c", "setsid python3 -c 'import socket,time;s=socket.socket();s.bind((\"127.0.0.1\",0));s.listen();time.sleep(1000)' & wait");
        string file = Declare("web", root, $"\"markers\": {{ \"LIFETOP_WORKER\": \"{Folder}/web\" }}");
        ListUntil("manifest/web", static worker => worker.Json.GetProperty("ports").GetArrayLength() == 1, "listened");
        RealProcess.Signal(root.Pid, "KILL");
        ListUntil("manifest/web", static worker => worker.State == "zombie", "was a zombie");

        var kept = Lifetop.Run("sweep", "--yes");
        Assert.Contains("web: listens on :", kept.Errors, StringComparison.Ordinal);
        Assert.True(File.Exists(file));
        Assert.Equal(0, Lifetop.Run("sweep", "--yes", "--force").ExitCode);
        Assert.False(File.Exists(file));
    }

    /// <summary>Without the processes of this machine, among which there are orphans now and then.</summary>
    private void Configure(string more) => Lifetop.Configure($$"""{ "sources": { "process": { "enabled": false }{{(more.Length == 0 ? "" : ", " + more)}} } }""");

    private int OpenPlans() => Lifetop.Run("history", "--actions", "--json").Output.Contains("test/a", StringComparison.Ordinal) ? 1 : 0;

    private string StalePidFile(string name)
    {
        var gone = Start("true");
        Eventually.True(() => gone.HasEnded, "its end");
        string file = Lifetop.Folder.Write($"pids/{name}.pid", Text(gone.Pid));
        File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddHours(-1));
        return file;
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A folder from which nothing can be removed, for root neither, where the file system can do that.</summary>
    private sealed class Unwritable : IDisposable
    {
        private readonly string _folder;

        public Unwritable(string folder)
        {
            _folder = folder;
            string probe = Path.Combine(folder, "probe");
            File.WriteAllText(probe, "");
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);
            Change("+i");
            try
            {
                File.Delete(probe);
            }
            catch (UnauthorizedAccessException)
            {
                Holds = true;
            }
        }

        public bool Holds { get; }

        public void Dispose()
        {
            Change("-i");
            File.SetUnixFileMode(_folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            File.Delete(Path.Combine(_folder, "probe"));
        }

        private void Change(string attribute)
        {
            using var change = RealProcess.StartIn(null, null, "sh", "-c", "chattr \"$0\" \"$1\" 2>/dev/null || true", attribute, _folder);
            Eventually.True(() => change.HasEnded, "chattr");
        }
    }
}
