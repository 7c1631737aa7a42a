using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace Lifetop.Platform;

/// <summary>A database image opened in memory, for questions only: no file is opened, locked or made for it.</summary>
public sealed unsafe class SqliteSnapshot : IDisposable
{
    private const uint ReadOnly = 4; // SQLITE_DESERIALIZE_READONLY

    private readonly sqlite3 _database;
    private GCHandle _image;

    private SqliteSnapshot(sqlite3 database, byte[] image)
    {
        _database = database;
        _image = GCHandle.Alloc(image, GCHandleType.Pinned);
    }

    /// <summary>Null with the reason when it cannot be opened.</summary>
    public static SqliteSnapshot? Open(byte[] image, out string wrong)
    {
        wrong = SqliteLibrary.Load() ?? "";
        if (wrong.Length > 0)
            return null;
        var deserialize = (delegate* unmanaged[Cdecl]<nint, byte*, byte*, long, long, uint, int>)SqliteLibrary.Function("sqlite3_deserialize");
        if (deserialize == null)
        {
            wrong = $"SQLite {SqliteLibrary.Version} is too old to read it";
            return null;
        }
        int code = raw.sqlite3_open_v2(":memory:", out var database, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE, null);
        if (code != raw.SQLITE_OK)
        {
            wrong = $"SQLite error {code}";
            database?.Dispose();
            return null;
        }
        var snapshot = new SqliteSnapshot(database, image);
        fixed (byte* name = "main\0"u8)
            code = deserialize(database.DangerousGetHandle(), name, (byte*)snapshot._image.AddrOfPinnedObject(), image.Length, image.Length, ReadOnly);
        if (code == raw.SQLITE_OK)
            return snapshot;
        wrong = $"SQLite error {code}";
        snapshot.Dispose();
        return null;
    }

    /// <summary>Every column as text. Null with the reason when the image is damaged where the answer would be.</summary>
    public List<string?[]>? Rows(string sql, out string wrong)
    {
        wrong = "";
        int code = raw.sqlite3_prepare_v2(_database, sql, out var statement);
        using (statement)
        {
            var rows = new List<string?[]>();
            while (code is raw.SQLITE_OK or raw.SQLITE_ROW)
            {
                code = raw.sqlite3_step(statement);
                if (code == raw.SQLITE_DONE)
                    return rows;
                if (code == raw.SQLITE_ROW)
                    rows.Add(Row(statement));
            }
        }
        wrong = raw.sqlite3_errmsg(_database).utf8_to_string();
        return null;
    }

    public void Dispose()
    {
        _database.Dispose();
        _image.Free();
    }

    private static string?[] Row(sqlite3_stmt statement)
    {
        string?[] row = new string?[raw.sqlite3_column_count(statement)];
        for (int i = 0; i < row.Length; i++)
            row[i] = raw.sqlite3_column_text(statement, i).utf8_to_string();
        return row;
    }
}
