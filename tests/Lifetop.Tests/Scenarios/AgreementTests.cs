using System;
using System.Linq;
using System.Text.Json;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>Every way of asking gives the same answer.</summary>
public sealed class AgreementTests : Scenario
{
    [Fact]
    public void List_table_show_and_why_name_the_same_states()
    {
        Lifetop.Configure("""{ "idle_after": "1h" }""");
        var tmux = StartTmux("main", "sleep", "1000");
        tmux.Tmux("set-option", "-g", "remain-on-exit", "on");
        tmux.Tmux("new-window", "-d", "-t", "main:", "exit 3");
        tmux.Tmux("new-window", "-d", "-t", "main:", "printf '\\a'; exec sleep 1000");
        tmux.Tmux("new-window", "-d", "-t", "main:", "bash", "--norc");
        Eventually.True(() => tmux.Tmux("display-message", "-p", "-t", "main:2", "#{window_bell_flag}") == "1", "the bell is on");
        Declare("fine", Start("sleep", "1000"));
        Declare("late", Start("sleep", "1000"), "\"heartbeat_at\": \"2020-01-01T00:00:00Z\"");
        Declare("pending", "");
        Declare("blocked", "\"state\": \"blocked\"");
        Declare("failed", Start("sleep", "1000"), "\"state\": \"idle\"");
        var dead = Start("sleep", "1000");
        Declare("dead", dead);
        dead.Kill();
        Lifetop.WriteWhole("state/lifetop/workers/torn.json", "{ \"key\": \"torn\", ");
        (string Key, string State)[] expected =
        [
            ("tmux/main:0.0", "running"), ("tmux/main:1.0", "zombie"), ("tmux/main:2.0", "waiting"), ("tmux/main:3.0", "idle"),
            ("manifest/fine", "running"), ("manifest/late", "stalled"), ("manifest/pending", "pending"), ("manifest/blocked", "blocked"),
            ("manifest/failed", "idle"), ("manifest/dead", "zombie"),
        ];

        var list = List();
        string[] table = Lifetop.Run("ls", "--columns", "key,state").Lines;
        foreach (var (key, state) in expected)
        {
            Assert.Equal((key, state), (key, list[key].State));
            Assert.Contains(table, line => line.Contains(key, StringComparison.Ordinal) && line.Contains(state, StringComparison.Ordinal));
            var show = Lifetop.Run("show", key, "--json");
            Assert.True(show.ExitCode == 0, show.ToString());
            Assert.Equal((key, state), (key, show[key].State));
            Assert.Equal(list[key].Residue, show[key].Residue);
            Assert.Contains(state, Lifetop.Run("show", key).Output, StringComparison.Ordinal);
            Assert.Contains(state, Lifetop.Run("why", key).Output, StringComparison.Ordinal);
            Assert.Equal(state, Assert.Single(List("--filter", $"key={key}").Workers).State);
        }
    }

    [Fact]
    public void Gives_every_field_of_every_worker()
    {
        StartTmux("main", "sleep", "1000");
        Declare("fine", Start("sleep", "1000"));
        var list = List();
        string[] first = Fields(list["manifest/fine"].Json);
        Assert.Equal(first, Fields(list["tmux/main:0.0"].Json));
        foreach (string field in (string[])["key", "name", "source", "kind", "state", "since", "state_age_seconds", "age_seconds", "pid", "start_ticks", "pane", "evidence",
            "residue", "safe_to_remove", "native_state", "ended", "type", "owner", "priority", "task", "result_url", "summary", "branch", "worktree", "cwd", "log",
            "heartbeat_age_seconds", "health_score", "idle_seconds", "attached", "tokens_allocated", "tokens_used", "tokens_percent", "cpu_percent", "rss_bytes", "tree_size", "ports",
            "restarts", "exit_code", "signal", "protected", "snoozed_until", "suggested_action"])
            Assert.Contains(field, first);
        Assert.Equal(1, list.Json.GetProperty("schema").GetInt32());
    }

    private static string[] Fields(JsonElement worker) => [.. worker.EnumerateObject().Select(static field => field.Name)];
}
