using System;
using System.Collections.Immutable;
using System.Globalization;
using System.IO;
using System.Reflection;
using Microsoft.Data.Sqlite;

namespace Lifetop.Registry;

/// <summary>The numbered steps from nothing to the newest schema. PRAGMA user_version holds the number of the last one done.</summary>
internal sealed class Schema(ImmutableArray<string> migrations)
{
    /// <summary>Those in this program: embedded as migrations/0001_start.sql and so on, in the order of their numbers.</summary>
    public static Schema Current { get; } = new(Scripts());

    public int Newest => migrations.Length;

    /// <summary>
    /// Brings the file to the newest schema in one transaction, so a death half-way leaves it as it was. What had rows
    /// is copied first, while the write lock is held: the copy is exact, and nobody else migrates meanwhile.
    /// </summary>
    /// <param name="made">Fills one that was nothing before, in the same transaction.</param>
    public void Migrate(SqliteConnection connection, Func<SqliteConnection> another, string file, Action<SqliteConnection> made)
    {
        Sql.Run(connection, "BEGIN IMMEDIATE");
        try
        {
            // Looked at again under the lock: another lifetop may have done it while we waited.
            int version = Version(connection);
            if (version > 0 && version < Newest)
                BackUp(another, file, version);
            for (int next = version; next < Newest; next++)
                Sql.Run(connection, migrations[next] + ";PRAGMA user_version=" + (next + 1).ToString(CultureInfo.InvariantCulture));
            if (version == 0)
                made(connection);
            Sql.Run(connection, "COMMIT");
        }
        finally
        {
            Sql.RollBack(connection);
        }
    }

    public static int Version(SqliteConnection connection) => (int)Sql.Number(connection, "PRAGMA user_version");

    public static string BackupOf(string file, int version) => $"{file}.schema-{version}";

    private static void BackUp(Func<SqliteConnection> another, string file, int version)
    {
        string copy = BackupOf(file, version), unfinished = copy + ".partial";
        // One left by a death half-way is worth nothing. Made by us first, because SQLite would make it readable to all.
        _ = StateFile.Remove(unfinished);
        _ = StateFile.Create(unfinished);
        using (var reader = another())
            Sql.Execute(reader, "VACUUM INTO $1", unfinished);
        if (StateFile.Rename(unfinished, copy) is not 0 and var error)
            throw new SqliteException(StateFolder.Explain(error), Sql.CannotOpen);
    }

    internal static string[] Names()
    {
        string[] names = Array.FindAll(Assembly.GetExecutingAssembly().GetManifestResourceNames(), name => name.StartsWith("migrations/", StringComparison.Ordinal));
        Array.Sort(names, string.CompareOrdinal);
        return names;
    }

    internal static ImmutableArray<string> Scripts()
    {
        var scripts = ImmutableArray.CreateBuilder<string>();
        foreach (string name in Names())
        {
            using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!; // it was just listed
            using var reader = new StreamReader(stream);
            scripts.Add(reader.ReadToEnd());
        }
        return scripts.ToImmutable();
    }
}
