using System;
using System.Collections.Generic;
using System.IO;
using Lifetop.Tests.Registry;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>A registry that takes no record: lifetop looks on, does nothing to anybody, says why, and acts again as soon as it can.</summary>
public sealed class UnrecordableTests : ScreenScenario
{
    [NeedsDiskFact]
    public void D07_on_a_full_disk_it_lists_and_refuses_and_with_room_it_acts_again()
    {
        using var disk = new SmallDisk(1000);
        var worker = DeclareOn(disk);
        Assert.Equal("running", List()["manifest/subject"].State);
        string filler = disk.Fill();

        Assert.Equal("running", List()["manifest/subject"].State);
        var refused = Lifetop.Run("reap", "subject", "--yes");
        Assert.True(refused.ExitCode == 4, refused.ToString());
        Assert.Contains("free some space", refused.Errors, StringComparison.Ordinal);
        Assert.False(worker.HasEnded);

        File.Delete(filler);
        Assert.Equal(0, Lifetop.Run("reap", "subject", "--yes").ExitCode);
        Assert.True(worker.HasEnded);
    }

    [NeedsDiskFact]
    public void D07_on_the_screen_the_same_key_works_once_there_is_room()
    {
        using var disk = new SmallDisk(1000);
        var worker = DeclareOn(disk);
        List();
        string filler = disk.Fill();
        using var pty = Open(120, 36);
        pty.Until(static screen => ScreenRows.Find(screen.Text, "subject") is not null, "the worker");
        pty.Type("x");
        pty.Until(static screen => screen.Shows("nothing is done unrecorded") && screen.Shows("Close"), "the refusal");
        Assert.False(worker.HasEnded);

        pty.Type("\e");
        pty.Until(static screen => !screen.Shows("Close"), "no dialog");
        File.Delete(filler);
        Reap(pty);
        pty.UntilShows("reaped subject");
        Assert.True(worker.HasEnded);
        pty.Type("q");
        pty.UntilShows("code 0");
    }

    [NeedsDiskTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void D08_in_a_read_only_place_it_reads_what_there_is_and_refuses(bool leftLog)
    {
        using var disk = new SmallDisk(2000);
        var worker = DeclareOn(disk);
        Assert.Equal("running", List()["manifest/subject"].State);
        if (leftLog)
            LeaveLog(disk.Path + "/lifetop/registry.db");
        disk.MakeReadOnly();

        Assert.Equal("running", List()["manifest/subject"].State);
        var history = Lifetop.Run("history", "subject");
        Assert.True(history.ExitCode == 0 && history.Output.Contains("running", StringComparison.Ordinal), history.ToString());
        foreach (string[] command in (string[][])[["reap", "subject", "--yes"], ["stop", "subject", "--yes"], ["pause", "subject"]])
        {
            var refused = Lifetop.Run(command);
            Assert.True(refused.ExitCode == 4, refused.ToString());
            Assert.Contains("nothing is done unrecorded", refused.Errors, StringComparison.Ordinal);
        }
        Assert.True(RealProcess.StateOf(worker.Pid) == 'S');
    }

    [Fact]
    public void D10_what_a_newer_lifetop_wrote_is_read_and_nothing_is_done_on_it()
    {
        var worker = Start("sleep", "1000");
        Declare("subject", worker);
        List();
        ProgramRegistry.Ask(Lifetop, "PRAGMA user_version=99");

        Assert.Equal("running", List()["manifest/subject"].State);
        var refused = Lifetop.Run("reap", "subject", "--yes");

        Assert.True(refused.ExitCode == 4, refused.ToString());
        Assert.Contains("newer lifetop", refused.Errors, StringComparison.Ordinal);
        Assert.Contains("use that one", refused.Errors, StringComparison.Ordinal);
        Assert.False(worker.HasEnded);
        Assert.Equal("99", ProgramRegistry.Ask(Lifetop, "PRAGMA user_version"));
        Assert.Equal("0", ProgramRegistry.Ask(Lifetop, "SELECT count(*) FROM plans"));
        Assert.Empty(Directory.GetFiles(Lifetop.StateFolder, "*corrupt*"));
    }

    [Fact]
    public void D11_while_another_holds_the_lock_an_action_waits_and_then_says_so()
    {
        var worker = Start("sleep", "1000");
        Declare("subject", worker);
        List();
        using var pty = Open(120, 36);
        pty.Until(static screen => ScreenRows.Find(screen.Text, "subject") is not null, "the worker");
        using (var holder = ProgramRegistry.Open(Lifetop))
        {
            ProgramRegistry.Ask(holder, "BEGIN IMMEDIATE");
            Reap(pty);
            var clocks = new HashSet<string>();
            pty.Until(screen => clocks.Add(screen.Row(2)[^8..]) && clocks.Count > 3, "frames go on");
            pty.Until(static screen => screen.Shows("registry busy"), "the registry is busy", TimeSpan.FromSeconds(60));
            var refused = Lifetop.RunWithin(TimeSpan.FromSeconds(90), "reap", "subject", "--yes");
            Assert.True(refused.ExitCode == 7, refused.ToString());
            Assert.Contains("registry busy", refused.Errors, StringComparison.Ordinal);
            Assert.False(worker.HasEnded);
            ProgramRegistry.Ask(holder, "ROLLBACK");
        }
        Reap(pty);
        pty.UntilShows("reaped subject");
        Assert.True(worker.HasEnded);
        pty.Type("q");
        pty.UntilShows("code 0");
    }

    private static void Reap(Pty pty)
    {
        pty.Type("x");
        pty.UntilShows("TERM to 1 process");
        pty.Type("y");
    }

    private RealProcess DeclareOn(SmallDisk disk)
    {
        Lifetop.Environment["XDG_STATE_HOME"] = disk.Path;
        // The manifests lie elsewhere: their disk is not full.
        var worker = Start("sleep", "1000");
        string manifests = Directory.CreateDirectory(Lifetop.Folder.File("manifests")).FullName;
        Lifetop.Configure($$"""{ "sources": { "process": { "enabled": false }, "tmux": { "enabled": false }, "manifest": { "folder": "{{manifests}}" } } }""");
        Lifetop.Folder.Write("manifests/subject.json", $"{{ \"key\": \"subject\", \"pid\": {worker.Pid}, \"start_ticks\": {worker.StartTicks}, \"boot_id\": \"{RealProcess.Boot}\" }}");
        return worker;
    }

    /// <summary>As one that was killed leaves it: with rows that are in the log alone.</summary>
    private void LeaveLog(string registry)
    {
        using (var writer = ProgramRegistry.Open(Lifetop, registry))
        {
            ProgramRegistry.Ask(writer, "PRAGMA wal_autocheckpoint=0; UPDATE workers SET name=name; SELECT 1");
            foreach (string part in (string[])["", "-wal"])
                File.Copy(registry + part, registry + part + ".left");
        }
        foreach (string part in (string[])["", "-wal"])
            File.Move(registry + part + ".left", registry + part, overwrite: true);
        foreach (string part in (string[])["", "-wal"])
            File.SetUnixFileMode(registry + part, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.Delete(registry + "-shm");
    }
}
