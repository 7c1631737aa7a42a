using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;
using Lifetop.Model;
using Lifetop.Terminal;
using Lifetop.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace Lifetop.Tests.Scenarios;

/// <summary>What the screen shows is so: the same as the list, at once, from the first frame on, whatever names there are.</summary>
public sealed partial class ScreenTruthTests(ITestOutputHelper report) : ScreenScenario
{
    private const string InspectKeys = "Tab next tab";
    private const string Evil = "\e[2J\e]0;gone\a\e]52;c;ZXZpbA==\a\eP1$r\e\\\u009b31m\u0085\u200e\u2028";

    [Fact]
    public void The_grid_has_the_states_ages_and_counts_of_the_list()
    {
        for (int i = 0; i < 4; i++)
            Declare($"live-{i}", Start("sleep", "1000"), i == 0 ? "\"heartbeat_at\": \"2026-01-01T00:00:00Z\", \"heartbeat_limit\": 60" : "");
        var dead = Start("sleep", "1000");
        Declare("dead", dead);
        Declare("pending", $"\"created_at\": \"{DateTimeOffset.UtcNow:O}\"");
        Assert.Equal("running", List()["manifest/dead"].State);
        dead.Kill();
        using var pty = Open(120, 36);
        string differences = "";
        bool same = Eventually.IsTrue(
            () =>
            {
                var list = List().Workers;
                pty.Read();
                return (differences = Differences(list, pty.Screen)).Length == 0;
            },
            TimeSpan.FromSeconds(20));
        Assert.True(same, $"{differences}\n{pty.Screen.Text}");
    }

    [Fact]
    public void Where_nobody_works_it_says_so_and_complains_of_nothing()
    {
        using var pty = Open();
        pty.UntilShows("No workers yet");
        pty.UntilShows("0 all 0");
        var clocks = new HashSet<string>();
        pty.Until(
            screen =>
            {
                Assert.False(screen.Shows("registry") || screen.Shows("!"), screen.Text);
                clocks.Add(ClockPattern().Match(screen.Text).Value);
                return clocks.Count > 2;
            },
            "some looks");
        pty.Type("q");
        pty.UntilShows("code 0");
        Assert.False(Directory.Exists(Lifetop.StateFolder));
    }

