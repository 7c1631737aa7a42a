using System;
using System.Globalization;
using System.IO;
using System.Linq;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>Daemons of agent systems are started again by the user's own command alone: by hand, and by a watch that is told to.</summary>
public sealed class SystemDaemonTests : WatchScenario
{
    private const string Key = "multiclaude/daemon";

    /// <summary>As multiclaude starts one: detached, with its pid on file.</summary>
    private const string Detached = """
        read -r line && exit 9
        test -e "$HOME/.multiclaude/daemon.pid" && exit 8
        setsid bash -c 'exec -a multiclaude sleep 1000' > /dev/null 2>&1 < /dev/null &
        echo $! > "$HOME/.multiclaude/daemon.pid"
        """;

    private string PidFile => Lifetop.Folder.File("person/.multiclaude/daemon.pid");

    public SystemDaemonTests()
    {
        Lifetop.Environment["HOME"] = Lifetop.Folder.File("person");
        Lifetop.Folder.Write("person/.multiclaude/state.json", """{ "repos": { "r": { "tmux_session": "mc-r", "agents": { "fox": { "type": "worker", "tmux_window": "fox", "pid": 999999902, "created_at": "2026-11-21T10:00:00Z" } } } } }""");
        Lifetop.Folder.Write("person/.multiclaude/daemon.pid", "999999901\n");
        Configure();
    }

    [Fact]
    public void Without_a_command_a_restart_is_refused_and_with_one_the_stale_pid_file_goes_first()
    {
        var refused = Lifetop.Run("restart", Key, "--yes");
        Assert.Equal(4, refused.ExitCode);
        Assert.Contains("sources.multiclaude.wrapper is not set", refused.Output + refused.Errors, StringComparison.Ordinal);
        Assert.True(File.Exists(PidFile));

        ConfigureWrapper("exit 3");
        var failed = Lifetop.Run("restart", Key, "--yes");
        Assert.Equal(5, failed.ExitCode);
        Assert.Contains("exited with 3: see daemon.log", failed.Output + failed.Errors, StringComparison.Ordinal);

        ConfigureWrapper(Detached);
        var started = Lifetop.Run("restart", Key, "--yes");
        try
        {
            Assert.True(started.ExitCode == 0, started.ToString());
            Assert.Equal("running", Lifetop.List()[Key].State);
            int first = Lifetop.List()[Key].Pid!.Value;
            var again = Lifetop.Run("restart", Key, "--yes");
            Assert.True(again.ExitCode == 0 && RealProcess.StateOf(first) is null or 'Z', again.ToString());
            Assert.NotEqual(first, Lifetop.List()[Key].Pid);
        }
        finally
        {
            EndDaemon();
        }
    }

    [Fact]
    public void A_watch_starts_one_that_died_again_and_again()
    {
        ConfigureWrapper(Detached.Replace("test -e \"$HOME/.multiclaude/daemon.pid\" && exit 8\n", "", StringComparison.Ordinal), "always", "\"restart\": { \"backoff\": \"200ms\" }");
        Lead();
        try
        {
            Eventually.True(() => Pid() != 999999901, "its first start");
            int first = Pid();
            Eventually.True(() => Lifetop.List()[Key] is { State: "running" } daemon && daemon.Pid == first, "it runs");
            RealProcess.Signal(first, "KILL");
            Eventually.True(() => Pid() != first && Lifetop.List()[Key].State == "running", "its second start");
        }
        finally
        {
            Lifetop.Run("watch", "--stop");
            EndDaemon();
        }
    }

    [Fact]
    public void One_that_a_hand_ended_is_missed_and_still_not_started_again_until_a_hand_does()
    {
        ConfigureWrapper(Detached, "always", "\"restart\": { \"backoff\": \"200ms\" }");
        Lead();
        try
        {
            Eventually.True(() => Lifetop.List()[Key].State == "running", "its first start");
            int first = Pid();
            Assert.Equal(0, Lifetop.Run("reap", Key, "--yes").ExitCode);
            UntilWatched(Key, static worker => worker.GetProperty("why").GetString() == "stopped: lifetop restart starts it again", "rests");
            Assert.Equal("failed", Lifetop.List()[Key].State);
            Assert.False(File.Exists(PidFile));
            Assert.Equal(0, Lifetop.Run("restart", Key, "--yes").ExitCode);
            Assert.NotEqual(first, Lifetop.List()[Key].Pid);
        }
        finally
        {
            Lifetop.Run("watch", "--stop");
            EndDaemon();
        }
    }

