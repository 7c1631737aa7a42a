using System;
using System.IO;
using System.Linq;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>A lifetop that is killed in the middle of a restart, and how the worker comes back all the same.</summary>
[Trait("Waits", "long")]
public sealed class RestartDeathTests : WatchScenario
{
    private string Asked => Lifetop.Folder.File("asked");

    private string Go => Lifetop.Folder.File("go");

    [Fact]
    public void Killed_while_the_old_process_ends_the_same_restart_goes_on_though_that_ended_well()
    {
        KillInTheGrace();

        var again = Lifetop.Run("restart", "--yes", "web");

        Assert.True(again.ExitCode == 0, again.ToString());
        Assert.True(Lifetop.List()["lifetop/web"].IsAlive);
        Assert.Contains("none is unfinished", Lifetop.Run("doctor").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Killed_while_the_old_process_ends_a_watch_starts_it()
    {
        Configure();
        KillInTheGrace();

        Lead();

        Eventually.True(() => Lifetop.List()["lifetop/web"].IsAlive, "it is started again", TimeSpan.FromSeconds(60));
        Eventually.True(() => Lifetop.Run("doctor").Output.Contains("none is unfinished", StringComparison.Ordinal), "the plan ends", TimeSpan.FromSeconds(60));
    }

    /// <summary>A worker that ends well when asked to, whose restart died over that.</summary>
    private void KillInTheGrace()
    {
        MustSpawn("web", "--", "sh", "-c", $"trap 'touch {Asked}; until [ -e {Go} ]; do sleep 0.02; done; exit 0' TERM; echo begun; while :; do sleep 0.02; done");
        LogHolds("web", "begun");
        using var restarting = StartRestart();
        Eventually.True(() => File.Exists(Asked), "it is asked to end");
        Kill(restarting);
        File.WriteAllText(Go, "");
        Until("lifetop/web", "completed");
    }

    /// <summary>A restart that this test can end.</summary>
    private RealProcess StartRestart()
    {
        var environment = Lifetop.Environment.Where(static pair => pair.Value is not null).ToDictionary(static pair => pair.Key, static pair => pair.Value!);
        environment["TMUX"] = environment["TMUX_PANE"] = "";
        return RealProcess.StartIn(Lifetop.Home, environment, [LifetopProgram.Executable, "restart", "--yes", "web"]);
    }
}
