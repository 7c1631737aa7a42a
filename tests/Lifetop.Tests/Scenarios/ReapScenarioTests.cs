using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>What a reap touches and what it does not, with the whole program, real processes and real panes.</summary>
public sealed class ReapScenarioTests : Scenario
{
    [Theory]
    [InlineData("0", "")]
    [InlineData("0", "stubborn")]
    [InlineData("0.002", "")]
    [InlineData("0.002", "stubborn")]
    [InlineData("0.03", "stubborn")]
    public void A_chain_that_forks_leaves_its_session_and_ends_is_caught_by_the_marker_it_is_born_with(string rest, string mood)
    {
        string dots = Lifetop.Folder.File("dots"), stop = Lifetop.Folder.File("stop");
        var root = StartMarked("CHAIN", Folder, "python3", RealProcess.ScriptPath("leaping.py"), rest, dots, stop, mood);
        try
        {
            Declare("chain", root, $"\"markers\": {{ \"CHAIN\": \"{Folder}\" }}");
            Eventually.True(() => File.Exists(dots) && new FileInfo(dots).Length > 5, "the chain goes on");

            var reaped = Lifetop.Run("reap", "chain", "--yes", "--grace", "1s");

            Assert.True(reaped.ExitCode == 0, reaped.ToString());
            long length = new FileInfo(dots).Length;
            for (int look = 0; look < 20; look++)
                Assert.Empty(RealProcess.Carrying("CHAIN=" + Folder));
            Assert.Equal(length, new FileInfo(dots).Length);
        }
        finally
        {
            File.WriteAllText(stop, "");
            Eventually.True(() => RealProcess.Carrying("CHAIN=" + Folder).Count == (root.HasEnded ? 0 : 1), "the end of the chain");
        }
    }