    [Fact]
    public void A_watch_gives_up_a_command_that_starts_nothing()
    {
        ConfigureWrapper($"date +%s.%N >> {Lifetop.Folder.File("multiclaude-starts")}; exit 3", "always", "\"restart\": { \"most\": 2, \"backoff\": \"200ms\" }");
        Lead();
        UntilWatched(Key, static worker => worker.GetProperty("breaker").GetString() == "open", "gave up", 60);
        Assert.Equal(2, Starts("multiclaude").Length);
        Lifetop.Run("watch", "--stop");
    }

    [Fact]
    public void What_its_log_complains_of_is_told_in_our_words_alone()
    {
        Lifetop.Folder.Write("person/.multiclaude/daemon.log", "health check\n401 for key=DO_NOT_SHOW\n");
        var why = Lifetop.Run("why", Key);
        var doctor = Lifetop.Run("doctor");
        Assert.Contains("rejected its credentials", why.Output, StringComparison.Ordinal);
        Assert.Contains("the last lines of daemon.log: the service rejected its credentials", Lifetop.List()[Key].Evidence, StringComparison.Ordinal);
        Assert.Contains("multiclaude/daemon: in its last log lines the service rejected its credentials", doctor.Output, StringComparison.Ordinal);
        foreach (string said in (string[])[why.Output, doctor.Output, Lifetop.List().Output, .. Directory.GetFiles(Lifetop.StateFolder).Select(File.ReadAllText)])
            Assert.DoesNotContain("DO_NOT_SHOW", said, StringComparison.Ordinal);
    }

    [Fact]
    public void The_daemon_of_agent_relay_is_started_in_its_project()
    {
        string pidFile = Lifetop.Folder.Write("project/.agent-relay/relay.sock.pid", "999999903\n");
        Lifetop.Folder.Write("project/.agent-relay/team/workers.json", """{ "workers": [] }""");
        string command = Script("""
            test "$PWD" = "$AGENT_RELAY_PROJECT" || exit 7
            test "$LIFETOP_DAEMON" = daemon || exit 6
            setsid sleep 1000 > /dev/null 2>&1 < /dev/null &
            echo $! > .agent-relay/relay.sock.pid
            """);
        Lifetop.Configure($$"""{ "sources": { "process": { "enabled": false }, "agent-relay": { "roots": ["{{Lifetop.Folder.File("project")}}"], "wrapper": ["{{command}}"] } } }""");
        var started = Lifetop.Run("restart", "agent-relay/project/daemon", "--yes");
        int pid = int.Parse(File.ReadAllText(pidFile), CultureInfo.InvariantCulture);
        try
        {
            Assert.True(started.ExitCode == 0, started.ToString());
            Assert.Equal(pid, Lifetop.List()["agent-relay/project/daemon"].Pid);
        }
        finally
        {
            RealProcess.Signal(pid, "KILL");
        }
    }

    private int Pid() => File.Exists(PidFile) && int.TryParse(File.ReadAllText(PidFile), CultureInfo.InvariantCulture, out int pid) ? pid : 999999901;

    private void EndDaemon()
    {
        if (Pid() != 999999901 && RealProcess.NameOf(Pid()) == "sleep")
            RealProcess.Signal(Pid(), "KILL");
    }

    private string Script(string text)
    {
        string script = Lifetop.Folder.Write("person/bin/start", "#!/bin/sh\n" + text + "\n");
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return script;
    }

    private void ConfigureWrapper(string text, string restart = "no", string more = "\"reap_after\": \"1s\"")
    {
        if (File.Exists(Lifetop.Folder.File("person/bin/start")))
            File.Delete(Lifetop.Folder.File("person/bin/start"));
        Lifetop.Configure($$"""{ "sources": { "process": { "enabled": false }, "multiclaude": { "wrapper": ["{{Script(text)}}"], "restart": "{{restart}}" } }, {{more}} }""");
    }
}
