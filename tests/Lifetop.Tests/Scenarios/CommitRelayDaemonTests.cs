using System;
using System.Globalization;
using System.IO;
using System.Linq;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>
/// The daemons of commit-relay, whose pid files lie in the machine's temp folder wherever TMPDIR points: the program runs with a mount there
/// that is its own, so that it meets no daemon of the machine's, nor leaves one.
/// </summary>
public sealed class CommitRelayDaemonTests : Scenario
{
    private const string Key = "commit-relay/relay/worker-daemon", PidFile = "commit-relay-worker-daemon.pid";
    private const string Worker = "commit-relay/relay/worker-fix-1";

    /// <summary>What lies in the folder of this test stays where it is, and the program too, also when that is in the temp folder.</summary>
    private const string InOwnTemp = """
        for kept in "$0" "$(dirname "$2")"; do
          case "$kept" in /tmp/*) mkdir -p "$1${kept#/tmp}" && mount --bind "$kept" "$1${kept#/tmp}" || exit 99 ;; esac
        done
        mount --rbind "$1" /tmp || exit 99
        shift && exec "$@"
        """;

    /// <summary>As its scripts start one: detached, with its pid on file, and never beside another.</summary>
    private const string Detached = """
        test "$PWD" = "$COMMIT_RELAY_HOME" || exit 7
        test -e "/tmp/commit-relay-$LIFETOP_DAEMON.pid" && exit 8
        setsid sleep 1000 > /dev/null 2>&1 < /dev/null &
        echo $! > "/tmp/commit-relay-$LIFETOP_DAEMON.pid"
        """;

    private string Temp => Lifetop.Folder.File("own-temp");

    public CommitRelayDaemonTests()
    {
        Directory.CreateDirectory(Temp);
        Spec("worker-fix-1", "running", 999999901);
        string script = Lifetop.Folder.Write("start", "#!/bin/sh\n" + Detached + "\n");
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Lifetop.Configure($$"""{ "sources": { "process": { "enabled": false }, "commit-relay": { "roots": ["{{Lifetop.Folder.File("relay")}}"], "wrapper": ["{{script}}"] } } }""");
    }

    [NeedsOwnMountsFact]
    public void One_that_left_nothing_and_one_that_left_a_pid_file_are_started_by_the_users_command_and_then_attributed()
    {
        bool wasThere = File.Exists("/tmp/" + PidFile);
        Spec("worker-fix-2", "pending");
        var missed = List()[Key];
        Assert.Equal(("failed", "daemon down"), (missed.State, missed.NativeState));
        Assert.Contains("1 pending spec waits, for 10m", missed.Evidence, StringComparison.Ordinal);
        // A restart of one that runs ends it, and its pid file is in nobody's way.
        using var first = Restarted();
        using var next = Restarted();
        Assert.NotEqual(first.Pid, next.Pid);
        Assert.True(RealProcess.StateOf(first.Pid) is null or 'Z');

        next.Dispose();
        Eventually.True(() => RealProcess.StateOf(next.Pid) is null or 'Z', "its death");
        File.WriteAllText(Path.Combine(Temp, PidFile), "999999902\n");
        Assert.Equal("daemon stale pid", List()[Key].NativeState);
        using var last = Restarted();
        Assert.Equal(wasThere, File.Exists("/tmp/" + PidFile));
    }

