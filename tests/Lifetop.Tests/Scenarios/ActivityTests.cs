using System;
using System.IO;
using System.Linq;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>Busy, idle, stalled: what a worker does, told with and without a memory of earlier looks.</summary>
public sealed class ActivityTests : Scenario
{
    private static readonly TimeSpan TtySteps = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Tells_a_silent_busy_pane_from_a_sleeping_one(bool remembers)
    {
        Lifetop.Configure("""{ "idle_after": "2s" }""");
        string[] options = remembers ? [] : ["--read-only"];
        var tmux = StartTmux("busy", "sh", RealProcess.ScriptPath("busy"));
        tmux.Tmux("new-session", "-d", "-s", "quiet", "sleep", "1000");

        ProgramResult? list = null;
        Assert.True(Eventually.IsTrue(() => (list = List(options))["tmux/quiet:0.0"].State == "idle", TtySteps), list?.ToString());

        Assert.Equal("running", list!["tmux/busy:0.0"].State);
        Assert.Equal(remembers, File.Exists(Lifetop.MemoryFile));
    }

    [Fact]
    public void Loses_nothing_but_evidence_with_its_memory()
    {
        Lifetop.Configure("""{ "idle_after": "2s" }""");
        var tmux = StartTmux("busy", "sh", RealProcess.ScriptPath("busy"));
        tmux.Tmux("new-session", "-d", "-s", "quiet", "sleep", "1000");
        var dead = Start("sleep", "1000");
        var alive = Start("sleep", "1000");
        Declare("dead", dead);
        Declare("late", "\"heartbeat_limit\": \"1s\", \"pid\": " + alive.Pid);
        List();
        dead.Kill();
        ListUntil("tmux/quiet:0.0", static worker => worker.State == "idle", "idle", TtySteps);
        string[] keys = ["tmux/busy:0.0", "tmux/quiet:0.0", "manifest/dead", "manifest/late"];
        var before = List();

        File.Delete(Lifetop.MemoryFile);
        var after = List();

        foreach (string key in keys)
            Assert.Equal((key, before[key].State), (key, after[key].State));
        Assert.Equal(["running", "idle", "zombie", "stalled"], keys.Select(key => after[key].State));
    }

    [Fact]
    public void Wakes_an_idle_pane_that_writes_again()
    {
        Lifetop.Configure("""{ "idle_after": "3s" }""");
        var tmux = StartTmux("cat", "cat");
        ListUntil("tmux/cat:0.0", static worker => worker.State == "idle", "idle", TtySteps);
        tmux.Tmux("send-keys", "-t", "=cat:", "hello", "Enter");
        ListUntil("tmux/cat:0.0", static worker => worker.State == "running", "running again");
    }

    [Theory]
    [InlineData(-290, "running")]
    [InlineData(-301, "stalled")]
    public void Stalls_a_worker_whose_heartbeat_is_older_than_five_minutes(int beatSeconds, string state)
    {
        Lifetop.Configure("""{ "idle_after": "1h" }""");
        var process = Start("sleep", "1000");
        string beat = Lifetop.Folder.Write("beat", "");
        File.SetLastWriteTimeUtc(beat, DateTime.UtcNow.AddSeconds(beatSeconds));
        Declare("beating", process, $"\"heartbeat_file\": \"{beat}\"");

        var worker = List()["manifest/beating"];

        Assert.Equal(state, worker.State);
        Assert.InRange(worker.Number("heartbeat_age_seconds") ?? -1, -beatSeconds, -beatSeconds + 10);
    }

    [Fact]
    public void Counts_a_heartbeat_from_the_future_as_fresh_and_says_so()
    {
        var process = Start("sleep", "1000");
        string beat = Lifetop.Folder.Write("beat", "");
        File.SetLastWriteTimeUtc(beat, DateTime.UtcNow.AddHours(1));
        Declare("early", process, $"\"heartbeat_file\": \"{beat}\"");

        var worker = List()["manifest/early"];

        Assert.Equal("running", worker.State);
        Assert.Equal(0, worker.Number("heartbeat_age_seconds"));
        Assert.Contains("clock", worker.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Stalls_and_recovers_while_it_is_watched()
    {
        var process = Start("sleep", "1000");
        string beat = Lifetop.Folder.Write("beat", "");
        Declare("beating", process, $"\"heartbeat_file\": \"{beat}\", \"heartbeat_limit\": \"3s\"");
        using var stream = Lifetop.Watch();
        Assert.NotNull(stream.First.Find("manifest/beating"));
        stream.Until("manifest/beating", static worker => worker.State == "stalled", "stalled");
        File.SetLastWriteTimeUtc(beat, DateTime.UtcNow);
        stream.Until("manifest/beating", static worker => worker.State == "running", "running again");
    }

    [Fact]
    public void Reads_on_through_a_storm_of_forks()
    {
        var worker = Start("sleep", "1000");
        Declare("calm", worker);
        Start("nice", "sh", RealProcess.ScriptPath("forking"));
        Start("nice", "sh", RealProcess.ScriptPath("forking"));
        for (int i = 0; i < 20; i++)
        {
            var list = List();
            Assert.Empty(list.Errors);
            Assert.DoesNotContain(list.Gaps, static gap => gap.StartsWith("proc", StringComparison.Ordinal));
            Assert.Equal("running", list["manifest/calm"].State);
        }
    }
}
