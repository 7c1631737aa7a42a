using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using Lifetop.Platform;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>A reap of the whole program beside everybody who could be taken for the worker: all of them are alive after it.</summary>
public sealed class ReapBystanderTests : Scenario
{
    [Fact]
    public void Who_is_like_the_worker_or_near_it_lives_on()
    {
        Lifetop.Configure("""{ "sources": { "process": { "enabled": false } } }""");
        string own = Directory.CreateDirectory(Lifetop.Folder.File("w/a")).FullName, longer = Directory.CreateDirectory(Lifetop.Folder.File("w/ab")).FullName;
        var tmux = StartTmux("keep", "sleep", "1000");
        // A shell and an editor in the worktree, each on a terminal of its own.
        tmux.Tmux("new-session", "-d", "-s", "shell", "-c", own, "sh", "-i");
        tmux.Tmux("new-session", "-d", "-s", "editor", "-c", own, "python3", "-c", "import time; time.sleep(1000)");
        var namesake = Start("sleep", "1000");
        var beside = Detach(longer, "sleep", "1000");
        // The worker's own server has its marker, and so have the panes of that.
        string inner = Lifetop.Folder.File("inner");
        var worker = StartIn(own, "env", "LIFETOP_WORKER=manifest/a", "sh", "-c", $"tmux -f /dev/null -S {inner} new-session -d -s main sleep 1000; setsid --fork sleep 1000; echo ready; exec sleep 1001");
        Assert.Equal("ready", worker.Output.ReadLine());
        using var next = PidBearer.Next(worker.Pid + 1, "setsid", "sleep", "1000");
        int innerPane = int.Parse(Inner(inner, "list-panes", "-a", "-F", "#{pane_pid}"), CultureInfo.InvariantCulture);
        string manifest = Declare("a", worker, $"\"worktree\": \"{own}\", \"markers\": {{ \"LIFETOP_WORKER\": \"manifest/a\" }}");
        ListUntil("manifest/a", static one => one.Number("tree_size") == 2, "had both");
        int[] panes = [.. tmux.Tmux("list-panes", "-a", "-F", "#{pane_pid}").Split('\n').Select(static pid => int.Parse(pid, CultureInfo.InvariantCulture))];

        var reaped = Lifetop.Run("reap", "a", "--yes");
        try
        {
            Assert.True(worker.HasEnded, reaped.ToString());
            Assert.Contains("2 of 2 gone", reaped.Output, StringComparison.Ordinal);
            Assert.False(File.Exists(manifest));
            Assert.False(namesake.HasEnded || beside.HasEnded || next?.HasEnded == true);
            Assert.All([.. panes, innerPane], static pid => Assert.True(RealProcess.StateOf(pid) is not (null or 'Z'), $"{pid} is gone"));
        }
        finally
        {
            Inner(inner, "kill-server");
        }
    }

    /// <summary>
    /// A worker at work in a worktree inside another's worktree: its commands are born while the other is ended, and their parents too, so that no
    /// look has seen either. It says by itself whom of them a signal ended.
    /// </summary>
    [Fact]
    public void Who_makes_commands_without_a_pause_in_a_worktree_inside_the_ended_ones_keeps_them_all()
    {
        Lifetop.Configure("""{ "sources": { "process": { "enabled": false } } }""");
        string outer = Directory.CreateDirectory(Lifetop.Folder.File("w")).FullName, inner = Directory.CreateDirectory(Lifetop.Folder.File("w/b")).FullName;
        string hurt = Lifetop.Folder.File("hurt"), made = Lifetop.Folder.Write("made", "");
        var busy = StartIn(inner, "bash", "-c", $"echo ready; while :; do sh -c 'sh -c \"sleep 0.005; :\"; exit $?'; code=$?; echo x >> {made}; [ $code -lt 128 ] || echo $code >> {hurt}; done");
        Assert.Equal("ready", busy.Output.ReadLine());
        // Written so that no bystander is put beside it, who would be in the outer worktree.
        Declare("busy", busy, $"\"worktree\":\"{inner}\"");
        for (int i = 0; i < 5; i++)
        {
            string name = "quiet" + i.ToString(CultureInfo.InvariantCulture);
            var quiet = StartIn(outer, "sleep", "1000");
            Declare(name, quiet, $"\"worktree\": \"{outer}\"");
            long before = new FileInfo(made).Length;

            var reaped = Lifetop.Run("reap", name, "--yes");

            Assert.True(reaped.ExitCode == 0 && quiet.HasEnded && !busy.HasEnded, reaped.ToString());
            Assert.Contains("1 of 1 gone", reaped.Output, StringComparison.Ordinal);
            Assert.False(File.Exists(hurt), $"{reaped}{(File.Exists(hurt) ? File.ReadAllText(hurt) : "")}");
            Eventually.True(() => new FileInfo(made).Length > before, "it goes on");
        }
    }

