using System;
using System.Globalization;
using Lifetop.Platform;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Lifetop.Tests.Support;

/// <summary>The registry of a program in its private world, as anybody may open it.</summary>
internal static class ProgramRegistry
{
    public static SqliteConnection Open(LifetopProgram lifetop, string? file = null)
    {
        Assert.Null(SqliteLibrary.Load());
        var connection = new SqliteConnection($"Data Source={file ?? lifetop.StateFolder + "/registry.db"};Mode=ReadWrite;Pooling=False");
        connection.Open();
        return connection;
    }

    /// <summary>The first column of the first row as text.</summary>
    public static string Ask(LifetopProgram lifetop, string sql)
    {
        using var connection = Open(lifetop);
        return Ask(connection, sql);
    }

    public static string Ask(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture) ?? "";
    }
}
