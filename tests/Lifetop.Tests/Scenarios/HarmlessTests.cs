using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>What only shows, and what is refused, asks the kernel for no signal and for no file to be made, written, moved or removed.</summary>
public sealed class HarmlessTests : Scenario
{
    private static readonly string[] Watched =
    [
        "kill", "tkill", "tgkill", "pidfd_send_signal", "rt_sigqueueinfo", "rt_tgsigqueueinfo",
        "open", "openat", "openat2", "creat", "unlink", "unlinkat", "rename", "renameat", "renameat2", "mkdir", "mkdirat", "rmdir", "link", "linkat", "symlink", "symlinkat",
        "mknod", "mknodat", "truncate", "ftruncate", "chmod", "fchmodat", "chown", "fchownat", "utimensat",
    ];

    private static readonly Regex Signals = new(@"\b(kill|tkill|tgkill|pidfd_send_signal|rt_sigqueueinfo|rt_tgsigqueueinfo)\(");

    /// <summary>Opening without the wish to write changes nothing, and a call that failed did nothing.</summary>
    private static readonly Regex Changes = new(@"\b(creat|unlink\w*|rename\w*|mkdir\w*|rmdir|link\w*|symlink\w*|mknod\w*|truncate|ftruncate|chmod|fchmodat|chown|fchownat|utimensat|open\w*\(.*(O_WRONLY|O_RDWR|O_CREAT|O_TRUNC))");

    [NeedsStraceTheory]
    [InlineData(0, "reap", "api", "--dry-run", "--json")]
    [InlineData(0, "stop", "api", "--dry-run")]
    [InlineData(0, "restart", "adopted", "--dry-run")]
    [InlineData(0, "sweep", "--dry-run")]
    [InlineData(0, "sweep")]
    [InlineData(4, "reap", "api")]
    [InlineData(4, "reap", "saved", "--yes")]
    [InlineData(4, "pause", "saved")]
    [InlineData(2, "signal", "api", "--signal", "NONE", "--yes")]
    [InlineData(3, "reap", "nobody", "--yes")]
    [InlineData(4, "reap", "api", "--yes", "--read-only")]
    [InlineData(4, "sweep", "--yes", "--read-only")]
    [InlineData(4, "adopt", "--pid", "PID", "--name", "x", "--read-only")]
    [InlineData(0, "reap", "api", "--dry-run", "--read-only")]
    [InlineData(0, "ls", "--read-only")]
    public void Nobody_is_signalled_and_no_file_is_touched(int code, params string[] command)
    {
        // Whoever is born on this machine meanwhile would be news to record.
        Lifetop.Configure("""{ "sources": { "process": { "enabled": false } } }""");
        var (worker, saved, adopted) = (Start("sleep", "1000"), Start("sleep", "1000"), Start("sleep", "1000"));
        Declare("api", worker);
        Declare("saved", saved);
        Declare("gone", 2_000_000_000, 1);
        Assert.Equal(0, Lifetop.Run("adopt", "--pid", $"{adopted.Pid}", "--name", "adopted").ExitCode);
        Assert.Equal(0, Lifetop.Run("protect", "saved").ExitCode);
        List();
        // The pipes of .NET for debuggers are no doing of lifetop's.
        Lifetop.Environment["DOTNET_EnableDiagnostics"] = "0";
        var before = Files();
        string trace = Lifetop.Folder.File("trace");
        string[] traced = ["strace", "-f", "-qq", "-e", "trace=" + string.Join(',', Watched.Select(static call => "?" + call)), "-e", "signal=none", "-o", trace];

        var run = Lifetop.RunUnder(traced, [.. command.Select(word => word == "PID" ? $"{worker.Pid}" : word)]);

        Assert.True(run.ExitCode == code, run.ToString());
        string[] calls = File.ReadAllLines(trace);
        Assert.NotEmpty(calls);
        Assert.DoesNotContain(calls, static call => Signals.IsMatch(call));
        Assert.DoesNotContain(calls, call => call.Contains(Folder, StringComparison.Ordinal) && Changes.IsMatch(call) && !call.Contains(" = -1 ", StringComparison.Ordinal));
        Assert.Equal(before, Files());
        Assert.All([worker, saved, adopted], static process => Assert.Equal('S', RealProcess.StateOf(process.Pid)));
    }

    [Fact]
    public void K30_a_dry_run_names_the_very_pids_and_files()
    {
        var worker = Start("sleep", "1000");
        string file = Declare("api", worker);
        List();

        var dry = Lifetop.Run("reap", "api", "--dry-run", "--json");

        Assert.True(dry.ExitCode == 0, dry.ToString());
        var step = dry.Json.GetProperty("workers")[0].GetProperty("steps")[0];
        Assert.Equal((worker.Pid, worker.StartTicks), (step.GetProperty("processes")[0].GetProperty("pid").GetInt32(), step.GetProperty("processes")[0].GetProperty("start_ticks").GetInt64()));
        Assert.Equal(file, dry.Json.GetProperty("workers")[0].GetProperty("steps")[1].GetProperty("target").GetString());
        Assert.Equal(("planned", "planned"), (dry.Json.GetProperty("outcome").GetString(), step.GetProperty("outcome").GetString()));
        Assert.False(worker.HasEnded);
    }

    /// <summary>Every file of the program's own folders, and when it was written.</summary>
    private List<(string, DateTime)> Files()
        => [.. ((string[])["home", "config", "state", "data", "cache", "run", "tmp"]).SelectMany(name => Directory.EnumerateFileSystemEntries(Lifetop.Folder.File(name), "*", SearchOption.AllDirectories))
            .Order(StringComparer.Ordinal).Select(static file => (file, File.GetLastWriteTimeUtc(file)))];
}
