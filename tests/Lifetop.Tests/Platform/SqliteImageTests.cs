using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Lifetop.Platform;
using Lifetop.Tests.Support;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Lifetop.Tests.Platform;

/// <summary>A database with its write-ahead log, as SQLite itself makes them, read without it touching them.</summary>
public sealed class SqliteImageTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly SqliteConnection _writer;

    public SqliteImageTests()
    {
        Assert.Null(SqliteLibrary.Load());
        _writer = new SqliteConnection($"Data Source={Database};Pooling=False");
        _writer.Open();
        Run("PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=0; CREATE TABLE t (id INTEGER PRIMARY KEY, word TEXT)");
    }

    private string Database => _folder.File("a.db");

    public void Dispose()
    {
        _writer.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Shows_what_only_the_log_holds_and_changes_no_file()
    {
        Insert(300);
        Assert.True(new FileInfo(Database + "-wal").Length > 0);
        string before = Files();
        Assert.Equal(300, Read(out _)!.Count);
        Assert.Equal(before, Files());
    }

    [Fact]
    public void Reads_the_same_before_and_after_a_checkpoint_and_in_the_next_round_of_the_log()
    {
        Insert(300);
        var first = Read(out _)!;
        Run("PRAGMA wal_checkpoint(RESTART)");
        Assert.Equal(first, Read(out _)!);
        // Written over the frames of the round before, of which some are left behind it.
        Run("UPDATE t SET word = 'new' WHERE id = 7");
        Assert.Equal("new", Assert.Single(Read(out _)!, static row => row.StartsWith("7 ", StringComparison.Ordinal)).Split(' ')[1]);
        Assert.Equal(300, Read(out _)!.Count);
    }

    [Fact]
    public void A_transaction_that_is_not_whole_in_the_log_does_not_count()
    {
        Insert(10);
        byte[] log = File.ReadAllBytes(Database + "-wal");
        Insert(300);
        byte[] more = File.ReadAllBytes(Database + "-wal");
        byte[] file = File.ReadAllBytes(Database);
        Assert.Equal(310, Read(file, more, out _)!.Count);
        Assert.Equal(10, Read(file, more[..^1], out _)!.Count);
        Assert.Equal(10, Read(file, more[..(log.Length + 4000)], out _)!.Count);
        more[log.Length + 100] ^= 1;
        Assert.Equal(10, Read(file, more, out _)!.Count);
    }

    [Fact]
    public void A_database_that_got_smaller_is_as_small_as_its_log_says()
    {
        Insert(2000);
        Run("PRAGMA wal_checkpoint(RESTART); DELETE FROM t WHERE id > 3; VACUUM");
        Assert.Equal(3, Read(out _)!.Count);
    }

    [Fact]
    public void Any_bytes_are_read_or_refused_in_words()
    {
        Insert(300);
        Run("PRAGMA wal_checkpoint(TRUNCATE)");
        Insert(20);
        byte[] file = File.ReadAllBytes(Database), log = File.ReadAllBytes(Database + "-wal");
        var random = new Random(20261121);
        for (int i = 0; i < 400; i++)
        {
            byte[] bad = i % 2 == 0 ? [.. file] : [.. log];
            for (int n = random.Next(1, 20); n > 0; n--)
                bad[random.Next(random.Next(bad.Length) + 1)] = (byte)random.Next(256);
            bad = bad[..(random.Next(3) == 0 ? random.Next(bad.Length) : bad.Length)];
            var rows = i % 2 == 0 ? Read(bad, log, out string wrong) : Read(file, bad, out wrong);
            Assert.Equal(rows is null, wrong.Length > 0);
        }
        Assert.Null(SqliteImage.Of("SQLite format 3\0"u8, default));
        Assert.Null(SqliteImage.Of(new byte[4096], default));
        Assert.Empty(SqliteImage.Of(default, default)!);
    }

    private List<string>? Read(out string wrong) => Read(File.ReadAllBytes(Database), File.ReadAllBytes(Database + "-wal"), out wrong);

    private static List<string>? Read(byte[] file, byte[] log, out string wrong)
    {
        wrong = "no database";
        if (SqliteImage.Of(file, log) is not { } image)
            return null;
        using var snapshot = SqliteSnapshot.Open(image, out wrong);
        return snapshot?.Rows("SELECT id, word FROM t ORDER BY id", out wrong)?.Select(static row => string.Join(' ', row)).ToList();
    }

    private void Insert(int count) => Run($"WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i + 1 FROM n WHERE i < {count}) INSERT INTO t (word) SELECT hex(randomblob(20)) FROM n");

    private void Run(string sql)
    {
        using var command = _writer.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private string Files() => string.Join('\n', Directory.GetFiles(_folder.Path).Order().Select(static file => $"{file} {Convert.ToHexString(File.ReadAllBytes(file))}"));
}