    [Fact]
    public void The_grace_of_a_type_goes_before_that_of_its_source_and_the_longest_holds_for_a_plan()
    {
        Lifetop.Configure("""{ "grace": "2s", "sources": { "manifest": { "grace": "3s" } }, "types": { "slow": { "grace": "7s" } } }""");
        var plain = Start("sleep", "1000");
        var slow = Start("sleep", "1000");
        Declare("plain", plain);
        Declare("slow", slow, "\"type\": \"slow\"");

        Assert.Contains("after 3s KILL", Lifetop.Run("reap", "--dry-run", "plain").Output, StringComparison.Ordinal);
        Assert.Contains("after 7s KILL", Lifetop.Run("reap", "--dry-run", "slow").Output, StringComparison.Ordinal);
        string both = Lifetop.Run("reap", "--dry-run", "plain", "slow").Output;
        Assert.DoesNotContain("after 3s KILL", both, StringComparison.Ordinal);
        Assert.Contains("after 1s KILL", Lifetop.Run("reap", "--dry-run", "--grace", "1s", "slow").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void K01_ends_child_and_grandchild_and_names_every_pid_and_signal()
    {
        var worker = Start("sh", RealProcess.ScriptPath("family"));
        Assert.Equal("ready", worker.Output.ReadLine());
        int child = OnlyChild(worker.Pid), grandchild = OnlyChild(child);
        Declare("family", worker);

        var reaped = Lifetop.Run("reap", "family", "--yes", "--json");

        Assert.True(reaped.ExitCode == 0, reaped.ToString());
        var processes = reaped.Json.GetProperty("workers")[0].GetProperty("steps")[0].GetProperty("processes").EnumerateArray().ToList();
        Assert.Equal([worker.Pid, child, grandchild], processes.Select(static process => process.GetProperty("pid").GetInt32()));
        Assert.All(processes, static process => Assert.Equal(["TERM"], process.GetProperty("signals").EnumerateArray().Select(static signal => signal.GetString())));
        foreach (int pid in (int[])[worker.Pid, child, grandchild])
            Eventually.True(() => RealProcess.StateOf(pid) is null or 'Z', $"the end of {pid}");
    }

    [Fact]
    public async Task K23_of_two_that_reap_the_same_one_acts_and_everybody_gets_TERM_once()
    {
        string heard = Lifetop.Folder.File("heard");
        var worker = Start("sh", "-c", "trap 'echo TERM >> $0; sleep 0.5; exit 0' TERM; echo ready; while :; do sleep 0.1; done", heard);
        Assert.Equal("ready", worker.Output.ReadLine());
        Declare("web", worker);
        List();

        var both = await Task.WhenAll(Task.Run(() => Lifetop.Run("reap", "web", "--yes")), Task.Run(() => Lifetop.Run("reap", "web", "--yes")));

        string said = string.Join('\n', both.Select(static run => run.ToString()));
        Assert.True(both.All(static run => run.ExitCode is 0 or 3 or 4) && both.Any(static run => run.ExitCode == 0), said);
        Assert.Equal("TERM\n", File.ReadAllText(heard));
        Assert.Equal("1", ProgramRegistry.Ask(Lifetop, "SELECT count(*) FROM steps WHERE what='end processes' AND outcome='done'"));
        Assert.Equal("0", ProgramRegistry.Ask(Lifetop, "SELECT count(*) FROM plans WHERE ended_at IS NULL"));
    }

    [Fact]
    public void T08_no_name_of_a_pane_or_worker_is_run_by_whatever_is_done_to_it()
    {
        string mark = Lifetop.Folder.File("mark"), name = "#(touch mark)";
        using var tmux = Lifetop.Tmux().Start("anchor", "sleep", "1000");
        string pane = tmux.Tmux("new-session", "-d", "-P", "-F", "#{pane_id}", "-c", Folder, "-s", "##(touch mark)", "-n", "##(touch mark)", "sleep", "1000");
        Assert.Contains(name, Sessions(tmux));

        Assert.Equal(0, Lifetop.Run("adopt", "--pane", pane, "--name", name).ExitCode);
        Assert.Equal(0, Lifetop.Run("nudge", name, name).ExitCode);
        Assert.Equal(0, Lifetop.Run("restart", "--yes", name).ExitCode);
        Assert.Equal(0, Lifetop.Run("reap", "--yes", name).ExitCode);

        Assert.Equal(["anchor"], Sessions(tmux));
        Assert.False(File.Exists(mark) || File.Exists(Path.Combine(Lifetop.Home, "mark")));
    }

    [Fact]
    public void K07_never_signals_who_has_the_pid_of_a_stale_pid_file_and_removes_the_file()
    {
        var innocent = Start("sleep", "1000");
        string file = Lifetop.Folder.Write("run/stale.pid", Text(innocent.Pid));
        File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddMinutes(-1));
        Lifetop.Configure($$"""{ "sources": { "pidfile": { "globs": ["{{Folder}}/run/*.pid"] } } }""");

        var dry = Lifetop.Run("reap", "pidfile/stale", "--dry-run");
        Assert.Contains("reused", dry.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(file));
        var reaped = Lifetop.Run("reap", "pidfile/stale", "--yes");

        Assert.True(reaped.ExitCode == 0, reaped.ToString());
        Assert.Equal("reaped stale: 1 file removed\n", reaped.Output);
        Assert.False(innocent.HasEnded);
        Assert.False(File.Exists(file));
    }

    [Fact]
    public void K08_never_takes_pid_zero_for_its_own_group()
    {
        string file = Declare("zero", "\"pid\": 0");
        File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddSeconds(-121));

        var reaped = Lifetop.Run("reap", "zero", "--yes");

        Assert.True(reaped.ExitCode == 0, reaped.ToString());
        Assert.Equal("reaped zero: 1 file removed\n", reaped.Output);
        Assert.False(File.Exists(file));
    }

