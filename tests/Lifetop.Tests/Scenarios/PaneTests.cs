using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Lifetop.Observation.Tmux;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>Panes: their names, their ends, and the same pane under another name.</summary>
public sealed class PaneTests : Scenario
{
    private static readonly string[] OddNames = ["a b", "=eq", "-dash", "$1", "@1", "{last}", "!", "+", "it's \"so\"", "🦦 otter", "#[fg=red]", "ünï", "%0", "*", "~", "x;y;"];

    [Fact]
    public void Lists_sessions_exactly_as_tmux_stores_them()
    {
        var tmux = StartTmux("plain");
        foreach (string name in OddNames)
            tmux.Tmux("new-session", "-d", "-s", name.Replace("#", "##", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal), "--", "sleep", "1000");
        var stored = tmux.Tmux("list-panes", "-a", "-F", "#{session_name}").Split('\n').Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(OddNames.Length + 1, stored.Length);

        var list = List();

        var listed = list.Workers.Where(worker => IsIn(tmux, worker)).ToArray();
        Assert.Equal(stored, listed.Select(static worker => worker.Session!).Order(StringComparer.Ordinal));
        foreach (string session in stored)
            Assert.Equal("running", list[$"tmux/{session}:0.0"].State);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("C")]
    public void Keeps_letters_beyond_ascii_whole_without_a_locale(string? locale)
    {
        Lifetop.Environment["LANG"] = locale;
        Lifetop.Environment["LC_ALL"] = locale;
        var tmux = StartTmux("plain");
        tmux.Tmux("new-session", "-d", "-s", "größe-日本-🦦", "sleep", "1000");

        Assert.Equal("running", List()["tmux/größe-日本-🦦:0.0"].State);
        Assert.Contains("größe-日本-🦦", Lifetop.Run("ls").Output, StringComparison.Ordinal);
        Assert.Equal(0, Lifetop.Run("show", "tmux/größe-日本-🦦:0.0").ExitCode);
    }

    [Fact]
    public void Is_not_deceived_by_a_folder_that_is_named_like_a_row()
    {
        var tmux = StartTmux("real", "sleep", "1000");
        string row = tmux.Tmux("list-panes", "-a", "-F", PaneListing.Format).Split('\n')[0];
        string forged = row.Replace("%0", "%77", StringComparison.Ordinal).Replace("real", "fake", StringComparison.Ordinal);
        string folder = Path.Combine(Folder, "x\n" + forged + "\n");
        Directory.CreateDirectory(folder);
        tmux.Tmux("new-window", "-t", "real:", $"cd '{folder.Replace("'", "'\\''", StringComparison.Ordinal)}' && exec sleep 1000");
        Eventually.True(() => tmux.Tmux("list-panes", "-s", "-t", "real", "-F", "#{pane_current_path}").Contains(forged, StringComparison.Ordinal), "the pane is in the folder");

        var list = List();

        Assert.DoesNotContain(list.Workers, static worker => worker.PaneId == "%77" || worker.Session == "fake");
        Assert.Equal("running", list["tmux/real:0.0"].State);
        Assert.Equal(folder, list["tmux/real:1.0"].Text("cwd"));
        Assert.Equal(2, list.Workers.Count(worker => IsIn(tmux, worker)));
    }

    [Fact]
    public void Makes_one_worker_of_a_pane_in_grouped_sessions_and_linked_windows()
    {
        var tmux = StartTmux("group", "sleep", "1000");
        tmux.Tmux("new-session", "-d", "-t", "group", "-s", "twin");
        tmux.Tmux("new-session", "-d", "-s", "apart", "sleep", "1000");
        tmux.Tmux("new-window", "-d", "-t", "apart:", "-n", "shared", "sleep", "1000");
        tmux.Tmux("link-window", "-d", "-s", "apart:shared", "-t", "group:7");

        var list = List();

        var panes = list.Workers.Where(worker => IsIn(tmux, worker)).Select(static worker => worker.PaneId).ToArray();
        Assert.Equal(3, panes.Length);
        Assert.Equal(tmux.Tmux("list-panes", "-a", "-F", "#{pane_id}").Split('\n').Distinct().Order(), panes.Order());
        // All of its names still find it.
        string shared = tmux.Tmux("display-message", "-p", "-t", "=apart:shared", "#{pane_id}");
        foreach (string name in (string[])["tmux/group:7.0", "tmux/twin:7.0", "tmux/apart:1.0"])
            Assert.Equal(shared, Assert.Single(List(name).Workers).PaneId);

        tmux.Tmux("kill-session", "-t", "=twin");
        Assert.Equal("running", Assert.Single(List().Workers, worker => IsIn(tmux, worker) && worker.PaneId == "%0").State);
    }

