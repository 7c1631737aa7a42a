using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using Lifetop.Tests.Support;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>A child that was seen once belongs to its worker whatever it drops later, for every lifetop of this boot, and for none of another.</summary>
public sealed class RememberedChildTests : Scenario
{
    private readonly string _place;
    private readonly RealProcess _root;
    private readonly int _child;

    public RememberedChildTests()
    {
        Lifetop.Configure("""{ "sources": { "process": { "enabled": false }, "tmux": { "enabled": false } } }""");
        _place = Directory.CreateDirectory(Lifetop.Folder.File("place")).FullName;
        _root = StartIn(_place, "python3", RealProcess.ScriptPath("shedding.py"), _place);
        Eventually.True(() => File.Exists(Path.Combine(_place, "child")), "the child");
        _child = int.Parse(File.ReadAllText(Path.Combine(_place, "child")), CultureInfo.InvariantCulture);
        Declare("shedder", _root, $"\"worktree\": \"{_place}\"");
        ListUntil("manifest/shedder", static worker => worker.Number("tree_size") == 3, "had all three");

        File.WriteAllText(Path.Combine(_place, "go"), "");
        Eventually.True(() => RealProcess.NameOf(_child) == "sleep" && RealProcess.EnvironmentOf(_child).Length == 0, "it has dropped everything");
        Assert.NotEqual(_root.Pid, RealProcess.ParentOf(_child));
    }

    [Fact]
    public void Another_lifetop_that_never_saw_it_ends_it()
    {
        var reaped = Lifetop.Run("reap", "shedder", "--yes");

        Assert.True(reaped.ExitCode == 0, reaped.ToString());
        Assert.Contains("2 of 2 gone", reaped.Output, StringComparison.Ordinal);
        Assert.True(RealProcess.StateOf(_child) is null or 'Z');
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void After_a_reboot_nobody_who_has_its_number_is_touched(bool remembers)
    {
        // As if all of it had been written before the machine was started anew.
        string now = RealProcess.Boot.ToString("N"), before = Guid.NewGuid().ToString("N");
        using (var registry = ProgramRegistry.Open(Lifetop))
            foreach (string change in new List<string> { "UPDATE members SET boot=$2", "UPDATE transitions SET root=replace(root, $1, $2)", "UPDATE workers SET facts=replace(facts, $1, $2)" })
                Execute(registry, change, now, before);
        if (remembers)
            File.WriteAllText(Lifetop.MemoryFile, File.ReadAllText(Lifetop.MemoryFile).Replace(now, before, StringComparison.Ordinal).Replace(RealProcess.Boot.ToString("D"), Guid.Parse(before).ToString("D"), StringComparison.Ordinal));
        else
            File.Delete(Lifetop.MemoryFile);
        Lifetop.WriteManifest("shedder", $"{{ \"key\": \"shedder\", \"pid\": {_root.Pid}, \"start_ticks\": {_root.StartTicks}, \"boot_id\": \"{Guid.Parse(before)}\" }}");

        var reaped = Lifetop.Run("reap", "shedder", "--yes");

        Assert.True(reaped.ExitCode is 0 or 3, reaped.ToString());
        Assert.False(_root.HasEnded);
        Assert.Equal('S', RealProcess.StateOf(_child));
        RealProcess.Signal(_child, "KILL");
    }

    private static void Execute(SqliteConnection registry, string change, string now, string before)
    {
        using var command = registry.CreateCommand();
        command.CommandText = change;
        command.Parameters.AddWithValue("$1", now);
        command.Parameters.AddWithValue("$2", before);
        command.ExecuteNonQuery();
    }
}
