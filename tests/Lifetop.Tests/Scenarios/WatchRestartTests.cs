using System;
using System.Linq;
using System.Threading.Tasks;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>What watch starts again, how soon, and when it gives up.</summary>
[Trait("Waits", "long")]
public sealed class WatchRestartTests : WatchScenario
{
    [Fact]
    public void R02_starts_a_crashing_worker_ever_later_until_the_breaker_opens_and_a_hand_closes_it()
    {
        Configure("\"restart\": { \"most\": 4 }");
        MustSpawn("crash", ["--restart", "on-failure", .. Noting("crash", "echo something went wrong; exit 3")]);
        Lead();

        UntilWatched("lifetop/crash", static worker => worker.GetProperty("breaker").GetString() == "open", "gave up", 60);

        var starts = Starts("crash");
        Assert.Equal(5, starts.Length);
        double[] waits = [.. starts.Zip(starts.Skip(1), static (one, next) => next - one)];
        // From the end, which the program itself sees a moment after its start; how late it may be is the crowded machine's affair.
        double[] least = [1, 2, 4, 8];
        for (int i = 0; i < least.Length; i++)
            Assert.True(waits[i] >= least[i] - 0.1, $"wait {i + 1} was {waits[i]} s");
        Assert.Equal(("failed", 4), (Watched("lifetop/crash")!.Value.GetProperty("state").GetString(), Watched("lifetop/crash")!.Value.GetProperty("restarts").GetInt32()));
        Eventually.True(() => Lifetop.List()["lifetop/crash"].Text("summary")?.StartsWith("breaker open after 4 restarts", StringComparison.Ordinal) == true, "the breaker in the list");
        Assert.Contains("something went wrong", Lifetop.List()["lifetop/crash"].Text("summary"), StringComparison.Ordinal);
        Assert.Contains("breaker open", Lifetop.Run("doctor").Output, StringComparison.Ordinal);

        Assert.Contains("watch has started it again 4 times since a hand did so last", Lifetop.Run("restart", "--dry-run", "crash").Output, StringComparison.Ordinal);
        Lifetop.Run("restart", "--yes", "crash");

        UntilWatched("lifetop/crash", static worker => worker.GetProperty("breaker").GetString() == "closed", "was closed");
        Eventually.True(() => Starts("crash").Length >= 7, "it is started by hand, and by watch after that");
    }

