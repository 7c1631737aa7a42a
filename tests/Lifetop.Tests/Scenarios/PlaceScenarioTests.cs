using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using Lifetop.Tests.Registry;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>Where lifetop keeps its state is full, read-only, not to be trusted or missing; so is the library it keeps it with.</summary>
public sealed class PlaceScenarioTests
{
    [NeedsDiskFact]
    public void Observes_on_a_full_disk_and_records_again_when_there_is_room()
    {
        using var lifetop = new LifetopProgram();
        using var disk = new SmallDisk(300);
        using var worker = RealProcess.Start("sleep", "1000");
        using var another = RealProcess.Start("sleep", "1000");
        lifetop.Environment["XDG_STATE_HOME"] = disk.Path;
        Assert.Equal(0, lifetop.Run("adopt", "--pid", $"{worker.Pid}", "--name", "w").ExitCode);
        string folder = PidFile(lifetop, another);
        string filler = disk.Fill();

        var list = lifetop.Run("ls", "--json", "--dir", folder);
        Assert.Equal((0, "running", "running"), (list.ExitCode, list["lifetop/w"].State, list["pidfile/p"].State));
        Assert.Contains("full", list.Errors);
        var refused = lifetop.Run("forget", "w");
        Assert.Equal(4, refused.ExitCode);
        Assert.Contains("full", refused.Errors);

        File.Delete(filler);
        Assert.Equal(0, lifetop.Run("forget", "w").ExitCode);
        Assert.Equal("", lifetop.Run("ls", "--dir", folder).Errors);
    }

