using System;
using System.Globalization;
using System.IO;
using System.Linq;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>tmux servers that are not there, dead, stopped, new, or many.</summary>
public sealed class TmuxServerTests : Scenario
{
    private string SocketFolder => Lifetop.Folder.File(LifetopProgram.TmuxName(""));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Starts_no_server_where_none_is(bool hasFolder)
    {
        if (!hasFolder)
            Directory.Delete(SocketFolder);

        var list = List();
        Assert.DoesNotContain(list.Workers, worker => worker.Json.GetRawText().Contains(Folder, StringComparison.Ordinal));
        Assert.DoesNotContain(list.Gaps, gap => gap.Contains(Folder, StringComparison.Ordinal));
        Assert.Equal(0, Lifetop.Run("ls").ExitCode);
        Assert.InRange(Lifetop.Run("doctor").ExitCode, 0, 1);

        Assert.Equal(hasFolder, Directory.Exists(SocketFolder));
        Assert.True(!hasFolder || !Directory.EnumerateFileSystemEntries(SocketFolder).Any());
    }

    [Fact]
    public void Leaves_the_socket_of_a_dead_server_where_it_is()
    {
        var tmux = StartTmux("main");
        KillServer(tmux);
        Assert.True(File.Exists(tmux.Socket));

        var list = List();

        Assert.DoesNotContain(list.Workers, worker => worker.Session == "main" && worker.Json.GetRawText().Contains(tmux.Socket, StringComparison.Ordinal));
        Assert.DoesNotContain(list.Gaps, gap => gap.Contains(tmux.Socket, StringComparison.Ordinal));
        Assert.True(File.Exists(tmux.Socket));
    }

    [Fact]
    public void Does_not_take_the_workers_of_a_stopped_server_for_dead()
    {
        var tmux = StartTmux("stopped", "sleep", "1000");
        tmux.Tmux("new-window", "-t", "stopped:", "sleep 1000; :");
        Assert.Equal("running", List()["tmux/stopped:0.0"].State);
        int server = tmux.ServerPid;
        RealProcess.Signal(server, "STOP");
        try
        {
            Eventually.True(() => RealProcess.StateOf(server) == 'T', "the server is stopped");
            var list = List();
            Assert.True(list.Elapsed < TimeSpan.FromSeconds(3), list.Elapsed.ToString());
            Assert.Contains(list.Gaps, static gap => gap.StartsWith("tmux: ", StringComparison.Ordinal));
            Assert.Equal("unknown", list["tmux/stopped:0.0"].State);
            Assert.Equal("unknown", list["tmux/stopped:1.0"].State);
            var refused = Lifetop.Run("reap", "tmux/stopped:0.0", "--yes");
            Assert.True(refused.ExitCode == 4, refused.ToString());
            Assert.Contains("its state is unknown", refused.Errors, StringComparison.Ordinal);
        }
        finally
        {
            RealProcess.Signal(server, "CONT");
        }
        Assert.Equal("running", List()["tmux/stopped:0.0"].State);
    }

    [Fact]
    public void Does_not_take_a_server_for_silent_that_answered_while_lifetop_was_stopped_itself()
    {
        var tmux = StartTmux("main", "sleep", "1000");
        string answer = Lifetop.Folder.File("answer");
        // With who asked for it stopped, a second goes by before it is said.
        Lifetop.BeforeTmux($"kill -STOP $PPID; real \"$@\" > '{answer}'; sleep 1.1; cat '{answer}'; kill -CONT $PPID");

        var listed = List();

        Assert.Empty(listed.Gaps);
        Assert.Equal("running", listed["tmux/main:0.0"].State);
    }

    [Fact]
    public void Does_not_take_the_workers_of_a_server_that_lost_its_socket_for_gone()
    {
        var tmux = StartTmux("lost", "sleep", "1000");
        Assert.Equal("running", List()["tmux/lost:0.0"].State);
        int server = tmux.ServerPid;
        File.Delete(tmux.Socket);
        try
        {
            var list = List();
            Assert.Contains(list.Gaps, gap => gap.Contains($"kill -USR1 {server}", StringComparison.Ordinal));
            Assert.Equal("unknown", list["tmux/lost:0.0"].State);
            var refused = Lifetop.Run("reap", "tmux/lost:0.0", "--yes");
            Assert.True(refused.ExitCode == 4, refused.ToString());
            Assert.Contains("its state is unknown", refused.Errors, StringComparison.Ordinal);
            Assert.False(File.Exists(tmux.Socket));
        }
        finally
        {
            RealProcess.Signal(server, "USR1");
            Eventually.True(() => File.Exists(tmux.Socket), "the socket is back");
        }
        Assert.Equal("running", List()["tmux/lost:0.0"].State);
    }

    [Fact]
    public void Keeps_in_mind_who_is_on_a_server_whose_socket_another_one_took()
    {
        var tmux = StartTmux("old", "sleep", "1000");
        Assert.Equal("running", List()["tmux/old:0.0"].State);
        int old = tmux.ServerPid;
        File.Delete(tmux.Socket);
        tmux.Start("new", "sleep", "1000");
        try
        {
            for (int look = 0; look < 2; look++)
                Assert.Contains(List().Gaps, gap => gap.Contains($"{old} lives", StringComparison.Ordinal));
        }
        finally
        {
            RealProcess.Signal(old, "KILL");
        }
        ListUntil("tmux/old:0.0", static worker => worker.IsOver, "was told to be over");
        Assert.Equal("running", List()["tmux/new:0.0"].State);
    }

