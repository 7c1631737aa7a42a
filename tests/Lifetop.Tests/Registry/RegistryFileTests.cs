using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.Versioning;
using System.Threading;
using Lifetop.Model;
using Lifetop.Platform;
using Lifetop.Registry;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Lifetop.Tests.Registry;

[SupportedOSPlatform("linux")]
public sealed class RegistryFileTests : IDisposable
{
    private readonly StateSandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    private static DateTimeOffset Noon => StateSandbox.Noon;

    [Fact]
    public void Folder_and_files_are_private_whatever_the_umask()
    {
        uint before = StateSandbox.SetUmask(0);
        try
        {
            using var registry = _sandbox.Open();
            StateSandbox.Record(registry, Noon, StateSandbox.Change("a", Lifecycle.Running, Noon));
            Assert.Equal("0700", Mode(_sandbox.Folder.Path));
            foreach (string part in new[] { "", "-wal", "-shm" })
                Assert.Equal("0600", Mode(_sandbox.Folder.Registry + part));
        }
        finally
        {
            _ = StateSandbox.SetUmask(before);
        }
    }

    [Fact]
    public void Eight_that_begin_at_once_make_one_schema()
    {
        const int count = 8;
        using var start = new Barrier(count);
        var problems = new List<string>();
        var threads = Enumerable.Range(0, count).Select(n => new Thread(() =>
        {
            using var registry = _sandbox.Open();
            registry.Patience = TimeSpan.FromSeconds(60);
            start.SignalAndWait();
            var status = new Journal(registry, "test").Record([StateSandbox.Change("worker-" + n, Lifecycle.Running, Noon)], Noon, out _);
            if (!status.IsUsable)
                lock (problems)
                    problems.Add(status.ToString());
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Assert.Empty(problems);
        using var after = _sandbox.Open();
        Assert.Equal(count, StateSandbox.Transitions(after).Length);
        Assert.Null(after.Damage(out _));
        Assert.Single(Directory.GetFiles(_sandbox.Folder.Path), file => !file.EndsWith("-wal", StringComparison.Ordinal) && !file.EndsWith("-shm", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(6)]
    [InlineData(99)]
    [InlineData(512)]
    [InlineData(20_000)]
    public void Garbage_is_set_aside_and_a_new_registry_begun(int length)
    {
        Directory.CreateDirectory(_sandbox.Folder.Path);
        byte[] garbage = new byte[length];
        new Random(1).NextBytes(garbage);
        File.WriteAllBytes(_sandbox.Folder.Registry, garbage);
        using var registry = _sandbox.Open();
        Assert.Equal(RegistryState.Corrupt, registry.Read(_ => { }).State);
        StateSandbox.Record(registry, Noon, StateSandbox.Change("a", Lifecycle.Running, Noon));
        Assert.NotNull(registry.SetAside);
        Assert.Matches(@"registry\.db\.corrupt-\d{8}-\d{6}$", registry.SetAside);
        Assert.Equal(garbage, File.ReadAllBytes(registry.SetAside));
        Assert.Single(StateSandbox.Transitions(registry));
    }

    [Fact]
    public void Garbage_found_by_many_at_once_is_set_aside_once()
    {
        // One may look at the file, open it, or find it damaged while another moves it: often enough for each of these to happen.
        for (int round = 0; round < 40; round++)
            SetAsideByMany(new StateFolder(_sandbox.Root + "/round-" + round));
    }

    private static void SetAsideByMany(StateFolder folder)
    {
        const int count = 6;
        Directory.CreateDirectory(folder.Path);
        File.SetUnixFileMode(folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.WriteAllText(folder.Registry, new string('x', 5000));
        using var start = new Barrier(count);
        var problems = new List<string>();
        var threads = Enumerable.Range(0, count).Select(n => new Thread(() =>
        {
            using var registry = new RegistryFile(folder, TimeProvider.System) { Patience = TimeSpan.FromSeconds(60) };
            start.SignalAndWait();
            var status = new Journal(registry, "test").Record([StateSandbox.Change("worker-" + n, Lifecycle.Running, Noon)], Noon, out _);
            if (!status.IsUsable)
                lock (problems)
                    problems.Add(status.ToString());
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Assert.True(problems.Count == 0, string.Join('\n', problems));
        using var after = new RegistryFile(folder, TimeProvider.System);
        Assert.Equal(count, StateSandbox.Transitions(after).Length);
        Assert.Single(Directory.GetFiles(folder.Path, "*.corrupt-*"));
    }

    [Fact]
    public void A_folder_with_an_awkward_name_is_as_good_as_any()
    {
        var folder = new StateFolder(_sandbox.Root + "/a b;Mode=Memory\"'?x=1&#%41 ü");
        using (var registry = new RegistryFile(folder, TimeProvider.System))
            StateSandbox.Record(registry, Noon, StateSandbox.Change("a", Lifecycle.Running, Noon));
        Assert.True(File.Exists(folder.Registry));
        using var reader = new RegistryFile(folder, TimeProvider.System) { ReadOnly = true };
        Assert.Single(StateSandbox.Transitions(reader));
    }

    [Fact]
    public void Damage_found_while_writing_sets_the_registry_aside_and_writes_to_the_new_one()
    {
        using (var registry = _sandbox.Open())
            for (int i = 0; i < 300; i++)
                StateSandbox.Record(registry, Noon, StateSandbox.Change("worker-" + i, Lifecycle.Running, Noon));
        using (var file = new FileStream(_sandbox.Folder.Registry, FileMode.Open))
        {
            file.Position = 4096;
            file.Write(new byte[file.Length - 4096]);
        }
        using var after = _sandbox.Open();
        StateSandbox.Record(after, Noon, StateSandbox.Change("later", Lifecycle.Running, Noon));
        Assert.NotNull(after.SetAside);
        Assert.Equal("later", Assert.Single(StateSandbox.Transitions(after)).Name);
    }

    [Fact]
    public void A_damaged_page_in_the_middle_is_found_by_the_check_and_can_be_set_aside()
    {
        using (var registry = _sandbox.Open())
            for (int i = 0; i < 300; i++)
                StateSandbox.Record(registry, Noon, StateSandbox.Change("worker-" + i, Lifecycle.Running, Noon));
        using (var file = new FileStream(_sandbox.Folder.Registry, FileMode.Open))
        {
            file.Position = file.Length - 2 * 4096;
            file.Write(Enumerable.Repeat((byte)0xAB, 4096).ToArray());
        }
        using var after = _sandbox.Open();
        Assert.NotNull(after.Damage(out _));
        Assert.True(after.BeginAnew().IsUsable);
        Assert.NotNull(after.SetAside);
        Assert.Null(after.Damage(out _));
    }

    [Fact]
    public void Zero_bytes_are_a_new_registry()
    {
        Directory.CreateDirectory(_sandbox.Folder.Path);
        File.WriteAllBytes(_sandbox.Folder.Registry, []);
        using var registry = _sandbox.Open();
        Assert.Equal(RegistryState.Missing, registry.Read(_ => { }).State);
        StateSandbox.Record(registry, Noon, StateSandbox.Change("a", Lifecycle.Running, Noon));
        Assert.Null(registry.SetAside);
    }

    [Fact]
    public void Reading_begins_no_registry()
    {
        using var registry = _sandbox.Open();
        Assert.Equal(RegistryState.Missing, registry.Read(_ => { }).State);
        Assert.False(Directory.Exists(_sandbox.Folder.Path));
    }

    [Fact]
    public void Told_to_write_nothing_it_reads_and_leaves_no_file_behind()
    {
        using (var registry = _sandbox.Open())
            StateSandbox.Record(registry, Noon, StateSandbox.Change("a", Lifecycle.Running, Noon));
        using var reader = new RegistryFile(_sandbox.Folder, TimeProvider.System) { ReadOnly = true };
        Assert.Single(StateSandbox.Transitions(reader));
        Assert.Equal(RegistryState.ReadOnly, new Journal(reader, "test").Declare(Declared("x"), null, Noon).Status.State);
        Assert.Equal([_sandbox.Folder.Registry], Directory.GetFiles(_sandbox.Folder.Path));
    }

    [Fact]
    public void A_newer_schema_is_left_as_it_is_and_read()
    {
        using (var registry = _sandbox.Open())
            StateSandbox.Record(registry, Noon, StateSandbox.Change("a", Lifecycle.Running, Noon));
        Directly("PRAGMA user_version=999");
        using var older = _sandbox.Open();
        var status = older.Check();
        Assert.Equal(RegistryState.NewerSchema, status.State);
        Assert.Contains("newer lifetop", status.Message, StringComparison.Ordinal);
        Assert.Null(older.SetAside);
        Assert.Single(StateSandbox.Transitions(older));
        Assert.Equal(999L, Directly("PRAGMA user_version"));
    }

    [Fact]
    public void Another_holder_of_the_write_lock_is_waited_for_no_longer_than_told()
    {
        using var registry = _sandbox.Open();
        StateSandbox.Record(registry, Noon, StateSandbox.Change("a", Lifecycle.Running, Noon));
        using var holder = new SqliteConnection("Data Source=" + _sandbox.Folder.Registry + ";Pooling=False");
        holder.Open();
        using var held = holder.BeginTransaction(deferred: false);
        registry.Patience = TimeSpan.FromMilliseconds(300);
        long begun = TimeProvider.System.GetTimestamp();
        var status = new Journal(registry, "test").Record([StateSandbox.Change("b", Lifecycle.Running, Noon)], Noon, out _);
        var took = TimeProvider.System.GetElapsedTime(begun);
        Assert.Equal(RegistryState.Busy, status.State);
        Assert.StartsWith("registry busy", status.Message, StringComparison.Ordinal);
        Assert.InRange(took.TotalMilliseconds, 250, 3000);
        Assert.Single(StateSandbox.Transitions(registry));
        held.Rollback();
        StateSandbox.Record(registry, Noon, StateSandbox.Change("b", Lifecycle.Running, Noon));
        Assert.Equal(2, StateSandbox.Transitions(registry).Length);
    }

    [Fact]
    public void A_registry_that_is_taken_away_while_open_is_begun_anew_rather_than_written_into_nothing()
    {
        using var registry = _sandbox.Open();
        StateSandbox.Record(registry, Noon, StateSandbox.Change("a", Lifecycle.Running, Noon));
        foreach (string file in Directory.GetFiles(_sandbox.Folder.Path))
            File.Delete(file);
        StateSandbox.Record(registry, Noon, StateSandbox.Change("b", Lifecycle.Running, Noon));
        using var other = _sandbox.Open();
        Assert.Equal("b", Assert.Single(StateSandbox.Transitions(other)).Name);
    }

    [Fact]
    public void What_was_committed_is_there_after_a_death_in_the_middle_of_a_transaction()
    {
        using var registry = _sandbox.Open();
        var random = new Random(7);
        for (int round = 0; round < 25; round++)
        {
            string copy = _sandbox.Root + "/copy-" + round;
            StateSandbox.Record(registry, Noon, StateSandbox.Change("worker-" + round, Lifecycle.Running, Noon));
            // The files as a killed process leaves them: with a transaction begun, written to in part, never committed.
            registry.Write(connection =>
            {
                for (int i = random.Next(1, 40); i > 0; i--)
                    Sql.Execute(connection, "INSERT INTO workers(identity, key, name, source, kind, first_seen, last_seen) VALUES($1, '', $2, '', '', 0, 0)",
                        Guid.NewGuid().ToString(), new string('x', random.Next(1, 3000)));
                Directory.CreateDirectory(copy);
                foreach (string file in Directory.GetFiles(_sandbox.Folder.Path))
                    File.Copy(file, copy + "/" + Path.GetFileName(file));
                throw new SqliteException("let go of it", 1);
            });
            using var after = new RegistryFile(new StateFolder(copy), TimeProvider.System);
            Assert.Equal(round + 1, StateSandbox.Transitions(after).Length);
            Assert.Null(after.Damage(out _));
            StateSandbox.Record(after, Noon, StateSandbox.Change("next", Lifecycle.Running, Noon));
            Assert.Null(after.SetAside);
        }
    }

    [Theory]
    [InlineData("link")]
    [InlineData("group")]
    [InlineData("file")]
    public void A_folder_that_is_not_ours_alone_is_not_used(string what)
    {
        string real = _sandbox.Root + "/real";
        Directory.CreateDirectory(real);
        var folder = new StateFolder(_sandbox.Root + "/lifetop");
        if (what == "link")
            Directory.CreateSymbolicLink(folder.Path, real);
        else if (what == "file")
            File.WriteAllText(folder.Path, "");
        else
        {
            Directory.CreateDirectory(folder.Path);
            File.SetUnixFileMode(folder.Path, (UnixFileMode)Convert.ToInt32("770", 8));
        }
        using var registry = new RegistryFile(folder, TimeProvider.System);
        var status = registry.Check();
        Assert.Equal(RegistryState.Denied, status.State);
        Assert.Contains(folder.Path, status.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(real));
    }

    [Fact]
    public void A_registry_that_is_a_link_a_fifo_or_a_folder_is_refused()
    {
        Directory.CreateDirectory(_sandbox.Folder.Path);
        string path = _sandbox.Folder.Registry;
        using var registry = _sandbox.Open();
        File.CreateSymbolicLink(path, _sandbox.Root + "/elsewhere");
        Assert.Equal(RegistryState.Denied, registry.Check().State);
        Assert.False(File.Exists(_sandbox.Root + "/elsewhere"));
        File.Delete(path);
        Assert.Equal(0, StateSandbox.MakeFifo(path, 0x180));
        Assert.Equal(RegistryState.Denied, registry.Check().State);
        Assert.Equal(RegistryState.Denied, registry.Read(_ => { }).State);
        File.Delete(path);
        Directory.CreateDirectory(path);
        Assert.Equal(RegistryState.Denied, registry.Check().State);
        Directory.Delete(path);
        Assert.True(registry.Check().IsUsable);
    }

    [Fact]
    public void Somebody_elses_database_is_neither_changed_nor_moved()
    {
        Directory.CreateDirectory(_sandbox.Folder.Path);
        Assert.Null(SqliteLibrary.Load());
        Directly("CREATE TABLE recipes(name)");
        using var registry = _sandbox.Open();
        Assert.Equal(RegistryState.Denied, registry.Check().State);
        Assert.Null(registry.SetAside);
    }

    [Fact]
    public void A_missing_library_names_the_package_to_install()
    {
        string? missing = SqliteLibrary.Find("libsqlite3-not-here.so.0", out _);
        Assert.Contains("libsqlite3-0", missing, StringComparison.Ordinal);
        Assert.Null(SqliteLibrary.Load());
        Assert.StartsWith("3.", SqliteLibrary.Version, StringComparison.Ordinal);
    }

    [Fact]
    public void A_checkpoint_empties_the_log_and_never_waits()
    {
        using var registry = _sandbox.Open();
        StateSandbox.Record(registry, Noon, StateSandbox.Change("a", Lifecycle.Running, Noon));
        Assert.NotEqual(0, new FileInfo(_sandbox.Folder.Registry + "-wal").Length);
        registry.Checkpoint();
        Assert.Equal(0, new FileInfo(_sandbox.Folder.Registry + "-wal").Length);
    }

    [Theory]
    [InlineData(0x6969, true)]
    [InlineData(0xFF534D42, true)]
    [InlineData(-11317950, true)] // CIFS as a signed 32-bit number
    [InlineData(0x01021994, false)] // tmpfs
    [InlineData(0xEF53, false)] // ext4
    public void Network_file_systems_are_known_by_their_magic(long magic, bool network)
        => Assert.Equal(network, StateFolder.IsNetwork(magic));

    private static string Mode(string path) => "0" + Convert.ToString((int)File.GetUnixFileMode(path), 8);

    private static Declaration Declared(string name)
        => new() { Source = "lifetop", Identity = "lifetop:" + name, Key = new WorkerKey("lifetop", name), Name = name };

    private object? Directly(string sql)
    {
        using var connection = new SqliteConnection("Data Source=" + _sandbox.Folder.Registry + ";Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