    [NeedsDiskTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void Lists_and_tells_history_from_a_read_only_place(bool withLog)
    {
        using var lifetop = new LifetopProgram();
        using var disk = new SmallDisk(4000);
        using var worker = RealProcess.Start("sleep", "1000");
        Assert.Equal(0, lifetop.Run("adopt", "--pid", $"{worker.Pid}", "--name", "w").ExitCode);
        lifetop.Run("ls");
        string copy = disk.Path + "/lifetop";
        Directory.CreateDirectory(copy, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        void Copy()
        {
            foreach (string file in Directory.GetFiles(lifetop.StateFolder))
                File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }
        if (withLog)
        {
            // Somebody has it open, so what is recorded now stays in the log.
            Assert.Null(Lifetop.Platform.SqliteLibrary.Load());
            using var holder = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={lifetop.StateFolder}/registry.db;Pooling=False");
            holder.Open();
            using var command = holder.CreateCommand();
            command.CommandText = "UPDATE workers SET last_seen=last_seen+1";
            command.ExecuteNonQuery();
            Copy();
            Assert.True(new FileInfo(copy + "/registry.db-wal").Length > 0);
            File.Delete(copy + "/memory.json");
        }
        else
        {
            Copy();
        }
        disk.MakeReadOnly();
        lifetop.Environment["XDG_STATE_HOME"] = disk.Path;

        var list = lifetop.Run("ls", "--json");
        Assert.Equal((0, "running"), (list.ExitCode, list["lifetop/w"].State));
        var history = lifetop.Run("history", "w");
        Assert.Equal(0, history.ExitCode);
        Assert.Contains("new > running", history.Output);
        var refused = lifetop.Run("forget", "w");
        Assert.Equal(4, refused.ExitCode);
        Assert.Contains("read-only", refused.Errors);
        Assert.Equal(1, lifetop.Run("doctor").ExitCode);
    }

    [NeedsDiskFact]
    public void Doctor_says_that_no_registry_can_be_made_in_a_read_only_place()
    {
        using var lifetop = new LifetopProgram();
        using var disk = new SmallDisk(4000);
        disk.MakeReadOnly();
        lifetop.Environment["XDG_STATE_HOME"] = disk.Path + "/not/yet";

        var doctor = lifetop.Run("doctor");

        Assert.True(doctor.ExitCode == 1, doctor.ToString());
        Assert.Contains($"{disk.Path}/not/yet/lifetop is on a read-only file system: nothing is recorded", doctor.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Lives_without_any_home()
    {
        using var lifetop = new LifetopProgram();
        using var worker = RealProcess.Start("sleep", "1000");
        string folder = PidFile(lifetop, worker);
        foreach (string name in (string[])["HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"])
            lifetop.Environment[name] = null;

        Assert.Equal("running", lifetop.List("--dir", folder)["pidfile/p"].State);
        var adopt = lifetop.Run("adopt", "--pid", $"{worker.Pid}", "--name", "w");
        Assert.Equal(4, adopt.ExitCode);
        Assert.Contains("HOME", adopt.Errors);
        Assert.Contains("HOME", lifetop.Run("doctor").Output);
        Assert.True(lifetop.Run("history").ExitCode is 0 or 1 or 4);
        lifetop.Environment["HOME"] = "/proc/no/home";
        Assert.Equal("running", lifetop.List("--dir", folder)["pidfile/p"].State);
    }

    [Fact]
    public void Writes_nothing_into_a_folder_that_others_may_write_or_a_link_leads_to()
    {
        using var lifetop = new LifetopProgram();
        using var worker = RealProcess.Start("sleep", "1000");
        string folder = PidFile(lifetop, worker);
        Directory.CreateDirectory(lifetop.StateFolder);
        File.SetUnixFileMode(lifetop.StateFolder, (UnixFileMode)0x1FF);
        var open = lifetop.Run("ls", "--json", "--dir", folder);
        Assert.Equal("running", open["pidfile/p"].State);
        Assert.Contains("can be written by others", open.Errors);
        Assert.Empty(Directory.GetFiles(lifetop.StateFolder));

        Directory.Delete(lifetop.StateFolder);
        string elsewhere = lifetop.Folder.File("elsewhere");
        Directory.CreateDirectory(elsewhere);
        Directory.CreateSymbolicLink(lifetop.StateFolder, elsewhere);
        var linked = lifetop.Run("ls", "--json", "--dir", folder);
        Assert.Equal("running", linked["pidfile/p"].State);
        Assert.Contains("link", linked.Errors);
        Assert.Empty(Directory.GetFiles(elsewhere));
    }

    [NeedsOwnMountsFact]
    public void Observes_without_SQLite_and_names_the_package()
    {
        using var lifetop = new LifetopProgram();
        using var worker = RealProcess.Start("sleep", "1000");
        string folder = PidFile(lifetop, worker);
        string[] hidden = [.. Rights.WithOwnMounts, "sh", "-c", "for f in $(ldconfig -p | sed -n 's/.*libsqlite3.so.0 .*=> //p'); do mount --bind /dev/null \"$(readlink -f \"$f\")\" || exit 99; done; exec \"$@\"", "sh"];

        var list = lifetop.RunUnder(hidden, "ls", "--json", "--dir", folder);
        Assert.Equal((0, "running"), (list.ExitCode, list["pidfile/p"].State));
        Assert.Contains("libsqlite3", list.Errors);
        var doctor = lifetop.RunUnder(hidden, "doctor");
        Assert.Equal(1, doctor.ExitCode);
        Assert.Contains("libsqlite3-0", doctor.Output);
        var adopt = lifetop.RunUnder(hidden, "adopt", "--pid", $"{worker.Pid}", "--name", "w");
        Assert.Equal(4, adopt.ExitCode);
        Assert.Contains("libsqlite3", adopt.Errors);
        Assert.DoesNotContain("   at ", adopt.Errors + doctor.Errors + list.Errors);
    }

    [Fact]
    public void Writes_nothing_at_all_when_told_so()
    {
        using var lifetop = new LifetopProgram();
        using var worker = RealProcess.Start("sleep", "1000");
        using var ended = RealProcess.Start("sleep", "1000");
        lifetop.Run("adopt", "--pid", $"{ended.Pid}", "--name", "w");
        ended.Kill();
        string folder = PidFile(lifetop, worker);
        string before = Everything(lifetop);

        foreach (string[] words in (string[][])[["ls", "--dir", folder], ["show", "w"], ["why", "w"], ["history"], ["doctor"], ["adopt", "--pid", $"{worker.Pid}", "--name", "n"], ["forget", "w"], ["logs", "w"], ["config"]])
            lifetop.Run([.. words, "--read-only"]);

        Assert.Equal(before, Everything(lifetop));
        Assert.Equal(4, lifetop.Run("adopt", "--pid", $"{worker.Pid}", "--read-only").ExitCode);
        Assert.Equal(4, lifetop.Run("forget", "w", "--read-only").ExitCode);
        lifetop.Configure("""{ "read_only": true }""");
        Assert.Equal(4, lifetop.Run("forget", "w").ExitCode);
    }

    [Fact]
    public void Opens_the_registry_and_the_words_for_people_only_after_the_last_byte()
    {
        using var lifetop = new LifetopProgram();
        lifetop.Configure("""{ "sources": { "tmux": { "enabled": false }, "process": { "enabled": false } } }""");
        using var worker = RealProcess.Start("sleep", "1000");
        lifetop.WriteManifest("w", $$"""{ "key": "w", "pid": {{worker.Pid}}, "start_ticks": {{worker.StartTicks}} }""");
        string[] Trace(params string[] words)
        {
            string file = lifetop.Folder.File("trace");
            var result = lifetop.RunUnder(["strace", "-f", "-qq", "-e", "trace=openat,write", "-o", file], words);
            Assert.Equal(0, result.ExitCode);
            return File.ReadAllLines(file);
        }
        static bool Opens(string line) => line.Contains("openat(", StringComparison.Ordinal) && !line.Contains("ENOENT", StringComparison.Ordinal)
            && (line.Contains("libsqlite3", StringComparison.Ordinal) || line.Contains("Sqlite.dll", StringComparison.Ordinal) || line.Contains("Humanizer", StringComparison.Ordinal));

        string[] first = Trace("ls");
        int lastByte = Array.FindLastIndex(first, static line => line.Contains("write(1,", StringComparison.Ordinal));
        int opened = Array.FindIndex(first, Opens);
        Assert.True(lastByte >= 0 && opened > lastByte, opened < 0 ? "nothing was recorded" : first[opened]);
        Assert.DoesNotContain(first, static line => line.Contains("Humanizer", StringComparison.Ordinal));
        foreach (string[] words in (string[][])[["ls"], ["ls", "--json"], ["ls", "-o", "summary"]])
            Assert.DoesNotContain(Trace(words), Opens);
    }

    /// <summary>The path of a folder with one pid file.</summary>
    private static string PidFile(LifetopProgram lifetop, RealProcess worker)
    {
        Eventually.True(() => worker.StartTicks > 0, "it runs");
        return Path.GetDirectoryName(lifetop.Folder.Write("pids/p.pid", $"{worker.Pid}\n"))!;
    }

    private static string Everything(LifetopProgram lifetop)
    {
        using var list = Process.Start(new ProcessStartInfo("find", [lifetop.Folder.File("state"), lifetop.Folder.File("config"), lifetop.Home, "-printf", "%p %s %T@ %C@ %m\n"]) { RedirectStandardOutput = true })!;
        string text = list.StandardOutput.ReadToEnd();
        list.WaitForExit();
        return string.Join('\n', text.Split('\n').Order(StringComparer.Ordinal));
    }
}
