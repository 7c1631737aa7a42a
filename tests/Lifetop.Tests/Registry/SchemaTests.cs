using System;
using System.IO;
using System.Linq;
using System.Runtime.Versioning;
using Lifetop.Model;
using Lifetop.Registry;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Lifetop.Tests.Registry;

[SupportedOSPlatform("linux")]
public sealed class SchemaTests : IDisposable
{
    private static readonly string First = Schema.Scripts()[0];
    private static readonly Schema One = new([First]);
    private static readonly Schema Two = new([First, "ALTER TABLE workers ADD COLUMN colour TEXT; UPDATE workers SET colour='blue'"]);
    private static readonly Schema Broken = new([First, "ALTER TABLE workers ADD COLUMN colour TEXT; UPDATE workers SET colour='blue'; INSERT INTO nowhere VALUES(1)"]);
    private readonly StateSandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    private static DateTimeOffset Noon => StateSandbox.Noon;

    private string Backup => Schema.BackupOf(_sandbox.Folder.Registry, 1);

    [Fact]
    public void An_older_registry_is_copied_and_brought_up_to_date()
    {
        BeginWithOne();
        using var registry = Open(Two);
        Assert.True(registry.Check().IsUsable);
        Assert.Equal("blue", Ask(registry, "SELECT colour FROM workers"));
        Assert.Equal("2", Ask(registry, "PRAGMA user_version"));
        Assert.Single(StateSandbox.Transitions(registry));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Backup));
        using var copy = new SqliteConnection("Data Source=" + Backup + ";Mode=ReadOnly;Pooling=False");
        copy.Open();
        Assert.Equal(1, Schema.Version(copy));
        Assert.Equal("1", Sql.Text(copy, "SELECT count(*) FROM workers"));
    }

    [Fact]
    public void A_migration_that_dies_half_way_leaves_the_old_one_whole_and_is_done_at_the_next_start()
    {
        BeginWithOne();
        // A copy half-made by one that died before it even began.
        File.WriteAllText(Backup + ".partial", "torn");
        using (var dying = Open(Broken))
            Assert.False(dying.Check().IsUsable);
        using (var old = Open(One))
        {
            Assert.True(old.Check().IsUsable);
            Assert.Equal("1", Ask(old, "PRAGMA user_version"));
            Assert.Single(StateSandbox.Transitions(old));
            Assert.Null(old.Damage(out _));
        }
        using var next = Open(Two);
        Assert.True(next.Check().IsUsable);
        Assert.Equal("blue", Ask(next, "SELECT colour FROM workers"));
        Assert.True(File.Exists(Backup));
        Assert.False(File.Exists(Backup + ".partial"));
    }

    [Fact]
    public void A_process_killed_in_the_middle_of_a_migration_leaves_the_old_one_whole()
    {
        BeginWithOne();
        string copy = _sandbox.Root + "/copy";
        using (var registry = Open(One))
            registry.Write(connection =>
            {
                Sql.Run(connection, "PRAGMA cache_size=1; ALTER TABLE workers ADD COLUMN colour TEXT; UPDATE workers SET colour=hex(zeroblob(300000))");
                Directory.CreateDirectory(copy);
                foreach (string file in Directory.GetFiles(_sandbox.Folder.Path))
                    File.Copy(file, copy + "/" + Path.GetFileName(file));
                Sql.Run(connection, "ROLLBACK");
            });
        using var next = new RegistryFile(new StateFolder(copy), TimeProvider.System, Two);
        Assert.True(next.Check().IsUsable);
        Assert.Equal("blue", Ask(next, "SELECT colour FROM workers"));
        Assert.Single(StateSandbox.Transitions(next));
        Assert.Null(next.SetAside);
    }

    [Fact]
    public void An_older_program_reads_what_a_newer_one_wrote()
    {
        using (var newer = Open(Two))
            Assert.True(newer.Check().IsUsable);
        using var older = Open(One);
        Assert.Equal(RegistryState.NewerSchema, older.Check().State);
        Assert.Empty(StateSandbox.Transitions(older));
    }

    [Fact]
    public void Numbers_of_the_migrations_have_no_holes()
        => Assert.Equal(Enumerable.Range(1, Schema.Current.Newest), Schema.Names().Select(name => int.Parse(name["migrations/".Length..][..4], System.Globalization.CultureInfo.InvariantCulture)));

    private RegistryFile Open(Schema schema) => new(_sandbox.Folder, TimeProvider.System, schema);

    private void BeginWithOne()
    {
        using var registry = Open(One);
        StateSandbox.Record(registry, Noon, StateSandbox.Change("a", Lifecycle.Running, Noon));
    }

    private static string Ask(RegistryFile registry, string sql)
    {
        string answer = "";
        Assert.True(registry.Read(connection => answer = Sql.Text(connection, sql)).IsUsable);
        return answer;
    }
}
