using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Lifetop.Model;
using Microsoft.Data.Sqlite;

namespace Lifetop.Registry;

/// <summary>Whom a step that is not done yet has stopped: its detail until it has an outcome, <c>STOP to 4242:1234 4243:1236</c>, each a pid and its start.</summary>
internal static class StoppedProcesses
{
    private const string Before = "STOP to";

    public static int Write(SqliteConnection connection, long plan, int step, IReadOnlyList<ProcessIdentity> whom)
    {
        var text = new StringBuilder(Before);
        foreach (var process in whom)
            text.Append(CultureInfo.InvariantCulture, $" {process.Pid}:{process.StartTicks}");
        return Sql.Execute(connection, "UPDATE steps SET detail=$3 WHERE plan=$1 AND n=$2 AND done_at IS NULL", plan, step, text.ToString());
    }

    public static ImmutableArray<ProcessIdentity> Read(SqliteConnection connection, OpenPlan part)
    {
        var found = ImmutableArray.CreateBuilder<ProcessIdentity>();
        using var command = Sql.Command(connection, "SELECT detail FROM steps WHERE plan=$1 AND worker=$2 AND done_at IS NULL AND detail IS NOT NULL", part.Id, part.WorkerIdentity);
        using var row = command.ExecuteReader();
        while (row.Read())
            if (row.GetString(0) is { } text && text.StartsWith(Before, StringComparison.Ordinal))
                foreach (string process in text[Before.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries))
                    if (ProcessIdentity.TryParse($"{process}:{part.Owner.Boot:N}", out var identity))
                        found.Add(identity);
        return found.DrainToImmutable();
    }
}
