using System;
using Lifetop.Platform;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Lifetop.Tests.Observation.Systems.AgentRelay;

/// <summary>A messages.sqlite as the daemon keeps it, open for as long as this lives.</summary>
internal sealed class RelayMessages : IDisposable
{
    public const string Name = "messages.sqlite";

    private readonly SqliteConnection _connection;

    public RelayMessages(string path, string journal = "WAL")
    {
        Assert.Null(SqliteLibrary.Load());
        _connection = new SqliteConnection($"Data Source={path};Pooling=False");
        _connection.Open();
        Run($"PRAGMA journal_mode={journal}");
        Run("CREATE TABLE messages (id TEXT PRIMARY KEY, body TEXT)");
        Run("CREATE TABLE sessions (id TEXT PRIMARY KEY, agent_name TEXT, cli TEXT, project_id TEXT, project_root TEXT, started_at INTEGER, ended_at INTEGER, message_count INTEGER, summary TEXT, resume_token TEXT, closed_by TEXT)");
        Run("INSERT INTO messages VALUES ('m1', 'MESSAGE_DO_NOT_SHOW')");
    }

    /// <param name="closedBy">Null leaves it open.</param>
    public RelayMessages Session(string agent, DateTimeOffset started, DateTimeOffset? ended = null, string? closedBy = null)
    {
        string end = ended is { } at ? $"{at.ToUnixTimeMilliseconds()}" : "NULL", by = closedBy is null ? "NULL" : $"'{closedBy}'";
        Run($"INSERT INTO sessions VALUES ('{Guid.NewGuid()}', '{agent}', 'claude', 'p', '/p', {started.ToUnixTimeMilliseconds()}, {end}, 3, 'SUMMARY_DO_NOT_SHOW', 'TOKEN_DO_NOT_SHOW', {by})");
        return this;
    }

    public void Dispose() => _connection.Dispose();

    private void Run(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
