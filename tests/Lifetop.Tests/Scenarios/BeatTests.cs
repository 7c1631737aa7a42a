using System;
using System.IO;
using System.Linq;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>Workers that say how they are.</summary>
public sealed class BeatTests : SpawnScenario
{
    private string Heartbeat => Path.Combine(Spawned, "web", "heartbeat");

    [Fact]
    public void What_a_beat_says_is_in_the_list_until_another_says_otherwise()
    {
        MustSpawn("web", "--tokens", "100", "--", "sleep", "1000");
        Lifetop.Environment["LIFETOP_HEARTBEAT"] = Heartbeat;

        Assert.Equal(0, Lifetop.Run("beat", "--health", "80", "--tokens", "5", "--task", "thinking", "--state", "waiting").ExitCode);
        var row = Lifetop.List()["lifetop/web"];
        Assert.Equal(("waiting", 80.0, 5.0, "thinking"), (row.State, row.Number("health_score"), row.Number("tokens_used"), row.Text("task")));
        Assert.InRange(row.Number("heartbeat_age_seconds")!.Value, 0, 10);

        Assert.Equal(0, Lifetop.Run("beat", "--state", "running").ExitCode);
        row = Lifetop.List()["lifetop/web"];
        Assert.Equal(("running", 80.0, "thinking"), (row.State, row.Number("health_score"), row.Text("task")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Heartbeat));
    }

    [Fact]
    public void Touching_the_file_is_a_beat_and_silence_after_it_stalls()
    {
        MustSpawn("web", "--heartbeat", "60s", "--", "sleep", "1000");
        File.WriteAllText(Heartbeat, "");
        Assert.Equal("running", Lifetop.List()["lifetop/web"].State);

        File.SetLastWriteTimeUtc(Heartbeat, DateTime.UnixEpoch.AddSeconds(DateTimeOffset.UtcNow.ToUnixTimeSeconds() - 70));

        Assert.Equal("stalled", Lifetop.List()["lifetop/web"].State);
    }

    [Fact]
    public void It_works_only_where_a_file_is_named_and_says_so()
    {
        var lost = Lifetop.Run("beat");

        Assert.Equal(2, lost.ExitCode);
        Assert.Contains("LIFETOP_HEARTBEAT", lost.Errors, StringComparison.Ordinal);
        var error = Lifetop.Run("beat", "--json").Json.GetProperty("error");
        Assert.Equal(2, error.GetProperty("code").GetInt32());
        Assert.Contains("LIFETOP_HEARTBEAT", error.GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [NeedsStraceTheory]
    [InlineData("fchmod")]
    [InlineData("linkat")]
    public void Killed_while_it_writes_it_leaves_the_last_beat_and_nothing_beside_it(string call)
    {
        var folder = Directory.CreateDirectory(Lifetop.Folder.File("beats"));
        string beat = Path.Combine(folder.FullName, "beat");
        Lifetop.Environment["LIFETOP_HEARTBEAT"] = beat;
        Lifetop.Environment["DOTNET_EnableDiagnostics"] = "0"; // killed, it would leave its sockets
        Assert.Equal(0, Lifetop.Run("beat", "--health", "80").ExitCode);
        string before = File.ReadAllText(beat);

        var killed = Lifetop.RunUnder(["strace", "-f", "-qq", "-e", "trace=" + call, "-e", "signal=none", "-o", "/dev/null", "-e", $"inject={call}:signal=KILL:when=1"], "beat", "--health", "20");

        Assert.True(killed.ExitCode == 128 + 9, killed.ToString());
        Assert.Equal(before, File.ReadAllText(beat));
        Assert.Equal([beat], Directory.GetFileSystemEntries(folder.FullName));
    }

    /// <summary>What tmpfs and ext4 can, network file systems cannot; and a sandbox may have no /proc.</summary>
    [NeedsStraceTheory]
    [InlineData("openat", "EOPNOTSUPP")]
    [InlineData("linkat", "ENOENT")]
    public void Writes_where_a_file_cannot_be_without_a_name(string call, string error)
    {
        var folder = Directory.CreateDirectory(Lifetop.Folder.File("beats"));
        string beat = Path.Combine(folder.FullName, "beat");
        Lifetop.Environment["LIFETOP_HEARTBEAT"] = beat;
        string trace = Lifetop.Folder.File("trace");

        // Of all that is opened only the folder itself: of it a file without a name is asked.
        var result = Lifetop.RunUnder(["strace", "-f", "-qq", "-e", "trace=" + call, "-e", "signal=none", "-o", trace, .. call == "openat" ? ["-P", folder.FullName] : Array.Empty<string>(), "-e", $"inject={call}:error={error}"], "beat", "--health", "20");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains(error, File.ReadAllText(trace), StringComparison.Ordinal);
        Assert.Contains("20", File.ReadAllText(beat), StringComparison.Ordinal);
        Assert.Equal([beat], Directory.GetFileSystemEntries(folder.FullName));
    }

    /// <summary>Beside the least a .NET program can do, because machines differ: that is most of its 40 ms.</summary>
    [Fact]
    public void Costs_hardly_more_than_its_own_start()
    {
        Lifetop.Environment["LIFETOP_HEARTBEAT"] = Lifetop.Folder.File("beat");
        double beat = double.MaxValue, version = double.MaxValue;
        for (int i = 0; i < 7; i++)
        {
            beat = Math.Min(beat, CpuOf("beat", "--health", "80"));
            version = Math.Min(version, CpuOf("version"));
        }
        Assert.True(beat <= version * 1.5, $"a beat takes {beat * 1000:0} ms, telling the version {version * 1000:0} ms");
    }

    private double CpuOf(params string[] command)
    {
        var run = Lifetop.RunUnder(["bash", "-c", "TIMEFORMAT='%3U %3S'; time \"$@\" > /dev/null", "bash"], command);
        Assert.True(run.ExitCode == 0, run.ToString());
        return run.Errors.Trim().Split(' ').Sum(static seconds => double.Parse(seconds, System.Globalization.CultureInfo.InvariantCulture));
    }

    [NeedsStraceFact]
    public void Touches_neither_the_registry_nor_tmux()
    {
        string trace = Lifetop.Folder.File("trace");
        Lifetop.Environment["LIFETOP_HEARTBEAT"] = Lifetop.Folder.File("beat");

        var result = Lifetop.RunUnder(["strace", "-f", "-e", "trace=openat,execve,connect", "-o", trace], "beat");

        Assert.Equal(0, result.ExitCode);
        string[] calls = File.ReadAllLines(trace);
        Assert.DoesNotContain(calls, static call => call.Contains("sqlite", StringComparison.OrdinalIgnoreCase) || call.Contains("registry.db", StringComparison.Ordinal) || call.Contains("memory.json", StringComparison.Ordinal) || call.Contains("connect(", StringComparison.Ordinal));
        Assert.Single(calls, static call => call.Contains("execve(", StringComparison.Ordinal));
        Assert.False(Directory.Exists(Lifetop.StateFolder));
    }
}