    [Fact]
    public void A_killed_process_is_shown_as_dead_within_a_second()
    {
        const int Kills = 5;
        var processes = new List<RealProcess>();
        for (int i = 0; i < Kills; i++)
        {
            processes.Add(Start("sleep", "1000"));
            Declare($"mortal-{i}", processes[i]);
        }
        using var pty = Open();
        pty.Until(static screen => ScreenRows.Of(screen.Text).Count(static row => row.State == "running") == Kills, "all running");
        var delays = new List<double>();
        for (int i = 0; i < Kills; i++)
        {
            // The dead ones of a folder share a row, so it is their number that tells.
            string counted = string.Create(CultureInfo.InvariantCulture, $"◆{i + 1} zombie");
            long killed = Stopwatch.GetTimestamp();
            processes[i].Kill();
            pty.Until(screen => screen.Row(1).Contains(counted, StringComparison.Ordinal), counted);
            delays.Add(Stopwatch.GetElapsedTime(killed).TotalMilliseconds);
        }
        delays.Sort();
        report.WriteLine(string.Create(CultureInfo.InvariantCulture, $"from kill to cell: median {delays[Kills / 2]:0} ms, best {delays[0]:0} ms, worst {delays[^1]:0} ms"));
        Assert.InRange(delays[Kills / 2], 0, 1000);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void No_frame_after_the_start_shows_a_live_worker_as_anything_else(bool remembered)
    {
        Lifetop.Configure("""{ "sources": { "process": { "enabled": false } } }""");
        StartTmux("paned", "sleep", "1000");
        for (int i = 0; i < 5; i++)
            Declare($"live-{i}", Start("sleep", "1000"));
        var pidFile = Start("sleep", "1000");
        string folder = Path.Combine(Folder, "pids");
        Lifetop.Folder.Write("pids/filed.pid", pidFile.Pid.ToString(CultureInfo.InvariantCulture) + "\n");
        if (remembered)
            Assert.True(List("--dir", folder).Workers.Count >= 7);
        using var pty = Begin(new Pty(120, 36), "--dir", folder);
        var states = new SortedSet<string>();
        var clocks = new HashSet<string>();
        var frames = new HashSet<string>();
        Eventually.True(
            () =>
            {
                pty.Read();
                string text = pty.Screen.Text;
                if (frames.Add(text))
                    foreach (var row in ScreenRows.Of(text).Where(static row => row.Name is "filed" or "paned" || row.Name.StartsWith("live-", StringComparison.Ordinal)))
                        states.Add(row.State);
                if (ClockPattern().Match(text) is { Success: true } clock)
                    clocks.Add(clock.Value);
                return clocks.Count > 3;
            },
            "three seconds of frames",
            TimeSpan.FromSeconds(30));
        Assert.Equal(["running"], states);
        foreach (string name in (string[])["filed", "paned", "live-0", "live-4"])
            Assert.Equal("running", ScreenRows.Find(pty.Screen.Text, name)?.State);
        pty.Type("q");
        pty.UntilShows("code 0");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Who_waited_before_the_start_is_shown_as_waiting_from_the_first_and_no_hook_is_told(bool remembered)
    {
        string told = Path.Combine(Folder, "told");
        Lifetop.Configure($$"""{ "hooks": [{ "name": "tell", "on": ["waiting", "running", "orphan"], "filter": "name=asker", "run": ["touch", "{{told}}"] }] }""");
        var tmux = StartTmux("asker", "bash", "-c", "exec -a claude bash \"$0\"", RealProcess.ScriptPath("asking"));
        Eventually.True(() => tmux.Tmux("capture-pane", "-p", "-t", "=asker:").Contains("1. Yes", StringComparison.Ordinal), "it asks");
        string asProcess = "claude-" + tmux.Tmux("display-message", "-p", "-t", "=asker:", "#{pane_pid}").Trim();
        if (remembered)
            Assert.Equal("waiting", List()["tmux/asker:0.0"].State);
        using var pty = Begin(new Pty(120, 36));
        var seen = new SortedSet<string>();
        var clocks = new HashSet<string>();
        Eventually.True(
            () =>
            {
                pty.Read();
                foreach (var row in ScreenRows.Of(pty.Screen.Text).Where(row => row.Name == "asker" || (remembered && row.Name == asProcess)))
                    seen.Add($"{row.Name} {row.State}");
                if (ScreenRows.Place(pty.Screen.Text) is not null && ClockPattern().Match(pty.Screen.Text) is { Success: true } clock)
                    clocks.Add(clock.Value);
                return clocks.Count > 2;
            },
            "some looks",
            TimeSpan.FromSeconds(30));
        Assert.Equal(["asker waiting"], seen);
        Assert.False(File.Exists(told));
        pty.Type("q");
        pty.UntilShows("code 0");
    }

    [Fact]
    public void A_folder_of_things_that_are_no_manifests_never_stops_the_keys()
    {
        Declare("steady", Start("sleep", "1000"));
        Start("mkfifo", Path.Combine(Lifetop.ManifestFolder, "fifo.json")).WaitForEnd();
        Directory.CreateDirectory(Path.Combine(Lifetop.ManifestFolder, "folder.json"));
        File.CreateSymbolicLink(Path.Combine(Lifetop.ManifestFolder, "zero.json"), "/dev/zero");
        File.CreateSymbolicLink(Path.Combine(Lifetop.ManifestFolder, "loop.json"), Path.Combine(Lifetop.ManifestFolder, "loop.json"));
        using var pty = Open();
        pty.Until(static screen => ScreenRows.Find(screen.Text, "steady") is { State: "running" }, "the one that can be read");
        pty.Type("?");
        pty.UntilShows("type to search");
        pty.Type("\e");
        pty.Until(static screen => !screen.Shows("type to search"), "the list");
        pty.Type("q");
        pty.UntilShows("code 0");
    }

    [Theory]
    [InlineData(80, 24)]
    [InlineData(200, 50)]
    public void No_name_reaches_the_terminal_as_anything_that_acts_on_it(int width, int height)
    {
        var worker = StartIn(null, "bash", "-c", "exec -a $'w\\e[2J\\a' sleep 1000");
        string log = Lifetop.Folder.Write("log", "first\e[2J\a line\u202e\nsecond\u009b2J\r\x1b]52;c;eA==\a\n");
        foreach (string key in (string[])["evil", "other"])
            Lifetop.WriteManifest(key, JsonSerializer.Serialize(new Dictionary<string, object>
            {
                ["key"] = key,
                ["name"] = key + Evil,
                ["pid"] = worker.Pid,
                ["start_ticks"] = worker.StartTicks,
                ["type"] = "y" + Evil,
                ["task"] = "t" + Evil,
                ["summary"] = "s" + Evil,
                ["branch"] = "b" + Evil,
                ["priority"] = "p" + Evil,
                ["state"] = "st" + Evil,
                ["log"] = log,
            }));
        // The terminal fails on every sequence that is not lifetop's own, and on a clipboard or title nobody asked for.
        using var pty = Open(width, height);
        pty.UntilShows("evil␛");
        // Each key waits for what the one before it opened or left: an Esc with a key right behind it would be that key with Alt held.
        foreach (string tab in (string[])["Why", "History", "Peek", "Logs", "Tree"])
        {
            pty.Type(tab == "Why" ? "\r" : "\t");
            pty.Until(screen => screen.Shows(InspectKeys) && IsActive(screen, tab), tab);
        }
        Leave(pty, "q", InspectKeys);
        pty.Type("l");
        pty.UntilShows("1-6 last minutes");
        Leave(pty, "q", "1-6 last minutes");
        pty.Type("t");
        pty.UntilShows("▾ manifest");
        pty.Type("/evil\r");
        pty.UntilShows("all 1 of 2");
        Leave(pty, "\e", "all 1 of 2");
        pty.Type(":");
        pty.UntilShows("Enter does it");
        Leave(pty, "\e", "Enter does it");
        pty.Type("@");
        pty.UntilShows("what lifetop did");
        Leave(pty, "q", "what lifetop did");
        Assert.Null(pty.Screen.Clipboard);
        Assert.Equal(0, pty.Screen.Bells);
        pty.Until(static screen => screen.OnAlternateScreen, "the screen");
        pty.Type("x");
        pty.UntilShows("y Reap");
        pty.Type("\r");
        pty.Until(static screen => !screen.Shows("y Reap"), "no dialog");
        pty.Type("q");
        pty.UntilShows("code 0");
        Assert.True(pty.Screen.Modes.SequenceEqual([7, 25]));
    }

    [Fact]
    public void Columns_stay_aligned_in_tmux_whatever_the_names()
    {
        string[] names =
        [
            "plain", "日本語テキスト", "e\u0301e\u0301n", "👍🏽ok", "🇩🇪🇫🇷", "👩\u200D💻x", "❤\uFE0Fy", "\u1100\u1161\u11A8z", "ﬀ¼№", "rlo\u202Eabc", "iso\u2066abc", "zero\u200Bwidth",
            "bom\uFEFF", "soft\u00ADhyphen", "a" + new string('\u0301', 30) + "zalgo", "esc\e[31m",
        ];
        for (int i = 0; i < names.Length; i++)
        {
            var process = Start("sleep", "1000");
            Lifetop.WriteManifest($"n{i}", JsonSerializer.Serialize(new Dictionary<string, object> { ["key"] = $"n{i}", ["name"] = names[i], ["pid"] = process.Pid, ["start_ticks"] = process.StartTicks, ["task"] = "|" }));
        }
        using var screen = new TmuxScreen(Lifetop, 80, 30);
        screen.Until(text => text.Split('\n').Count(static line => line.Contains("● running", StringComparison.Ordinal)) == names.Length, "everybody");
        string[] lines = screen.Text.Split('\n');
        int age = lines.First(static line => line.StartsWith("    state", StringComparison.Ordinal)).IndexOf("age", StringComparison.Ordinal) + 3;
        foreach (string line in lines.Where(static line => line.Contains("● running", StringComparison.Ordinal)))
        {
            // tmux counts the columns here, and the last letter of the age must fall on its own.
            int at = AgePattern().Match(line) is { Success: true } found ? found.Index + found.Length : -1;
            Assert.True(at > 0, line);
            Assert.True(TextWidth.Of(line.AsSpan(0, at)) == age, $"{TextWidth.Of(line.AsSpan(0, at))} columns, not {age}: {line}");
        }
    }

    private static void Leave(Pty pty, string keys, string shown)
    {
        pty.Type(keys);
        pty.Until(screen => !screen.Shows(shown), "no more " + shown);
    }

    /// <summary>The tab of that name is the one that is bold.</summary>
    private static bool IsActive(VirtualTerminal screen, string tab)
    {
        int y = Enumerable.Range(0, screen.Height).FirstOrDefault(y => screen.Row(y).Contains("Logs  Tree  Why", StringComparison.Ordinal), -1);
        return y >= 0 && (screen[screen.Row(y).IndexOf(tab, StringComparison.Ordinal), y].Style.Attributes & TextAttributes.Bold) != 0;
    }

    /// <summary>What the screen has otherwise than the list; it may be a second older or younger.</summary>
    private static string Differences(IReadOnlyList<ListedWorker> list, VirtualTerminal screen)
    {
        var wrong = new List<string>();
        var rows = ScreenRows.Of(screen.Text);
        // Of a frame that is only half here a row may be in its old place and in its new one.
        if (rows.Count != list.Count)
            wrong.Add($"{rows.Count} rows for {list.Count}");
        foreach (var worker in list)
        {
            var row = rows.FirstOrDefault(row => row.Name == worker.Name);
            if (row is null || row.State != worker.State)
                wrong.Add($"{worker.Name} is {worker.State}, shown {row?.State}");
            else if (!Enumerable.Range(-2, 5).Any(seconds => AgeText.Age(TimeSpan.FromSeconds(Math.Max(0, (worker.StateAge ?? 0) + seconds))) == row.Age))
                wrong.Add($"{worker.Name} has been so for {worker.StateAge} s, shown {row.Age}");
        }
        if (!screen.Row(0).Contains($"0 all {list.Count}", StringComparison.Ordinal))
            wrong.Add($"{list.Count} in all");
        foreach (var state in list.GroupBy(static worker => worker.State))
            if (!Regex.IsMatch(screen.Row(1), $@"\b{state.Count()} {state.Key}\b"))
                wrong.Add($"{state.Count()} {state.Key}");
        return string.Join("; ", wrong);
    }

    [GeneratedRegex(@"\d\d:\d\d:\d\d")]
    private static partial Regex ClockPattern();

    [GeneratedRegex(@" \d+[smhd]\d*s?(?= )")]
    private static partial Regex AgePattern();
}
