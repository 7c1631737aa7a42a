using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using Lifetop.Platform;
using Lifetop.Registry;
using Lifetop.Tests.Support;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>A registry of this schema, and a lifetop of the next one that is killed while it brings it up to date.</summary>
[Trait("Waits", "long")]
public sealed class MigrationTests : IDisposable
{
    private const int Rows = 20_000;
    private const int Rounds = 10;
    private static readonly string This = Schema.Current.Newest.ToString(CultureInfo.InvariantCulture), Next = (Schema.Current.Newest + 1).ToString(CultureInfo.InvariantCulture);
    private readonly LifetopProgram _lifetop = new();
    private readonly RealProcess _worker = RealProcess.Start("sleep", "1000");

    private string Registry => _lifetop.StateFolder + "/registry.db";

    public void Dispose()
    {
        _worker.Dispose();
        _lifetop.Dispose();
    }

    [Fact]
    public void A_migration_killed_at_any_moment_leaves_the_old_or_the_new_one_whole_and_is_done_at_the_next_start()
    {
        Assert.Equal(0, _lifetop.Run("adopt", "--pid", $"{_worker.Pid}", "--name", "w").ExitCode);
        // Young ones: an old change would be trimmed when something else is recorded.
        Ask($"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<{Rows}) INSERT INTO transitions(worker,to_state,since,at,evidence,note,by) SELECT 1,'running',{DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()},{DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()},'[]','','test' FROM n");
        Ask("PRAGMA wal_checkpoint(TRUNCATE)");
        byte[] old = File.ReadAllBytes(Registry);
        string rows = Ask("SELECT count(*) FROM transitions");
        var whole = Migrate(null);
        Assert.Equal(Next, Ask("PRAGMA user_version"));

        var random = new Random(20261121);
        int killed = 0;
        for (int round = 0; round < Rounds; round++)
        {
            Restore(old);
            var moment = whole * random.NextDouble();
            Migrate(moment);
            string told = string.Create(CultureInfo.InvariantCulture, $"round {round}, killed after {moment.TotalMilliseconds:0} ms");

            string version = Ask("PRAGMA user_version");
            Assert.True(version == This || version == Next, told);
            killed += version == This ? 1 : 0;
            Assert.Equal((told, "ok", rows), (told, Ask("PRAGMA integrity_check"), Ask("SELECT count(*) FROM transitions")));
            Assert.Equal((told, version == Next), (told, HasColour()));
            if (version == Next)
                AssertBackup(told, rows);

            // This lifetop lists from either, and records in the old one as if nothing had been.
            File.Delete(_lifetop.MemoryFile);
            var list = _lifetop.Run("ls", "--json");
            Assert.True(list.ExitCode == 0 && list["lifetop/w"].State == "running", $"{told}: {list}");
            Assert.DoesNotContain("damaged", list.Errors);
            Assert.Equal(version == This ? 0 : 4, _lifetop.Run("adopt", "--pid", $"{_worker.Pid}", "--name", "w").ExitCode);

            Migrate(null);
            Assert.Equal((told, Next, "ok"), (told, Ask("PRAGMA user_version"), Ask("PRAGMA integrity_check")));
            Assert.True(HasColour() && long.Parse(Ask("SELECT count(*) FROM transitions"), CultureInfo.InvariantCulture) >= long.Parse(rows, CultureInfo.InvariantCulture), told);
            AssertBackup(told, rows);
        }
        Assert.True(killed > 0, "no migration was killed before it was done");
    }

    /// <summary>Runs it to its end, or kills it that long after it began; how long that took.</summary>
    private TimeSpan Migrate(TimeSpan? killedAfter)
    {
        using var program = MigratingProgram.Start(_lifetop.StateFolder);
        Assert.Equal("begins", program.Output.ReadLine());
        var clock = Stopwatch.StartNew();
        if (killedAfter is { } moment)
        {
            Eventually.IsTrue(() => clock.Elapsed >= moment);
            program.Kill();
        }
        else
        {
            Assert.Equal("done", program.Output.ReadLine());
        }
        var took = clock.Elapsed;
        program.WaitForEnd();
        return took;
    }

    private void Restore(byte[] old)
    {
        foreach (string file in Directory.GetFiles(_lifetop.StateFolder))
            File.Delete(file);
        File.WriteAllBytes(Registry, old);
        File.SetUnixFileMode(Registry, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private void AssertBackup(string told, string rows)
    {
        string backup = Schema.BackupOf(Registry, Schema.Current.Newest);
        Assert.Equal((told, This, "ok"), (told, Ask("PRAGMA user_version", backup), Ask("PRAGMA integrity_check", backup)));
        Assert.True(long.Parse(Ask("SELECT count(*) FROM transitions", backup), CultureInfo.InvariantCulture) >= long.Parse(rows, CultureInfo.InvariantCulture), told);
        Assert.False(File.Exists(backup + ".partial"), told);
    }

    private bool HasColour() => Ask("SELECT count(*) FROM pragma_table_info('workers') WHERE name='colour'") == "1";

    private string Ask(string sql, string? file = null)
    {
        Assert.Null(SqliteLibrary.Load());
        using var connection = new SqliteConnection($"Data Source={file ?? Registry};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture) ?? "";
    }
}