    [Fact]
    public void K22_says_so_when_it_is_reaped_already()
    {
        var worker = Start("sleep", "1000");
        Assert.Equal(0, Lifetop.Run("adopt", "--pid", Text(worker.Pid), "--name", "web").ExitCode);
        Assert.Equal(0, Lifetop.Run("reap", "web", "--yes").ExitCode);
        Assert.Equal("cleaned", List()["lifetop/web"].State);

        var again = Lifetop.Run("reap", "web", "--yes");

        Assert.Equal(0, again.ExitCode);
        Assert.StartsWith("nothing to do for web: reaped ", again.Output, StringComparison.Ordinal);
        Assert.Equal("already", Lifetop.Run("reap", "web", "--yes", "--json").Json.GetProperty("outcome").GetString());
        Assert.Equal(3, Lifetop.Run("reap", "never-there", "--yes").ExitCode);
    }

    [Fact]
    public void Dry_run_and_history_tell_a_step_in_the_same_words()
    {
        var worker = Start("sleep", "1000");
        Declare("api", worker);
        var planned = Lifetop.Run("reap", "api", "--dry-run", "--json").Json.GetProperty("workers")[0].GetProperty("steps").EnumerateArray()
            .Select(static step => $"{step.GetProperty("what").GetString()} {step.GetProperty("target").GetString()}").ToList();

        Assert.Equal(0, Lifetop.Run("reap", "api", "--yes").ExitCode);
        string history = Lifetop.Run("history", "--actions").Output;

        Assert.Equal(2, planned.Count);
        Assert.All(planned, words => Assert.Contains(words, history, StringComparison.Ordinal));
    }