    [NeedsOwnMountsFact]
    public void C8_One_daemon_on_file_is_the_projects_that_its_environment_names_and_the_other_one_is_not_touched()
    {
        string relay = Lifetop.Folder.File("relay"), other = Lifetop.Folder.File("other");
        Spec("worker-fix-2", "pending");
        Directory.CreateDirectory(other + "/coordination/worker-specs/active");
        File.Copy(relay + "/coordination/worker-specs/active/worker-fix-2.json", other + "/coordination/worker-specs/active/worker-fix-2.json");
        Lifetop.Configure($$"""{ "sources": { "process": { "enabled": false }, "commit-relay": { "roots": ["{{relay}}", "{{other}}"] } } }""");
        var daemon = StartMarked("COMMIT_RELAY_HOME", relay, "sleep", "1000");
        File.WriteAllText(Path.Combine(Temp, PidFile), daemon.Pid.ToString(CultureInfo.InvariantCulture) + "\n");
        var list = List();
        Assert.Equal(("daemon alive", daemon.Pid), (list[Key].NativeState, list[Key].Pid));
        Assert.Null(list.Find("commit-relay/other/worker-daemon"));
        Assert.Contains($"worker-daemon runs, pid {daemon.Pid}", list["commit-relay/relay/worker-fix-2"].Evidence, StringComparison.Ordinal);
        Assert.Contains($"worker-daemon runs for {relay} only", list["commit-relay/other/worker-fix-2"].Evidence, StringComparison.Ordinal);
    }

    [NeedsOwnMountsFact]
    public void A_worker_is_queued_once_the_daemon_that_starts_it_runs()
    {
        var refused = Run("restart", Worker, "--yes");
        Assert.Equal(4, refused.ExitCode);
        Assert.Contains("worker-restart is down: there is no /tmp/commit-relay-worker-restart.pid", refused.Output + refused.Errors, StringComparison.Ordinal);

        var daemon = Detach(Lifetop.Folder.File("relay"), "sleep", "1000");
        File.WriteAllText(Path.Combine(Temp, "commit-relay-worker-restart.pid"), daemon.Pid.ToString(CultureInfo.InvariantCulture) + "\n");
        var queued = Run("restart", Worker, "--yes");
        Assert.True(queued.ExitCode == 0, queued.ToString());
        Assert.Contains("queued as worker-fix-1-restart-1: commit-relay's worker-restart starts it", queued.Output, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(Lifetop.Folder.File("relay/coordination/restart/queue")));
        Assert.Contains("queued to be started again as worker-fix-1-restart-1", List()[Worker].Evidence, StringComparison.Ordinal);

        var again = Run("restart", Worker, "--yes");
        Assert.Equal(4, again.ExitCode);
        Assert.Contains("its restart is queued already, as worker-fix-1-restart-1", again.Output + again.Errors, StringComparison.Ordinal);
    }

    private EndedAfterwards Restarted()
    {
        var result = Run("restart", Key, "--yes");
        Assert.True(result.ExitCode == 0, result.ToString());
        var daemon = new EndedAfterwards(int.Parse(File.ReadAllText(Path.Combine(Temp, PidFile)), CultureInfo.InvariantCulture));
        var seen = List()[Key];
        Assert.Equal(("daemon alive", daemon.Pid), (seen.NativeState, seen.Pid));
        return daemon;
    }

    private ProgramResult Run(params string[] arguments) => Lifetop.RunUnder([.. Rights.WithOwnMounts, "sh", "-c", InOwnTemp, Folder, Temp], arguments);

    private ProgramResult List() => Run("ls", "--json");

    private void Spec(string id, string status, int pid = 0)
    {
        string at = DateTime.UtcNow.AddMinutes(-10).ToString("yyyy-MM-dd'T'HH:mm:ss'+0000'", CultureInfo.InvariantCulture);
        Lifetop.Folder.Write($"relay/coordination/worker-specs/active/{id}.json",
            $$"""{ "worker_id": "{{id}}", "worker_type": "fix-worker", "status": "{{status}}", "created_at": "{{at}}"{{(pid > 0 ? $", \"pid\": {pid}" : "")}} }""");
    }

    /// <summary>A process that a command of the test's started: ended with it.</summary>
    private sealed class EndedAfterwards(int pid) : IDisposable
    {
        public int Pid => pid;

        public void Dispose()
        {
            if (RealProcess.NameOf(pid) == "sleep")
                RealProcess.Signal(pid, "KILL");
        }
    }
}
