using System;
using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Lifetop.Registry;

/// <summary>
/// Short ways to say SQL. What may wait for a lock goes straight to SQLite, whose busy timeout is exact; the command
/// class would go on asking every 150 ms until its own timeout of whole seconds. Under the lock, commands are used.
/// </summary>
internal static class Sql
{
    public const int Permission = 3, Busy = 5, Locked = 6, ReadOnly = 8, InputOutput = 10, Corrupt = 11, Full = 13, CannotOpen = 14,
        Authorization = 23, NotADatabase = 26;

    public static void Wait(SqliteConnection connection, TimeSpan limit)
        => raw.sqlite3_busy_timeout(connection.Handle, (int)Math.Max(0, limit.TotalMilliseconds));

    public static void Run(SqliteConnection connection, string sql)
        => SqliteException.ThrowExceptionForRC(raw.sqlite3_exec(connection.Handle, sql), connection.Handle);

    /// <summary>First column of the first row as text; empty when there is none.</summary>
    public static string Text(SqliteConnection connection, string sql)
    {
        var handle = connection.Handle;
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(handle, sql, out var statement), handle);
        using (statement)
        {
            int code = raw.sqlite3_step(statement);
            if (code == raw.SQLITE_ROW)
                return raw.sqlite3_column_text(statement, 0).utf8_to_string() ?? "";
            SqliteException.ThrowExceptionForRC(code, handle);
            return "";
        }
    }

    public static long Number(SqliteConnection connection, string sql)
        => long.TryParse(Text(connection, sql), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number : 0;

    public static void RollBack(SqliteConnection connection)
    {
        // After FULL or IOERR SQLite may have rolled back by itself.
        if (raw.sqlite3_get_autocommit(connection.Handle) == 0)
            raw.sqlite3_exec(connection.Handle, "ROLLBACK");
    }

    /// <summary>A command whose parameters are $1, $2… in the order of the values.</summary>
    public static SqliteCommand Command(SqliteConnection connection, string sql, params object?[] values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (int i = 0; i < values.Length; i++)
            command.Parameters.Add(new SqliteParameter(Name(i), values[i] ?? DBNull.Value));
        return command;
    }

    public static int Execute(SqliteConnection connection, string sql, params object?[] values)
    {
        using var command = Command(connection, sql, values);
        return command.ExecuteNonQuery();
    }

    public static string? TextAt(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static int? NumberAt(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt32(column);

    public static DateTimeOffset TimeAt(SqliteDataReader row, int column) => DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));

    public static DateTimeOffset? MaybeTimeAt(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : TimeAt(row, column);

    private static readonly string[] Names = ["$1", "$2", "$3", "$4", "$5", "$6", "$7", "$8", "$9", "$10", "$11", "$12", "$13", "$14"];

    private static string Name(int index) => Names[index];
}
