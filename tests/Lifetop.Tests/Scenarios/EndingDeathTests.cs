using System;
using System.Globalization;
using System.Linq;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>
/// A lifetop dies as by kill -9 right before one of the signals of an ending: between TERM and KILL, and while whom it stopped is stopped.
/// Whoever comes next finishes it or lets them go on; nobody stays stopped.
/// </summary>
[Trait("Waits", "long")]
public sealed class EndingDeathTests : Scenario
{
    /// <summary>Three processes that follow no TERM: TERM, STOP and KILL to each.</summary>
    private const int Signals = 9;

    public static TheoryData<int, string> Places
    {
        get
        {
            var places = new TheoryData<int, string>();
            for (int signal = 1; signal <= Signals; signal++)
                foreach (string next in new[] { "reap", "sweep" })
                    places.Add(signal, next);
            return places;
        }
    }

    [NeedsStraceTheory]
    [MemberData(nameof(Places))]
    public void Nobody_stays_stopped_and_the_plan_is_finished_or_dropped(int signal, string next)
    {
        // Killed, it would leave its sockets.
        Lifetop.Environment["DOTNET_EnableDiagnostics"] = "0";
        Lifetop.Configure("""{ "sources": { "process": { "enabled": false }, "tmux": { "enabled": false } } }""");
        string mark = Lifetop.Folder.File("mark");
        var bystander = StartMarked("BYSTANDER", mark, "sleep", "1000");
        var worker = StartMarked("LIFETOP_TEST", mark, "sh", "-c", "trap '' TERM HUP INT; sleep 1000 & echo ready; while :; do sleep 1001; done");
        Assert.Equal("ready", worker.Output.ReadLine());
        Eventually.True(() => RealProcess.Carrying("LIFETOP_TEST=" + mark).Count == 3, "its tree");
        Declare("stubborn", worker);
        ListUntil("manifest/stubborn", static one => one.IsAlive, "ran");

        var killed = Lifetop.RunUnder(
            ["strace", "-f", "-qq", "-e", "trace=pidfd_send_signal", "-e", "signal=none", "-o", "/dev/null", "-e", $"inject=pidfd_send_signal:signal=KILL:when={signal}"],
            "reap", "stubborn", "--yes", "--grace", "300ms");

        Assert.True(killed.ExitCode == 128 + 9, killed.ToString());
        Assert.Contains("plan 1 unfinished: reap of manifest/stubborn", Lifetop.Run("doctor").Output, StringComparison.Ordinal);
        Assert.Equal("ok", Ask("PRAGMA integrity_check"));
        if (next == "sweep")
        {
            var swept = Lifetop.Run("sweep", "--yes");
            Assert.True(swept.ExitCode == 0, swept.ToString());
            Assert.DoesNotContain('T', RealProcess.Carrying("LIFETOP_TEST=" + mark).Select(static pid => RealProcess.StateOf(pid) ?? 'X'));
            Assert.Equal("0", Ask("SELECT count(*) FROM plans WHERE ended_at IS NULL"));
        }
        var reaped = Lifetop.Run("reap", "stubborn", "--yes", "--grace", "300ms");
        Assert.True(reaped.ExitCode == 0, reaped.ToString());
        Assert.Empty(RealProcess.Carrying("LIFETOP_TEST=" + mark));
        Assert.Equal("0", Ask("SELECT count(*) FROM plans WHERE ended_at IS NULL"));
        Assert.DoesNotContain("unfinished: ", Lifetop.Run("doctor").Output, StringComparison.Ordinal);
        Assert.Equal("ok", Ask("PRAGMA integrity_check"));
        Assert.True(!bystander.HasEnded && RealProcess.StateOf(bystander.Pid) == 'S');
    }

    [NeedsStraceTheory]
    [InlineData(1)]
    [InlineData(4)]
    public void Whom_somebody_else_had_paused_stays_paused_when_the_plan_is_dropped(int signal)
    {
        Lifetop.Environment["DOTNET_EnableDiagnostics"] = "0";
        Lifetop.Configure("""{ "sources": { "process": { "enabled": false }, "tmux": { "enabled": false } } }""");
        string mark = Lifetop.Folder.File("mark");
        var worker = StartMarked("LIFETOP_TEST", mark, "sh", "-c", "trap '' TERM; sleep 1000 & echo $!; while :; do sleep 1001; done");
        int paused = int.Parse(worker.Output.ReadLine()!, CultureInfo.InvariantCulture);
        Eventually.True(() => RealProcess.Carrying("LIFETOP_TEST=" + mark).Count == 3, "its tree");
        RealProcess.Signal(paused, "STOP");
        Eventually.True(() => RealProcess.StateOf(paused) == 'T', "it is paused");
        Declare("stubborn", worker);
        ListUntil("manifest/stubborn", static one => one.IsAlive, "ran");
        // Without a grace nobody gets a TERM, and no CONT after it: the first three signals are the STOPs.
        var killed = Lifetop.RunUnder(
            ["strace", "-f", "-qq", "-e", "trace=pidfd_send_signal", "-e", "signal=none", "-o", "/dev/null", "-e", $"inject=pidfd_send_signal:signal=KILL:when={signal}"],
            "reap", "stubborn", "--yes", "--grace", "0");
        Assert.True(killed.ExitCode == 128 + 9, killed.ToString());

        var swept = Lifetop.Run("sweep", "--yes");

        Assert.True(swept.ExitCode == 0, swept.ToString());
        Assert.Equal([paused], RealProcess.Carrying("LIFETOP_TEST=" + mark).Where(static pid => RealProcess.StateOf(pid) == 'T'));
        Assert.Equal("0", Ask("SELECT count(*) FROM plans WHERE ended_at IS NULL"));
    }

    private string Ask(string sql) => ProgramRegistry.Ask(Lifetop, sql);
}