    [Fact]
    public void An_open_breaker_is_told_wherever_the_worker_is_and_closed_without_a_start_by_hand()
    {
        Configure("\"restart\": { \"most\": 2, \"backoff\": \"200ms\" }");
        MustSpawn("crash", ["--restart", "on-failure", .. Noting("crash", "exit 3")]);
        Lead();
        Eventually.True(() => Lifetop.List()["lifetop/crash"].Text("breaker") == "open", "the breaker in the list", TimeSpan.FromSeconds(60));
        Assert.Equal(3, Starts("crash").Length);
        Assert.NotNull(Lifetop.List()["lifetop/crash"].Text("breaker_since"));
        Assert.Contains("breaker open after 2 restarts, 2 in 10m are the most: lifetop restart --reset crash closes it", Unwrapped(Lifetop.Run("why", "crash").Output), StringComparison.Ordinal);

        var reset = Lifetop.Run("restart", "--reset", "crash");

        Assert.Equal((0, "reset crash: its restarts are counted anew\n"), (reset.ExitCode, reset.Output));
        Eventually.True(() => Starts("crash").Length == 5, "watch starts it twice more", TimeSpan.FromSeconds(60));
        Assert.Contains("reset", Lifetop.Run("history", "--actions", "crash").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_breaker_that_was_closed_by_hand_is_not_told_of_any_more()
    {
        Configure("\"restart\": { \"most\": 1, \"backoff\": \"100ms\" }");
        MustSpawn("crash", ["--restart", "on-failure", .. Noting("crash", "echo boom; exit 3")]);
        var watch = Lead();
        Eventually.True(() => Lifetop.List()["lifetop/crash"].Text("summary") == "breaker open after 1 restarts, 1 in 10m are the most: boom", "the breaker in its summary");
        // So that nobody starts it again, which would clear the summary too.
        Kill(watch);

        Assert.Equal(0, Lifetop.Run("restart", "--reset", "crash").ExitCode);

        Assert.Equal("boom", Lifetop.List()["lifetop/crash"].Text("summary"));
    }

    [Fact]
    public void There_is_nothing_to_reset_where_nothing_was_started_again()
    {
        MustSpawn("web", "--restart", "always", "--", "sleep", "1000");

        var reset = Lifetop.Run("restart", "--reset", "web");

        Assert.Equal((0, "nothing to do for web: its breaker is closed\n"), (reset.ExitCode, reset.Output));
        Assert.Null(Lifetop.List()["lifetop/web"].Text("breaker"));
    }

    [Fact]
    public void A_watch_that_is_killed_and_comes_back_repeats_nothing_and_forgets_nothing()
    {
        Configure("\"restart\": { \"most\": 3, \"backoff\": \"500ms\" }");
        MustSpawn("crash", ["--restart", "always", .. Noting("crash", "exit 1")]);
        var first = Lead();
        Eventually.True(() => Starts("crash").Length == 3, "two restarts");
        Kill(first);

        var second = Lead();
        UntilWatched("lifetop/crash", static worker => worker.GetProperty("breaker").GetString() == "open", "gave up");
        Assert.Equal(4, Starts("crash").Length);
        Assert.Equal(3, Watched("lifetop/crash")!.Value.GetProperty("restarts").GetInt32());
        string history = Lifetop.Run("history", "crash").Output;
        Kill(second);

        Lead();
        UntilWatched("lifetop/crash", static worker => worker.GetProperty("breaker").GetString() == "open", "stayed so");
        Assert.Equal(4, Starts("crash").Length);
        Assert.Equal(Lines(history), Lines(Lifetop.Run("history", "crash").Output));
    }

    [Fact]
    public async Task R06_by_hand_and_by_watch_at_once_gives_one_process()
    {
        Configure("\"restart\": { \"backoff\": \"1s\" }");
        MustSpawn("web", "--restart", "always", "--", "sleep", "1000");
        Lead();
        int pid = (int)Lifetop.List()["lifetop/web"].Pid!;
        RealProcess.Signal(pid, "KILL");
        Eventually.True(() => !System.IO.Directory.Exists($"/proc/{pid}"), "its end");

        var hands = Enumerable.Range(0, 2).Select(_ => Task.Run(() => Lifetop.Run("restart", "--yes", "web"))).ToArray();
        await Task.WhenAll(hands);

        Eventually.True(() => Lifetop.List()["lifetop/web"].State is "running" or "idle", "it runs");
        UntilWatched("lifetop/web", static worker => worker.GetProperty("state").GetString() is "running" or "idle", "runs for watch too");
        Assert.Single(RealProcess.Carrying("LIFETOP_WORKER=lifetop/web"), process => RealProcess.NameOf(process) == "sleep" && IsOfThisWorld(process));
    }

    [Fact]
    public void What_was_stopped_by_hand_rests_until_it_is_restarted()
    {
        Configure();
        MustSpawn("web", "--restart", "always", "--", "sleep", "1000");
        MustSpawn("beside", "--restart", "always", "--", "sleep", "1000");
        Lead();

        Assert.Equal(0, Lifetop.Run("stop", "--yes", "web").ExitCode);
        RealProcess.Signal((int)Lifetop.List()["lifetop/beside"].Pid!, "KILL");

        Eventually.True(() => Lifetop.List()["lifetop/beside"].Number("restarts") == 1, "the other is started again");
        UntilWatched("lifetop/web", static worker => worker.GetProperty("why").GetString()?.StartsWith("stopped", StringComparison.Ordinal) == true, "rested");
        Assert.Null(Lifetop.List()["lifetop/web"].Number("restarts"));
        Assert.Equal(0, Lifetop.Run("restart", "--yes", "web").ExitCode);
        Until("lifetop/web", "running");
    }

    [Fact]
    public void One_that_crashes_again_and_again_can_be_stopped_between_two_of_its_lives()
    {
        Configure("\"restart\": { \"backoff\": \"4s\" }");
        MustSpawn("crash", ["--restart", "always", .. Noting("crash", "exit 1")]);
        Until("lifetop/crash", "failed");
        Lead();

        var stopped = Lifetop.Run("stop", "--yes", "crash");

        Assert.Equal((0, "stopped crash: its restart policy rests\n"), (stopped.ExitCode, stopped.Output));
        MustSpawn("after", ["--restart", "always", .. Noting("after", "exit 1")]);
        Eventually.True(() => Starts("after").Length == 2, "one that ended later is started again");
        Assert.Single(Starts("crash"));
    }

    [Fact]
    public void On_failure_leaves_alone_who_ended_well()
    {
        Configure();
        MustSpawn("good", ["--kind", "daemon", "--restart", "on-failure", .. Noting("good", "exit 0")]);
        MustSpawn("bad", ["--restart", "on-failure", .. Noting("bad", "exit 1")]);
        Lead();

        Eventually.True(() => Starts("bad").Length >= 2, "the bad one is started again");
        Assert.Single(Starts("good"));
    }

    [Fact]
    public void A_policy_of_the_config_holds_for_manifests_and_panes_from_when_it_is_written()
    {
        Configure();
        Lifetop.WriteManifest("indexer", $"{{ \"key\": \"indexer\", \"kind\": \"daemon\", \"type\": \"index\", \"command\": [\"sleep\", \"1000\"], \"cwd\": \"{Lifetop.Home}\", \"pid\": {Gone()} }}");
        Tmux.Start("main", "sh", "-c", "tmux set-option -p remain-on-exit on; exit 4");
        Eventually.True(() => Lifetop.List().Find("tmux/main:0.0")?.State == "zombie", "a dead pane");
        var watch = Lead();

        Configure("\"no_such_key\": true");
        Eventually.True(() => Lifetop.Run("watch", "--status").Output.Contains("config has changed and is not taken: ", StringComparison.Ordinal), "its words", TimeSpan.FromSeconds(60));
        Assert.Contains("no_such_key", Status.Json.GetProperty("config").GetString(), StringComparison.Ordinal);
        Assert.Equal("zombie", Lifetop.List()["manifest/indexer"].State);

        Configure("\"policy\": { \"index\": { \"restart\": \"on-failure\" }, \"tmux\": { \"restart\": \"always\" } }");
        Eventually.True(() => Lifetop.List()["manifest/indexer"].State is "running" or "idle", "the daemon runs", TimeSpan.FromSeconds(60));
        Eventually.True(() => Lifetop.Run("history", "tmux/main:0.0").Output.Contains("restart", StringComparison.Ordinal), "the pane is opened again", TimeSpan.FromSeconds(60));
        Assert.Equal(watch.Pid, Leader());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, Status.Json.GetProperty("config").ValueKind);
    }

    /// <summary>The number of a process that has ended.</summary>
    private static int Gone()
    {
        using var process = RealProcess.Start("true");
        process.WaitForEnd();
        return process.Pid;
    }

    private bool IsOfThisWorld(int pid) => RealProcess.EnvironmentOf(pid).Contains(Lifetop.Folder.Path, StringComparison.Ordinal);

    /// <summary>As one line, however the text was laid out.</summary>
    private static string Unwrapped(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Replace(" watch ", " ", StringComparison.Ordinal);

    /// <summary>But those that say how long ago it was.</summary>
    private static string[] Lines(string text) => [.. text.Split('\n').Where(static line => !line.EndsWith("ago", StringComparison.Ordinal))];
}
