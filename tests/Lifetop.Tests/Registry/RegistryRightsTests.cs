using System;
using System.IO;
using System.Runtime.Versioning;
using Lifetop.Model;
using Lifetop.Platform;
using Lifetop.Registry;
using Lifetop.Tests.Support;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Lifetop.Tests.Registry;

/// <summary>A registry whose file somebody else made, or made readable.</summary>
[SupportedOSPlatform("linux")]
public sealed class RegistryRightsTests : IDisposable
{
    private const UnixFileMode ForAllToRead = (UnixFileMode)0x1A4; // 0644
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly StateSandbox _sandbox = new();

    private string Registry => _sandbox.Folder.Registry;

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public void An_empty_file_that_others_may_read_becomes_ours_alone()
    {
        MakeEmpty();
        using var registry = _sandbox.Open();
        Assert.Equal(RegistryStatus.Usable, registry.Check());
        Assert.Equal(Private, File.GetUnixFileMode(Registry));
    }

    [Fact]
    public void A_registry_that_others_may_read_becomes_ours_alone_with_its_log_but_not_for_reading()
    {
        using (var before = _sandbox.Open())
            StateSandbox.Record(before, StateSandbox.Noon, StateSandbox.Change("a", Lifecycle.Running, StateSandbox.Noon));
        // Somebody has it open, so that there is a log.
        Assert.Null(SqliteLibrary.Load());
        using var holder = new SqliteConnection("Data Source=" + Registry + ";Pooling=False");
        holder.Open();
        Sql.Run(holder, "UPDATE workers SET last_seen=last_seen+1");
        string[] parts = [Registry, Registry + "-wal", Registry + "-shm"];
        foreach (string part in parts)
            File.SetUnixFileMode(part, ForAllToRead);

        using (var reading = new RegistryFile(_sandbox.Folder, TimeProvider.System) { ReadOnly = true })
            Assert.Single(StateSandbox.Transitions(reading));
        Assert.All(parts, static part => Assert.Equal(ForAllToRead, File.GetUnixFileMode(part)));

        using var registry = _sandbox.Open();
        Assert.Equal(RegistryStatus.Usable, registry.Check());
        Assert.All(parts, static part => Assert.Equal(Private, File.GetUnixFileMode(part)));
        Assert.Single(StateSandbox.Transitions(registry));
    }

    [NeedsRootFact]
    public void A_registry_of_somebody_else_is_said_and_not_touched()
    {
        MakeEmpty();
        Assert.Equal(0, StateSandbox.ChangeOwner(Registry, 65534, 65534));
        using var registry = _sandbox.Open();
        var status = registry.Check();
        Assert.Equal(RegistryState.Denied, status.State);
        Assert.Contains("belongs to another user", status.Message, StringComparison.Ordinal);
        Assert.Equal((ForAllToRead, 0), (File.GetUnixFileMode(Registry), new FileInfo(Registry).Length));
    }

    private void MakeEmpty()
    {
        Directory.CreateDirectory(_sandbox.Folder.Path, Private | UnixFileMode.UserExecute);
        File.WriteAllText(Registry, "");
        File.SetUnixFileMode(Registry, ForAllToRead);
    }
}
