using System;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Threading;
using SQLitePCL;

namespace Lifetop.Platform;

/// <summary>The distribution's SQLite, which gets its security updates, in place of a bundled one.</summary>
public static class SqliteLibrary
{
    private const string Name = "libsqlite3.so.0";

    // Guards the one registration of the provider: a process may open databases from two threads at once.
    private static readonly Lock Once = new();
    private static nint _handle;

    /// <summary>Version in use; empty until <see cref="Load"/> succeeded.</summary>
    public static string Version => _handle == 0 ? "" : raw.sqlite3_libversion().utf8_to_string();

    /// <summary>Makes SQLite ready. Null when it is; else what to do about it.</summary>
    public static string? Load()
    {
        lock (Once)
        {
            if (_handle != 0)
                return null;
            if (Find(Name, out nint found) is { } missing)
                return missing;
            SpentPages.ReleaseAt(SpentPages.Turn.DatabaseNeeded);
            NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, Resolve);
            _handle = found;
            raw.SetProvider(new SQLite3Provider_e_sqlite3());
            return null;
        }
    }

    /// <summary>A function that the wrapper around it does not know; 0 where this SQLite has none of that name.</summary>
    internal static nint Function(string name) => NativeLibrary.TryGetExport(_handle, name, out nint function) ? function : 0;

    internal static string? Find(string name, out nint handle)
        => NativeLibrary.TryLoad(name, out handle)
            ? null
            : $"the SQLite library {name} is missing; install it (Debian, Ubuntu: apt install libsqlite3-0)";

    private static nint Resolve(string library, Assembly assembly, DllImportSearchPath? path)
        => library == "e_sqlite3" ? _handle : 0;
}
