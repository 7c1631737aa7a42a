using System;
using System.IO;
using System.Linq;
using System.Runtime.Versioning;
using Lifetop.Model;
using Lifetop.Registry;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Registry;

/// <summary>Where there is no room and where nothing may be written. As root by mounting such a place, else by permissions where that tells as much.</summary>
[SupportedOSPlatform("linux")]
public sealed class RegistryPlacesTests
{
    private static DateTimeOffset Noon => StateSandbox.Noon;

    [NeedsDiskFact]
    public void A_full_disk_is_said_and_forgotten_once_there_is_room_again()
    {
        using var disk = new SmallDisk(300);
        using var registry = new RegistryFile(new StateFolder(disk.Path + "/lifetop"), TimeProvider.System);
        StateSandbox.Record(registry, Noon, StateSandbox.Change("a", Lifecycle.Running, Noon));
        string filler = disk.Fill();
        var status = RegistryStatus.Usable;
        for (int i = 0; i < 100 && status.IsUsable; i++)
            status = new Journal(registry, "test").Record([StateSandbox.Change("b" + i, Lifecycle.Running, Noon)], Noon, out _);
        Assert.Equal(RegistryState.Full, status.State);
        Assert.Contains("full", status.Message, StringComparison.Ordinal);
        Assert.Contains(StateSandbox.Transitions(registry), change => change.Name == "a");
        Assert.NotNull(MemoryFile.Write(registry.Folder.Memory, new RandomRecollection(5).Next()));
        File.Delete(filler);
        StateSandbox.Record(registry, Noon, StateSandbox.Change("c", Lifecycle.Running, Noon));
        Assert.Null(registry.Damage(out _));
        Assert.Null(registry.SetAside);
        Assert.DoesNotContain(Directory.GetFiles(registry.Folder.Path), file => file.Contains("memory.json", StringComparison.Ordinal));
    }

    [NeedsDiskFact]
    public void A_disk_full_from_the_start_is_said_and_works_once_there_is_room()
    {
        using var disk = new SmallDisk(300);
        string filler = disk.Fill();
        using var registry = new RegistryFile(new StateFolder(disk.Path + "/lifetop"), TimeProvider.System);
        Assert.Equal(RegistryState.Full, registry.Check().State);
        File.Delete(filler);
        StateSandbox.Record(registry, Noon, StateSandbox.Change("c", Lifecycle.Running, Noon));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_read_only_place_is_read_with_and_without_a_log(bool leftover)
    {
        using var sandbox = new StateSandbox();
        using var disk = Rights.MissingForDisk is null ? new SmallDisk(2000) : null;
        var folder = new StateFolder((disk?.Path ?? sandbox.Root) + "/lifetop");
        using (var registry = new RegistryFile(folder, TimeProvider.System))
        {
            StateSandbox.Record(registry, Noon, StateSandbox.Change("a", Lifecycle.Running, Noon));
            registry.Checkpoint();
            StateSandbox.Record(registry, Noon, StateSandbox.Change("only in the log", Lifecycle.Running, Noon));
            if (leftover)
                foreach (string file in Directory.GetFiles(folder.Path))
                    File.Copy(file, file.Replace("registry.db", "kept", StringComparison.Ordinal));
        }
        if (leftover)
            foreach (string file in Directory.GetFiles(folder.Path, "kept*"))
                File.Move(file, file.Replace("kept", "registry.db", StringComparison.Ordinal), overwrite: true);
        if (disk is not null)
            disk.MakeReadOnly();
        else
        {
            foreach (string file in Directory.GetFiles(folder.Path))
                File.SetUnixFileMode(file, UnixFileMode.UserRead);
            File.SetUnixFileMode(folder.Path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
        try
        {
            using var registry = new RegistryFile(folder, TimeProvider.System);
            Assert.Contains(registry.Check().State, new[] { RegistryState.ReadOnly, RegistryState.Denied });
            Assert.Equal(["a", "only in the log"], StateSandbox.Transitions(registry).Select(change => change.Name));
            var adopted = new Journal(registry, "test").Protect("test:a", true);
            Assert.Equal(RecordOutcome.Unrecorded, adopted.Outcome);
            Assert.NotEmpty(adopted.Status.Message);
            Assert.Null(registry.SetAside);
        }
        finally
        {
            if (disk is null)
                File.SetUnixFileMode(folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public void A_read_only_place_without_a_registry_is_said()
    {
        using var sandbox = new StateSandbox();
        using var disk = Rights.MissingForDisk is null ? new SmallDisk(300) : null;
        string place = disk?.Path ?? sandbox.Root + "/place";
        Directory.CreateDirectory(place);
        if (disk is not null)
            disk.MakeReadOnly();
        else
            File.SetUnixFileMode(place, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        using var registry = new RegistryFile(new StateFolder(place + "/lifetop"), TimeProvider.System);
        var status = registry.Check();
        Assert.Contains(status.State, new[] { RegistryState.ReadOnly, RegistryState.Denied });
        Assert.NotEmpty(status.Message);
    }

    [NeedsRootFact]
    public void Root_leaves_nothing_in_the_folders_of_others()
    {
        using var sandbox = new StateSandbox();
        string home = sandbox.Root + "/home";
        Directory.CreateDirectory(home);
        Assert.Equal(0, StateSandbox.ChangeOwner(home, 65534, 65534));
        using (var registry = new RegistryFile(new StateFolder(home + "/.local/state/lifetop"), TimeProvider.System))
            Assert.Equal(RegistryState.Denied, registry.Check().State);
        Assert.Empty(Directory.GetFileSystemEntries(home));
        using (var registry = new RegistryFile(new StateFolder(home), TimeProvider.System))
        {
            Assert.Equal(RegistryState.Denied, registry.Check().State);
            Assert.Equal(RegistryState.Denied, registry.Read(_ => { }).State);
        }
        Assert.Empty(Directory.GetFileSystemEntries(home));
    }
}