    [Fact]
    public void Ends_an_agent_and_leaves_the_shell_it_was_typed_into()
    {
        string agent = Lifetop.Folder.File("claude");
        File.Copy("/bin/sleep", agent);
        File.SetUnixFileMode(agent, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        using var tmux = Lifetop.Tmux().Start("work", "sh", "-i");
        tmux.Tmux("send-keys", "-t", "work:", "-l", $"{agent} 1000");
        tmux.Tmux("send-keys", "-t", "work:", "Enter");
        string? key = null;
        // Whoever runs these tests may have agents of his own.
        Eventually.True(() => (key = List().Workers.SingleOrDefault(static one => one is { Kind: "agent", PaneId: "%0" })?.Key) is not null, "the agent is seen");

        var reaped = Lifetop.Run("reap", key!, "--yes");

        Assert.True(reaped.ExitCode == 0, reaped.ToString());
        Assert.Matches(@"^reaped claude-\d+: 1 of 1 gone, .*; pane %0 and its shell kept\n$", reaped.Output);
        Assert.Equal("%0 0", tmux.Tmux("list-panes", "-a", "-F", "#{pane_id} #{pane_dead}"));
        Assert.Equal("shell", List()["tmux/work:0.0"].Kind);
    }

    [Fact]
    public void T06_ends_the_one_of_two_servers_that_the_key_names()
    {
        using var one = Lifetop.Tmux().Start("same", "sleep", "1000");
        using var other = Lifetop.Tmux("other").Start("same", "sleep", "1000");

        var reaped = Lifetop.Run("reap", "tmux@other/same:0.0", "--yes");

        Assert.True(reaped.ExitCode == 0, reaped.ToString());
        Assert.Equal("same", one.Tmux("list-sessions", "-F", "#{session_name}"));
        Assert.False(other.Try("has-session").Succeeded);
    }

    [Fact]
    public void T07_ends_exactly_the_session_whose_odd_name_is_given()
    {
        string[] names = ["a b", "=eq", "-dash", "$1", "@1", "{last}", "!", "+", "it's \"quoted\"", "keep", "#[fg=red]", "\U0001F600"];
        using var tmux = Lifetop.Tmux().Start("anchor", "sleep", "1000");
        foreach (string name in names)
            tmux.Tmux("new-session", "-d", "-s", name.Replace("#", "##", StringComparison.Ordinal), "sleep", "1000");
        var left = new List<string>(Sessions(tmux));
        Assert.Equal(names.Length + 1, left.Count);

        foreach (string name in left.Where(static name => name is not ("anchor" or "keep")).ToList())
        {
            var reaped = Lifetop.Run("reap", $"tmux/{name}:0.0", "--yes");
            Assert.True(reaped.ExitCode == 0, reaped.ToString());
            left.Remove(name);
            Assert.Equal(left.Order(StringComparer.Ordinal), Sessions(tmux).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void T11_takes_no_piece_of_a_name()
    {
        using var tmux = Lifetop.Tmux().Start("foobar", "sleep", "1000");
        foreach (string piece in (string[])["foo", "tmux/foo", "bar", "foo*"])
            Assert.Equal(3, Lifetop.Run("reap", piece, "--yes").ExitCode);
        Assert.Equal(["foobar"], Sessions(tmux));
    }

    [Fact]
    public void T19_closes_a_pane_wherever_it_is_listed()
    {
        using var tmux = Lifetop.Tmux().Start("one", "sleep", "1000");
        tmux.Tmux("new-session", "-d", "-t", "one", "-s", "two");
        tmux.Tmux("new-session", "-d", "-s", "three", "sleep", "1001");
        tmux.Tmux("new-window", "-d", "-t", "three:", "sleep", "1002");
        tmux.Tmux("link-window", "-d", "-s", "three:1", "-t", "one:5");
        Assert.Equal(3, List().Workers.Count(static one => one.Source == "tmux"));

        var reaped = Lifetop.Run("reap", "tmux/three:1.0", "--yes");

        Assert.True(reaped.ExitCode == 0, reaped.ToString());
        Assert.Equal(2, List().Workers.Count(static one => one.Source == "tmux" && one.State != "cleaned"));
        Assert.DoesNotContain("1002", tmux.Tmux("list-panes", "-a", "-F", "#{pane_start_command}"), StringComparison.Ordinal);
    }

    [Fact]
    public void Pauses_resumes_signals_and_stops()
    {
        var worker = Start("sh", "-c", "trap 'echo got' USR1; while :; do sleep 1; done");
        Declare("loop", worker);

        Assert.StartsWith("paused loop: ", Lifetop.Run("pause", "loop").Output, StringComparison.Ordinal);
        Eventually.True(() => RealProcess.StateOf(worker.Pid) == 'T', "it is stopped");
        Assert.Equal("nothing to do for loop: paused\n", Lifetop.Run("pause", "loop").Output);
        Assert.Equal(0, Lifetop.Run("resume", "loop").ExitCode);
        Eventually.True(() => RealProcess.StateOf(worker.Pid) == 'S', "it goes on");
        Assert.Equal(2, Lifetop.Run("signal", "loop", "--yes").ExitCode);
        Assert.Equal(2, Lifetop.Run("signal", "loop", "--signal", "NONE", "--yes").ExitCode);
        Assert.Equal(0, Lifetop.Run("signal", "loop", "--signal", "sigusr1", "--yes").ExitCode);
        Assert.Equal("got", worker.Output.ReadLine());
        Assert.Equal(0, Lifetop.Run("stop", "loop", "--yes", "--grace", "0").ExitCode);
        Eventually.True(() => worker.HasEnded, "it is stopped for good");
        Assert.True(File.Exists(Path.Combine(Lifetop.ManifestFolder, "loop.json")));
        Assert.Equal("nothing to do for loop: no process of it is left\n", Lifetop.Run("stop", "loop", "--yes").Output);
    }

    private static int OnlyChild(int pid)
    {
        string children = "";
        Eventually.True(() => (children = File.ReadAllText($"/proc/{Text(pid)}/task/{Text(pid)}/children").Trim()).Length > 0, $"a child of {pid}");
        return int.Parse(children, CultureInfo.InvariantCulture);
    }

    private static string[] Sessions(TmuxSandbox tmux) => tmux.Tmux("list-sessions", "-F", "#{session_name}").Split('\n');

    private static string Text(int pid) => pid.ToString(CultureInfo.InvariantCulture);
}