    [Theory]
    [InlineData("exit 3", 3, null)]
    [InlineData("kill -KILL $$", null, 9)]
    [InlineData("exec /no/such/program", 127, null)]
    public void Keeps_a_dead_pane_as_a_zombie_and_tells_how_it_ended(string script, int? exitCode, int? signal)
    {
        var tmux = StartTmux("keeper");
        tmux.Tmux("set-option", "-g", "remain-on-exit", "on");
        tmux.Tmux("new-session", "-d", "-s", "ended", script);

        // The kernel knows of the end before tmux does; until that says how, nobody guesses.
        var worker = ListUntil("tmux/ended:0.0", static worker => worker.State == "zombie" && (worker.ExitCode ?? worker.Signal) is not null, "zombie with its ending");

        Assert.Equal(exitCode, worker.ExitCode);
        Assert.Equal(signal, worker.Signal);
        Assert.Equal("failed", worker.Text("ended"));
        Assert.Contains(worker.Residue, static left => left.StartsWith("pane", StringComparison.Ordinal) || left.StartsWith("window", StringComparison.Ordinal));
    }

    [Fact]
    public void Keeps_an_agent_that_died_in_a_pane_that_stays_among_the_agents()
    {
        var tmux = StartTmux("keeper");
        tmux.Tmux("set-option", "-g", "remain-on-exit", "on");
        tmux.Tmux("new-session", "-d", "-s", "ended", "bash", "-c", "exec -a claude sleep 1000");
        var agent = ListUntil("tmux/ended:0.0", static worker => worker.Kind == "agent", "an agent");
        RealProcess.Signal(agent.Pid!.Value, "KILL");
        Assert.Equal("agent", ListUntil("tmux/ended:0.0", static worker => worker.State == "zombie", "zombie").Kind);
        Assert.Equal("tmux/ended:0.0", Assert.Single(List("--filter", "kind=agent").Workers).Key);
    }

    [Fact]
    public void Completes_a_pane_that_ended_well_once_it_is_closed()
    {
        var tmux = StartTmux("keeper");
        tmux.Tmux("set-option", "-g", "remain-on-exit", "on");
        tmux.Tmux("new-session", "-d", "-s", "well", "exit 0");
        Assert.Equal("completed", ListUntil("tmux/well:0.0", static worker => worker.State == "zombie", "zombie").Text("ended"));
        tmux.Tmux("kill-session", "-t", "=well");
        Assert.Equal("completed", List()["tmux/well:0.0"].State);
    }

    [Fact]
    public void Takes_a_respawned_pane_for_a_new_attempt()
    {
        var tmux = StartTmux("again", "sleep", "1000");
        var first = List()["tmux/again:0.0"];
        tmux.Tmux("respawn-pane", "-k", "-t", "=again:", "sleep", "1001");

        var second = List()["tmux/again:0.0"];

        Assert.Equal(first.PaneId, second.PaneId);
        Assert.NotEqual(first.Pid, second.Pid);
        Assert.Equal("running", second.State);
        Assert.InRange(second.Age ?? 999, 0, first.Age!.Value + 5);
        var history = Lifetop.Run("history", "tmux/again:0.0", "--json");
        Assert.True(history.ExitCode == 0, history.ToString());
        foreach (var attempt in (ListedWorker[])[first, second])
            Assert.Contains(attempt.Pid!.Value.ToString(CultureInfo.InvariantCulture), history.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Keeps_row_and_history_of_a_pane_that_is_renamed_and_moved()
    {
        var tmux = StartTmux("before", "sleep", "1000");
        var first = List()["tmux/before:0.0"];
        var steps = new List<(string Key, string[] Command)>
        {
            ("tmux/before:0.0", ["rename-window", "-t", "=before:0", "fresh"]),
            ("tmux/before:5.0", ["move-window", "-s", "=before:0", "-t", "=before:5"]),
            ("tmux/after:5.0", ["rename-session", "-t", "=before", "after"]),
        };
        foreach (var (key, command) in steps)
        {
            tmux.Tmux(command);
            var list = List();
            var row = Assert.Single(list.Workers, worker => IsIn(tmux, worker));
            Assert.Equal(key, row.Key);
            Assert.Equal(first.Pid, row.Pid);
            Assert.Equal(first.Text("since"), row.Text("since"));
        }
        var history = Lifetop.Run("history", "tmux/after:5.0", "--json");
        Assert.True(history.ExitCode == 0 && history.Output.Contains("running", StringComparison.Ordinal), history.ToString());
    }

    [Fact]
    public void Streams_a_renamed_pane_as_the_same_worker()
    {
        var tmux = StartTmux("before", "sleep", "1000");
        using var stream = Lifetop.Watch();
        var first = stream.First.Find("tmux/before:0.0");
        Assert.NotNull(first);
        tmux.Tmux("rename-session", "-t", "=before", "after");
        var renamed = stream.Until("tmux/after:0.0", static worker => worker.State == "running", "running");
        Assert.Equal(first.Text("since"), renamed.Text("since"));
        Assert.Null(stream.Now("tmux/before:0.0"));
    }

    private static bool IsIn(TmuxSandbox tmux, ListedWorker worker)
        => worker.PaneId is not null && worker.Json.GetProperty("pane").GetProperty("server").GetString() == tmux.Socket;
}
