using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;
using Lifetop.App.Watching;
using Lifetop.Cli;
using Lifetop.Cli.Commands;
using Lifetop.Model;
using Lifetop.Model.Query;
using Lifetop.Terminal;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Cli;

public sealed class JsonOutputTests
{
    /// <summary>What scripts may rely on: nothing may ever go from here.</summary>
    private static readonly string[] Fields =
    [
        "key", "name", "source", "kind", "state", "since", "state_age_seconds", "age_seconds", "pid", "start_ticks", "pane", "evidence", "residue",
        "safe_to_remove", "native_state", "ended", "type", "owner", "priority", "task", "result_url", "summary", "branch", "worktree", "cwd", "log",
        "heartbeat_age_seconds", "health_score", "idle_seconds", "attached", "tokens_allocated", "tokens_used", "tokens_percent", "cpu_percent", "rss_bytes", "tree_size",
        "ports", "restarts", "backoff", "breaker", "breaker_since", "exit_code", "signal", "protected", "snoozed_until", "suggested_action",
    ];

    private static JsonElement Parsed(string text) => JsonDocument.Parse(text).RootElement;

    private static JsonElement Of(JudgedWorker worker, Counters counters)
    {
        var roster = new Roster { Time = Rows.Now, Counters = [counters], Workers = [worker], Gaps = [new Gap("tmux", "/tmp/s", "does not answer", Rows.Now.AddSeconds(-14))] };
        return Parsed(new CliRun(roster) { Watch = Watch(worker) }.Run(ListCommand.Run, OutputStyle.Plain, "ls", "--json").Out);
    }

    /// <summary>One that is at the worker of which everything is known.</summary>
    private static WatchHealth Watch(JudgedWorker worker) => new(default, Rows.Now, Rows.Now)
    {
        Workers = worker.Worker.Name == "bare" ? [] : [new WatchedWorker(worker.Worker.Identity, worker.Worker.Key.Text, 5, Rows.Now.AddSeconds(4), Rows.Now, "")],
    };

    [Fact]
    public void Every_field_is_there_and_known()
    {
        var running = SampleWorld.KnownInFull();
        var root = Of(running with { Verdict = running.Verdict with { State = Lifecycle.Stalled } }, SampleWorld.KnownCounters);
        Assert.Equal(("2026-11-21T14:05:11Z", "open"), (root.GetProperty("workers")[0].GetProperty("backoff").GetString(), root.GetProperty("workers")[0].GetProperty("breaker").GetString()));
        Assert.Equal(["schema", "time", "host", "watch", "gaps", "workers"], root.EnumerateObject().Select(field => field.Name));
        Assert.Equal(1, root.GetProperty("schema").GetInt32());
        Assert.Equal("2026-11-21T14:05:07Z", root.GetProperty("time").GetString());
        Assert.Equal("devbox", root.GetProperty("host").GetString());
        var gap = root.GetProperty("gaps")[0];
        Assert.Equal(("tmux", "does not answer", "2026-11-21T14:04:53Z"), (gap.GetProperty("source").GetString(), gap.GetProperty("what").GetString(), gap.GetProperty("since").GetString()));
        var worker = root.GetProperty("workers")[0];
        Assert.Equal(Fields, worker.EnumerateObject().Select(field => field.Name));
        foreach (var field in worker.EnumerateObject())
            Assert.True(field.Value.ValueKind != JsonValueKind.Null, field.Name);
        Assert.Equal(2820, worker.GetProperty("state_age_seconds").GetInt64());
        Assert.Equal(10800, worker.GetProperty("age_seconds").GetInt64());
        Assert.Equal(2880, worker.GetProperty("heartbeat_age_seconds").GetInt64());
        Assert.Equal(2760, worker.GetProperty("idle_seconds").GetInt64());
        Assert.Equal(3.4, worker.GetProperty("cpu_percent").GetDouble());
        Assert.True(worker.GetProperty("attached").GetBoolean());
        Assert.Equal("""{"server":"/tmp/tmux-1000/default","session":"mc-my.app","window_id":"@7","pane_id":"%14"}""", worker.GetProperty("pane").GetRawText());
        Assert.Equal("pid 18233 gone for 47m, no exit status seen", worker.GetProperty("evidence")[0].GetProperty("text").GetString());
        Assert.Equal("proc", worker.GetProperty("evidence")[0].GetProperty("source").GetString());
        Assert.Equal("process", worker.GetProperty("residue")[0].GetProperty("kind").GetString());
        Assert.Equal("yes", worker.GetProperty("safe_to_remove").GetProperty("answer").GetString());
        Assert.Equal(["nobody attached", "not protected"], worker.GetProperty("safe_to_remove").GetProperty("for").EnumerateArray().Select(text => text.GetString()));
    }