    private static string Inner(string socket, params string[] command)
    {
        var reply = new TmuxClient(socket).Run(command);
        Assert.True(reply.End == TmuxEnd.Answered, reply.Text);
        return Encoding.UTF8.GetString(reply.Output.Span).Trim();
    }

    [Fact]
    public void Who_has_the_terminal_number_of_a_dead_pane_lives_on()
    {
        Lifetop.Configure("""{ "sources": { "process": { "enabled": false } } }""");
        var tmux = StartTmux("keep", "sleep", "1000");
        tmux.Tmux("set-option", "-g", "remain-on-exit", "on");
        tmux.Tmux("new-session", "-d", "-s", "over", "true");
        Eventually.True(() => tmux.Tmux("list-panes", "-t", "over:", "-F", "#{pane_dead}") == "1", "the pane is dead");
        string terminal = tmux.Tmux("list-panes", "-t", "over:", "-F", "#{pane_tty}");
        string[] taken = [];
        for (int i = 0; i < 20 && !taken.Contains(terminal); i++)
        {
            tmux.Tmux("new-session", "-d", "-s", "next" + i.ToString(CultureInfo.InvariantCulture), "sleep", "1000");
            taken = tmux.Tmux("list-panes", "-a", "-F", "#{pane_dead} #{pane_tty}").Split('\n').Where(static row => row[0] == '0').Select(static row => row[2..]).ToArray();
        }
        ListUntil("tmux/over:0.0", static one => one.State == "zombie", "was over");

        var reaped = Lifetop.Run("reap", "tmux/over:0.0", "--yes");

        Assert.True(reaped.ExitCode == 0, reaped.ToString());
        Assert.DoesNotContain("TERM", reaped.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("over", tmux.Tmux("list-sessions", "-F", "#{session_name}").Split('\n'));
        Assert.All(tmux.Tmux("list-panes", "-a", "-F", "#{pane_dead}").Split('\n'), static dead => Assert.Equal("0", dead));
    }

    /// <summary>The kernel gives the lowest free number, so whoever opens the next terminal has it, while tmux's listing still has it for the pane's.</summary>
    [Fact]
    public async Task Who_opens_the_terminal_that_a_pane_had_while_it_is_ended_lives_on()
    {
        Lifetop.Configure("""{ "sources": { "process": { "enabled": false } } }""");
        var tmux = StartTmux("keep", "sleep", "1000");
        int had = 0;
        // Others open terminals too, and a busy machine leaves no time: such a round says nothing.
        for (int i = 0; i < 40 && had < 5; i++)
        {
            tmux.Tmux("new-session", "-d", "-s", "over", "sleep", "1000");
            string terminal = tmux.Tmux("list-panes", "-t", "over:", "-F", "#{pane_tty}");
            var reaping = Task.Run(() => Lifetop.Run("reap", "tmux/over:0.0", "--yes"));
            Pty? next = null;
            Eventually.True(() =>
            {
                next?.Dispose();
                next = new Pty();
                return next.Path == terminal || reaping.IsCompleted;
            }, "the reap is over");
            using var stranger = next!.Path == terminal ? next.Start(["sleep", "1000"], new Dictionary<string, string?>()) : next;
            had += stranger.Pid > 0 && !reaping.IsCompleted ? 1 : 0;

            var reaped = await reaping;
            Assert.True(reaped.ExitCode == 0, reaped.ToString());
            Assert.True(stranger.Pid == 0 || RealProcess.StateOf(stranger.Pid) == 'S', $"the stranger was touched: {reaped}");
        }
        Assert.Equal(5, had);
    }
}