    [Fact]
    public void Does_not_take_the_panes_of_a_new_server_for_those_of_a_dead_one()
    {
        var first = StartTmux("old", "sleep", "1000");
        var old = List()["tmux/old:0.0"];
        KillServer(first);

        var second = StartTmux("new", "sleep", "1001");
        Assert.Equal("$0 @0 %0", second.Tmux("display-message", "-p", "#{session_id} #{window_id} #{pane_id}"));

        var list = List();
        Assert.Equal("running", list["tmux/new:0.0"].State);
        Assert.NotEqual(old.Pid, list["tmux/new:0.0"].Pid);
        Assert.True(list["tmux/old:0.0"].IsOver, list["tmux/old:0.0"].ToString());
        Assert.Equal("%0", list["tmux/new:0.0"].PaneId);
    }

    [Fact]
    public void Tells_the_same_session_name_on_two_servers_apart()
    {
        StartTmux("twin", "sleep", "1000");
        var other = StartTmuxAt("other", "twin", "sleep", "1000");

        var list = List();
        var (here, there) = (list["tmux/twin:0.0"], list["tmux@other/twin:0.0"]);
        Assert.NotEqual(here.Pid, there.Pid);
        Assert.Equal(other.Tmux("display-message", "-p", "#{pane_pid}"), there.Pid?.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(2, Lifetop.Run("ls", "twin").ExitCode);

        other.Tmux("kill-session", "-t", "=twin");
        list = List();
        Assert.Equal("running", list["tmux/twin:0.0"].State);
        Assert.True(list["tmux@other/twin:0.0"].IsOver);
    }

    [Fact]
    public void Sees_a_session_that_came_and_one_that_went_while_it_watched()
    {
        var tmux = StartTmux("first", "sleep", "1000");
        using var stream = Lifetop.Watch();
        Assert.Equal("running", stream.First.Find("tmux/first:0.0")?.State);

        tmux.Tmux("new-session", "-d", "-s", "second", "sleep", "1000");
        stream.Until("tmux/second:0.0", static worker => worker.State == "running", "running");
        tmux.Tmux("kill-session", "-t", "=second");
        stream.Until("tmux/second:0.0", static worker => worker.IsOver, "over");
        Assert.Equal("running", stream.Now("tmux/first:0.0")?.State);
    }

    [Fact]
    public void Finds_a_server_that_starts_while_it_watches()
    {
        using var stream = Lifetop.Watch();
        Assert.NotNull(stream.First);
        StartTmux("later", "sleep", "1000");
        stream.Until("tmux/later:0.0", static worker => worker.State == "running", "running");
    }

    [Fact]
    public void Starts_no_tmux_for_a_hundred_quiet_sessions()
    {
        var tmux = StartTmux("quiet-0", "sleep", "1000");
        for (int i = 1; i < 100; i++)
            tmux.Tmux("new-session", "-d", "-s", $"quiet-{i}", "sleep", "1000");
        string trace = Path.Combine(Folder, "trace");
        using var stream = Lifetop.WatchUnder(["strace", "-f", "-qq", "-s", "4096", "-ttt", "-e", "trace=execve,clone,clone3,fork,vfork", "-e", "signal=none", "-o", trace]);
        Assert.Equal(100, stream.First.Workers.Count(static worker => worker.Key.StartsWith("tmux/quiet-", StringComparison.Ordinal)));

        // What was written to just before the start is looked at once more when it stands still.
        Eventually.True(() => Clock() - Questions(trace, tmux.Socket)[^1] > 3, "nothing is asked any more");
        double quietFrom = Clock();
        Assert.False(Eventually.IsTrue(() => stream.HasEnded, TimeSpan.FromSeconds(6)), stream.Errors);

        var asked = Questions(trace, tmux.Socket);
        // A question every ten seconds, whatever the clock says, is meant.
        const double safetyNet = 9;
        bool isLate = asked.Where((at, i) => at > quietFrom && (i == 0 || at - asked[i - 1] < safetyNet)).Any();
        Assert.False(isLate, $"quiet since {quietFrom - asked[0]:F2} s, asked at {string.Join(", ", asked.Select(at => (at - asked[0]).ToString("F2", CultureInfo.InvariantCulture)))}");
        Assert.InRange(asked.Length, 1, 8);
    }

    private static double Clock() => DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() / 1000d;

    /// <summary>When a tmux was started to ask this server, from what strace wrote.</summary>
    private static double[] Questions(string trace, string socket) =>
    [
        .. File.ReadLines(trace)
            .Where(line => line.Contains("execve(", StringComparison.Ordinal) && line.Contains(socket, StringComparison.Ordinal))
            .Select(static line => double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture)),
    ];

    private static void KillServer(TmuxSandbox tmux)
    {
        int server = tmux.ServerPid;
        int[] panes = [.. tmux.Tmux("list-panes", "-a", "-F", "#{pane_pid}").Split('\n').Select(static pid => int.Parse(pid, CultureInfo.InvariantCulture))];
        RealProcess.Signal(server, "KILL");
        Eventually.True(() => RealProcess.StateOf(server) is null && panes.All(static pane => RealProcess.StateOf(pane) is null or 'Z'), "the server and its panes are gone");
    }
}