    [Fact]
    public void What_is_not_known_is_null_and_never_zero()
    {
        var worker = Of(Rows.Judged(Rows.Worker("bare"), slot: 0), WorkerRow.Uncounted).GetProperty("workers")[0];
        Assert.Equal(Fields, worker.EnumerateObject().Select(field => field.Name));
        foreach (string field in (string[])["age_seconds", "pid", "start_ticks", "pane", "cpu_percent", "rss_bytes", "idle_seconds", "heartbeat_age_seconds", "attached", "exit_code", "signal", "ended", "tokens_used", "restarts", "backoff", "breaker", "breaker_since"])
            Assert.Equal(JsonValueKind.Null, worker.GetProperty(field).ValueKind);
    }

    [Fact]
    public void Hostile_names_come_back_as_they_were_and_nothing_acts_on_the_way()
    {
        int seed = 606;
        var random = new Random(seed);
        string[] nasty = ["\u001b[2J", "\u0000", "\"", "\\", "\u202E", "\u2028", "\u009b", "日本", "👨\u200D👩", "\uFEFF", "\U000E0041", "\n", "\u007f", "{last}", "#(touch X)", "'", "<&>", "\u00AD"];
        for (int round = 0; round < 300; round++)
        {
            string name = string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => nasty[random.Next(nasty.Length)]));
            var roster = CliRun.Look(Rows.Judged(Rows.Worker(name, "tmux/" + name + ":0.0")));
            string text = new CliRun(roster).Run(ListCommand.Run, OutputStyle.Plain, "ls", "--json").Out;
            Assert.True(Parsed(text).GetProperty("workers")[0].GetProperty("name").GetString() == name, $"seed {seed} round {round}");
            foreach (var rune in text.TrimEnd('\n').EnumerateRunes())
                Assert.False(CodePoints.IsHidden(rune.Value), $"seed {seed} round {round}: {rune.Value:X}");
        }
    }

    [Fact]
    public void Letters_stay_readable_and_half_pairs_do_no_harm()
    {
        var roster = CliRun.Look(Rows.Judged(Rows.Worker("Ünï日本'<&>😀")), Rows.Judged(Rows.Worker("half\uD83Dpair")));
        string text = new CliRun(roster).Run(ListCommand.Run, OutputStyle.Plain, "ls", "--json").Out;
        Assert.Contains("\"Ünï日本'<&>😀\"", text, StringComparison.Ordinal);
        Assert.Contains(Parsed(text).GetProperty("workers").EnumerateArray(), worker => worker.GetProperty("name").GetString() == "half\uFFFDpair");
    }

    [Fact]
    public void An_error_comes_in_the_same_envelope()
    {
        var (code, output, error) = new CliRun(CliRun.Look()).Run(ListCommand.Run, OutputStyle.Plain, "ls", "--json", "nobody");
        Assert.Equal(3, code);
        Assert.Equal("", error);
        var root = Parsed(output);
        Assert.Equal(1, root.GetProperty("schema").GetInt32());
        Assert.Equal(3, root.GetProperty("error").GetProperty("code").GetInt32());
        Assert.Equal("no worker nobody", root.GetProperty("error").GetProperty("text").GetString());
    }

    [Fact]
    public void Watch_prints_all_then_one_line_for_each_change()
    {
        var (a, b, c) = (Rows.Judged(Rows.Worker("a")), Rows.Judged(Rows.Worker("b")), Rows.Judged(Rows.Worker("c")));
        var run = new CliRun(CliRun.Look(a, b), CliRun.Look(a, b), CliRun.Look(a, c), CliRun.Look(a with { Verdict = a.Verdict with { State = Lifecycle.Idle } }, c));
        string[] lines = run.Run(ListCommand.Run, OutputStyle.Plain, "ls", "--json", "--watch").Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Length);
        Assert.Equal(["a", "b"], Names(lines[0]));
        Assert.Equal(["c"], Names(lines[1]));
        Assert.Equal("process/b", Parsed(lines[1]).GetProperty("removed")[0].GetString());
        Assert.Equal(["a"], Names(lines[2]));
        Assert.Equal(0, Parsed(lines[2]).GetProperty("removed").GetArrayLength());

        static IEnumerable<string?> Names(string line) => Parsed(line).GetProperty("workers").EnumerateArray().Select(worker => worker.GetProperty("name").GetString());
    }
}
