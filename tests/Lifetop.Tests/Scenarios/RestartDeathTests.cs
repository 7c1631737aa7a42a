using System;
using System.IO;
using System.Linq;
using Lifetop.Registry;
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

    [Fact]
    public void Killed_while_the_new_shell_stands_at_the_gate_that_is_no_worker_and_a_restart_goes_on_with_what_was_given()
    {
        Lifetop.Configure("""{ "pending_grace": "1s" }""");
        KillAtTheGate();

        Until("lifetop/web", "zombie");
        Assert.Contains("never started", Lifetop.Run("why", "web").Output, StringComparison.Ordinal);
        var plan = Lifetop.Run("restart", "--dry-run", "web");
        var again = Lifetop.Run("restart", "--yes", "web");

        Assert.Contains("with the environment of lifetop itself and GIVEN=***", plan.Output, StringComparison.Ordinal);
        Assert.True(again.ExitCode == 0, again.ToString());
        CameBackOnce();
    }

    [Fact]
    public void Killed_while_the_new_shell_stands_at_the_gate_it_is_pending_until_a_watch_starts_it()
    {
        Configure();
        KillAtTheGate();
        Assert.Equal("pending", Lifetop.List()["lifetop/web"].State);

        Lead();

        Eventually.True(() => Begun() == 2, "it is started again", TimeSpan.FromSeconds(60));
        Eventually.True(() => Lifetop.Run("doctor").Output.Contains("none is unfinished", StringComparison.Ordinal), "the plan ends", TimeSpan.FromSeconds(60));
        CameBackOnce();
    }

    /// <summary>A worker whose restart died when its new shell was declared already, and had not come to the gate.</summary>
    private void KillAtTheGate()
    {
        string shell = Lifetop.Folder.Write("bin/sh", $"#!/bin/sh\ncase $* in */start) until [ -e {Go} ]; do sleep 0.02; done;; esac\nexec /bin/sh \"$@\"\n");
        File.SetUnixFileMode(shell, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Lifetop.Environment["PATH"] = Path.GetDirectoryName(shell) + ":" + Lifetop.Environment["PATH"];
        File.WriteAllText(Go, "");
        MustSpawn("web", "--env", "GIVEN=hunter", "--", "bash", "-c", "echo \"begun with $GIVEN\"; exec sleep 1000");
        LogHolds("web", "begun with hunter");
        using var registry = new RegistryFile(new StateFolder(Lifetop.StateFolder), TimeProvider.System);
        string? before = Declared(registry);
        File.Delete(Go);
        using var restarting = StartRestart();
        // Read here, because a lifetop waits for its shell no longer than it takes to start others on a busy machine.
        Eventually.True(() => Declared(registry) != before, "its new shell is declared");
        Kill(restarting);
        File.WriteAllText(Go, "");
    }

    private void CameBackOnce()
    {
        Eventually.True(() => Begun() == 2, "it is started again");
        Assert.True(Lifetop.List()["lifetop/web"].State is "running" or "idle");
        Assert.Single(Tmux.Tmux("list-panes", "-a", "-F", "#{pane_id}").Split('\n'));
        Assert.False(File.Exists(Path.Combine(Spawned, "web", "start")));
        Assert.Contains("none is unfinished", Lifetop.Run("doctor").Output, StringComparison.Ordinal);
    }

    private static string? Declared(RegistryFile registry)
    {
        string? declared = null;
        Assert.True(registry.Read(connection => declared = Journal.Declared(connection, "lifetop:web")).IsUsable);
        return declared;
    }

    private int Begun() => Log("web").Split('\n').Count(static line => line == "begun with hunter");

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
