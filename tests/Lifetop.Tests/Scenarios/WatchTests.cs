using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using Lifetop.Tests.Registry;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>Who leads, how it is seen to do, and what it does and leaves by itself.</summary>
public sealed class WatchTests : WatchScenario
{
    [Fact]
    public void Reaps_what_was_spawned_and_is_over_and_nothing_else()
    {
        Configure();
        using var adopted = RealProcess.Start("sh", "-c", "sleep 1000 & wait");
        using var bystander = RealProcess.Start("sleep", "1000");
        string stale = Lifetop.WriteManifest("other", $"{{ \"key\": \"other\", \"pid\": {bystander.Pid}, \"start_ticks\": {bystander.StartTicks - 1} }}");
        Assert.Equal(0, Lifetop.Run("adopt", "--pid", Text(adopted.Pid), "--name", "adopted").ExitCode);
        MustSpawn("job", "--", "sh", "-c", $"setsid sleep 1000 & echo $! > {Lifetop.Folder.File("child")}; sleep 0.5; exit 1");
        MustSpawn("lives", "--", "sleep", "1000");
        // What a dead one left, one whose owner is gone, and a pane that nobody spawned with its dead neighbour.
        string mark = Lifetop.Folder.File("mark");
        using var dead = RealProcess.StartIn(null, new Dictionary<string, string> { ["LIFETOP_WORKER"] = mark }, "sh", "-c", "setsid --fork sleep 1000; exec sleep 1001");
        using var boss = RealProcess.Start("sleep", "1000");
        using var orphan = RealProcess.Start("sleep", "1000");
        Manifest("dead", dead, $", \"markers\": {{ \"LIFETOP_WORKER\": \"{mark}\" }}");
        Manifest("orphan", orphan, $", \"owner\": {{ \"name\": \"boss\", \"pid\": {boss.Pid}, \"start_ticks\": {boss.StartTicks} }}");
        Tmux.Tmux("new-session", "-d", "-s", "mine", "sleep", "1000");
        Tmux.Tmux("set-option", "-g", "remain-on-exit", "on");
        Tmux.Tmux("new-window", "-d", "-t", "mine:", "false");
        Eventually.True(() => RealProcess.Carrying("LIFETOP_WORKER=" + mark).Count == 2, "both of its processes");
        Lifetop.List();
        boss.Kill();
        dead.Kill();
        int left = Assert.Single(RealProcess.Carrying("LIFETOP_WORKER=" + mark));
        Eventually.True(() => File.Exists(Lifetop.Folder.File("child")) && File.ReadAllText(Lifetop.Folder.File("child")).EndsWith('\n'), "the child");
        int child = int.Parse(File.ReadAllText(Lifetop.Folder.File("child")).Trim(), CultureInfo.InvariantCulture);
        Lead();

        Eventually.True(() => RealProcess.StartTicksOf(child) is null, "what is left of the spawned one is ended");
        Until("lifetop/job", "cleaned");
        Assert.Equal("zombie", Lifetop.List()["manifest/other"].State);
        Assert.True(File.Exists(stale));
        Assert.False(adopted.HasEnded || bystander.HasEnded || orphan.HasEnded);
        Assert.Equal("sleep", RealProcess.NameOf(left));
        Assert.Equal(2, Tmux.Tmux("list-panes", "-s", "-t", "mine:").Split('\n').Length);
        Assert.Equal("job", ProgramRegistry.Ask(Lifetop, "SELECT group_concat(DISTINCT replace(key, 'lifetop/', '')) FROM plan_workers w JOIN plans p ON p.id=w.plan WHERE p.via='watch'"));
        RealProcess.Signal(left, "KILL");
        Assert.Contains(Lifetop.List()["lifetop/lives"].State, (string[])["running", "idle"]);
        Assert.True(Eventually.IsTrue(() => WatchLog.Contains("job: reaped job: ", StringComparison.Ordinal)), WatchLog);
        Assert.Contains("watch", Lifetop.Run("history", "--actions").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Reaps_zombies_of_a_source_that_policy_lets_go()
    {
        Configure("\"policy\": { \"manifest\": { \"reap\": \"auto\" }, \"lifetop\": { \"reap\": \"no\" } }");
        string file = Lifetop.WriteManifest("old", "{ \"key\": \"old\", \"pid\": 4194303 }");
        MustSpawn("job", "--", "sh", "-c", "setsid sleep 1000 & sleep 0.5; exit 1");
        Until("lifetop/job", "zombie");
        Lead();

        Eventually.True(() => !File.Exists(file), "the dead manifest goes");
        Assert.Equal("zombie", Lifetop.List()["lifetop/job"].State);
    }

    /// <summary>As <c>nohup</c> starts it. Blocked is not ignored: what is only blocked ends it as ever.</summary>
    [Fact]
    public void Goes_on_without_its_terminal_where_hangups_are_ignored_and_hears_what_was_blocked()
    {
        Configure();
        string signals = Lifetop.Folder.File("signals");
        Tmux.Tmux("new-session", "-d", "sleep", "1000");
        // Read by the shell itself: around the start of another program it blocks all for a moment.
        BeforeTmux($"while read -r line; do case $line in SigBlk*|SigIgn*) echo \"$line\";; esac; done < /proc/$$/status > {signals}.$$ && mv {signals}.$$ {signals}; real \"$@\"");
        var watch = Lead("env", "--ignore-signal=HUP", "--block-signal");
        RealProcess.Signal(watch.Pid, "HUP");
        Eventually.True(() => File.Exists(signals), "a child of its own");
        string[] sets = File.ReadAllLines(signals);
        Assert.Equal(2, sets.Length);
        Assert.All(sets, static line => Assert.EndsWith("0000000000000000", line, StringComparison.Ordinal));
        Assert.Equal(watch.Pid, Leader());
        RealProcess.Signal(watch.Pid, "TERM");
        Eventually.True(() => watch.HasEnded, "its end");
    }

    [Fact]
    public void One_leads_the_other_follows_and_takes_over()
    {
        Configure();
        var leader = Lead();
        string told = Lifetop.Folder.File("follower");
        var follower = Watch("--log", told);
        Eventually.True(() => File.Exists(told) && File.ReadAllText(told).Contains($"pid {leader.Pid} leads", StringComparison.Ordinal), "it says who leads");
        Assert.Equal(leader.Pid, Leader());

        Kill(leader);

        Eventually.True(() => Leader() == follower.Pid, "the follower leads");
        Assert.Contains("leads as pid", File.ReadAllText(told), StringComparison.Ordinal);
    }

    [Fact]
    public void Its_files_repair_themselves()
    {
        Configure();
        var leader = Lead();
        File.WriteAllText(WatchFile("pid"), "1\n");
        File.Delete(WatchFile("health.json"));

        Eventually.True(() => File.ReadAllText(WatchFile("pid")) == Text(leader.Pid) + "\n" && Leader() == leader.Pid, "both are right again");
    }

    [Fact]
    public void Detaches_is_seen_everywhere_and_stops()
    {
        Configure();
        Assert.Equal((3, "no watch runs\n"), (Lifetop.Run("watch", "--status").ExitCode, Lifetop.Run("watch", "--status").Output));
        Assert.Equal("no watch runs\n", Lifetop.Run("watch", "--stop").Output);
        Assert.Equal(JsonValueKind.Null, Lifetop.List().Json.GetProperty("watch").ValueKind);

        var detached = Lifetop.Run("watch", "--detach");

        Assert.True(detached.ExitCode == 0, detached.ToString());
        int pid = Leader();
        Assert.StartsWith($"watch runs: pid {pid}", detached.Output, StringComparison.Ordinal);
        Assert.Equal(pid, Lifetop.List().Json.GetProperty("watch").GetProperty("pid").GetInt32());
        Assert.Empty(Lifetop.List().Json.GetProperty("watch").GetProperty("failing").EnumerateArray());
        Assert.Matches($@"ok +watch +pid {pid} leads since ", Lifetop.Run("doctor").Output);
        Assert.StartsWith($"watch runs already: pid {pid}", Lifetop.Run("watch", "--detach").Output, StringComparison.Ordinal);

        var stopped = Lifetop.Run("watch", "--stop");

        Assert.Equal((0, $"watch stopped: pid {pid}\n"), (stopped.ExitCode, stopped.Output));
        Eventually.True(() => RealProcess.StateOf(pid) is null or 'Z', "its end");
        Assert.False(File.Exists(WatchFile("pid")) || File.Exists(WatchFile("health.json")));
        Assert.Contains("watch: ended", WatchLog, StringComparison.Ordinal);
    }

    [Fact]
    public void C04_a_source_that_hangs_is_named_and_the_others_go_on()
    {
        Configure();
        using var other = Lifetop.Tmux("other");
        other.Start("main", "sleep", "1000");
        Lead();
        int server = other.ServerPid;
        RealProcess.Signal(server, "STOP");
        try
        {
            Eventually.True(() => Lifetop.List().Json.GetProperty("watch").GetProperty("failing").EnumerateArray().Any(static gap => gap.GetProperty("source").GetString() == "tmux"), "the source is named");
            using var worker = RealProcess.Start("sleep", "1000");
            Lifetop.WriteManifest("fresh", $"{{ \"key\": \"fresh\", \"pid\": {worker.Pid}, \"start_ticks\": {worker.StartTicks}, \"boot_id\": \"{RealProcess.Boot}\" }}");
            Kill(worker);
            Eventually.True(() => WatchLog.Contains("manifest/fresh: zombie", StringComparison.Ordinal), "another source is fresh");
            Assert.Contains("for ", Lifetop.Run("doctor").Output, StringComparison.Ordinal);
        }
        finally
        {
            RealProcess.Signal(server, "CONT");
        }
        Eventually.True(() => !Lifetop.List().Json.GetProperty("watch").GetProperty("failing").EnumerateArray().Any(), "it answers again");
        Assert.Contains(Status.Json.GetProperty("sources").EnumerateArray(), static source => source.GetProperty("until").ValueKind == JsonValueKind.String);
    }

    [Fact]
    public void Hooks_are_told_the_facts_and_failing_ones_do_no_harm()
    {
        string told = Lifetop.Folder.File("told");
        Configure($$"""
            "hooks": [
              { "name": "tell", "on": ["failed"], "run": ["sh", "-c", "cat > '{{told}}.part' && echo \"$LIFETOP_KEY $LIFETOP_STATE\" >> '{{told}}.part' && mv '{{told}}.part' '{{told}}'"] },
              { "name": "wrong", "on": ["failed"], "run": ["false"] }
            ]
            """);
        Lead();
        MustSpawn("job", "--", "sh", "-c", "echo last words; exit 7");

        Assert.True(Eventually.IsTrue(() => File.Exists(told)), WatchLog);
        string[] lines = File.ReadAllText(told).Split('\n');
        string all = string.Concat(lines);
        Assert.Contains("\"key\":\"lifetop/job\"", all, StringComparison.Ordinal);
        Assert.Contains("\"exit_code\":7", all, StringComparison.Ordinal);
        Assert.Contains("lifetop/job failed", all, StringComparison.Ordinal);
        Eventually.True(() => WatchLog.Contains("hook wrong: exit 1", StringComparison.Ordinal), "the failing one is told of");
        Eventually.True(() => Lifetop.List()["lifetop/job"].Text("summary") == "last words", "its last words are its summary");
    }

    [Fact]
    public void Finishes_what_a_lifetop_left_that_died_lately()
    {
        Configure();
        using var worker = RealProcess.Start("sleep", "1000");
        string file = Lifetop.WriteManifest("a", $"{{ \"key\": \"a\", \"pid\": {worker.Pid}, \"start_ticks\": {worker.StartTicks}, \"boot_id\": \"{RealProcess.Boot}\" }}");
        Lifetop.List();
        LeaveHalfDone();

        Lead();

        Eventually.True(() => WatchLog.Contains("dropped plan 1", StringComparison.Ordinal), "the plan about somebody who is no more is dropped");
        Assert.DoesNotContain("plan 1 unfinished", Lifetop.Run("doctor").Output, StringComparison.Ordinal);
        Assert.False(worker.HasEnded);
        Assert.True(File.Exists(file));
    }

    [Fact]
    public void Archives_what_ended_long_enough_ago()
    {
        Configure("\"archive_after\": \"2s\"");
        using var worker = RealProcess.Start("sleep", "1000");
        Assert.Equal(0, Lifetop.Run("adopt", "--pid", Text(worker.Pid), "--name", "web").ExitCode);
        Lead();
        worker.Kill();

        Eventually.True(() => ProgramRegistry.Ask(Lifetop, "SELECT count(*) FROM workers WHERE key='lifetop/web' AND archived_at IS NOT NULL") == "1", "it is in the history", TimeSpan.FromSeconds(60));
        Assert.Null(Lifetop.List().Find("lifetop/web"));
    }

    [Fact]
    public void Archives_a_spawned_one_with_the_window_that_was_kept_for_its_exit_status()
    {
        Configure("\"archive_after\": \"1s\"");
        MustSpawn("keep", "--", "sleep", "1000");
        MustSpawn("done", "--", "true");
        Until("lifetop/done", "completed");
        Assert.Contains("close window", Lifetop.Run("archive", "done", "--dry-run").Output, StringComparison.Ordinal);
        Lead();

        Eventually.True(() => ProgramRegistry.Ask(Lifetop, "SELECT count(*) FROM workers WHERE key='lifetop/done' AND archived_at IS NOT NULL") == "1", "it is in the history", TimeSpan.FromSeconds(60));
        Assert.Equal(("lifetop/keep", "running"), Lifetop.List().Workers.Select(static row => (row.Key, row.State)).Single());
    }

    [Fact]
    public void What_others_decide_while_it_records_is_never_lost()
    {
        Configure();
        var processes = Enumerable.Range(0, 9).Select(static _ => RealProcess.Start("sleep", "1000")).ToList();
        try
        {
            Assert.Equal(0, Lifetop.Run("adopt", "--pid", Text(processes[8].Pid), "--name", "first").ExitCode);
            Lead();
            for (int i = 0; i < 8; i += 2)
            {
                Manifest(Text(i), processes[i], "");
                Eventually.True(() => ProgramRegistry.Ask(Lifetop, $"SELECT count(*) FROM workers WHERE key='manifest/{i}'") == "1", "the watch records", TimeSpan.FromSeconds(20));
                processes[i].Kill();
                Assert.Equal(0, Lifetop.Run("adopt", "--pid", Text(processes[i + 1].Pid), "--name", $"a{i}").ExitCode);
                Assert.Equal(0, Lifetop.Run("protect", $"a{i}").ExitCode);
                Eventually.True(() => WatchLog.Contains($"manifest/{i}: zombie", StringComparison.Ordinal), "the watch records again", TimeSpan.FromSeconds(20));
                for (int earlier = 0; earlier <= i; earlier += 2)
                {
                    var listed = Lifetop.List();
                    Assert.True(listed.Find($"lifetop/a{earlier}")?.Json.GetProperty("protected").GetBoolean() == true,
                        $"a{earlier} after a{i}, in the registry {ProgramRegistry.Ask(Lifetop, "SELECT group_concat(key || ' ' || protected) FROM workers")}: {listed}\n{WatchLog}");
                }
            }
        }
        finally
        {
            processes.ForEach(static process => process.Dispose());
        }
    }

    [Fact]
    public void Prints_a_unit_that_starts_this_program()
    {
        var unit = Lifetop.Run("watch", "--print-unit");

        Assert.Equal(0, unit.ExitCode);
        Assert.Contains($"ExecStart=\"{LifetopProgram.Executable}\" watch\n", unit.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(Lifetop.StateFolder, "watch")));
    }

    [Fact]
    public void What_it_answers_is_JSON_where_that_is_asked_for()
    {
        Configure();
        (string Option, string Outcome)[] table = [("--stop", "already"), ("--detach", "done"), ("--detach", "already"), ("--stop", "done")];
        foreach (var (option, outcome) in table)
        {
            var told = Lifetop.Run("watch", option, "--json");
            Assert.True(told.ExitCode == 0, told.ToString());
            Assert.Equal(("watch", outcome), (told.Json.GetProperty("action").GetString(), told.Json.GetProperty("outcome").GetString()));
            Assert.Contains("watch", told.Json.GetProperty("reason").GetString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("--stop", "--status")]
    [InlineData("--detach", "--print-unit")]
    public void Of_what_excludes_each_other_it_does_nothing(string one, string other)
    {
        var refused = Lifetop.Run("watch", one, other);

        Assert.True((refused.ExitCode, refused.Output) == (2, ""), refused.ToString());
        Assert.Contains($"{one} and {other}", refused.Errors, StringComparison.Ordinal);
    }

    [NeedsDiskFact]
    public void In_the_background_too_it_says_why_it_cannot_lead()
    {
        using var disk = new SmallDisk(1000);
        disk.MakeReadOnly();
        Lifetop.Environment["XDG_STATE_HOME"] = disk.Path;

        var refused = Lifetop.Run("watch", "--detach");

        Assert.True(refused.ExitCode == 4, refused.ToString());
        Assert.Equal($"lifetop: {disk.Path}/lifetop/watch/lock: the file system is read-only\n", refused.Errors);
    }

    [Fact]
    public void Ends_cleanly_when_told_to()
    {
        Configure();
        var watch = Lead();

        RealProcess.Signal(watch.Pid, "TERM");

        Eventually.True(() => watch.HasEnded, "its end", TimeSpan.FromSeconds(10));
        Assert.Equal(0, Leader());
        Assert.False(File.Exists(WatchFile("pid")));
    }

    private void Manifest(string key, RealProcess process, string more)
        => Lifetop.WriteManifest(key, $"{{ \"key\": \"{key}\", \"pid\": {process.Pid}, \"start_ticks\": {process.StartTicks}, \"boot_id\": \"{RealProcess.Boot}\"{more} }}");

    private void LeaveHalfDone()
    {
        using var dying = PlanningProgram.Start(Lifetop.StateFolder, "finished 1", 1000);
        Eventually.True(() => Lifetop.Run("history", "--actions", "--json").Output.Contains("test/a", StringComparison.Ordinal), "the plan");
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
