using System;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Lifetop.Tests.Support;

/// <summary>
/// Inside the released program: as by kill -9, it dies right before a statement of its registry takes effect, or right after the
/// transaction of that statement is durable. SQLite itself says when, through a trace on every connection.
/// </summary>
internal static unsafe partial class DeathAtStatement
{
    /// <summary>Its value as <see cref="Of"/> makes it.</summary>
    public const string Variable = "LIFETOP_TEST_DEATH";

    // What libsqlite3 calls these events.
    private const uint Begins = 1, Done = 2;

    private static byte[] _statement = [];
    private static int _left;
    private static bool _after, _committing;
    private static delegate* unmanaged<nint, uint, delegate* unmanaged[Cdecl]<uint, nint, nint, nint, int>, nint, int> _trace;
    private static delegate* unmanaged<nint, byte*> _text;

    /// <param name="statement">How it begins.</param>
    /// <param name="number">Which of those, from 1.</param>
    /// <param name="after">Once it is committed; else before it is done.</param>
    public static string Of(string statement, int number, bool after) => string.Create(CultureInfo.InvariantCulture, $"{number} {after} {statement}");

    public static void Arm(string death)
    {
        string[] parts = death.Split(' ', 3);
        (_left, _after, _statement) = (int.Parse(parts[0], CultureInfo.InvariantCulture), bool.Parse(parts[1]), Encoding.UTF8.GetBytes(parts[2]));
        nint library = NativeLibrary.Load("libsqlite3.so.0");
        _trace = (delegate* unmanaged<nint, uint, delegate* unmanaged[Cdecl]<uint, nint, nint, nint, int>, nint, int>)NativeLibrary.GetExport(library, "sqlite3_trace_v2");
        _text = (delegate* unmanaged<nint, byte*>)NativeLibrary.GetExport(library, "sqlite3_sql");
        var onOpen = (delegate* unmanaged<delegate* unmanaged[Cdecl]<nint, nint, nint, int>, int>)NativeLibrary.GetExport(library, "sqlite3_auto_extension");
        _ = onOpen(&Opened);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Opened(nint connection, nint error, nint routines) => _trace(connection, Begins | Done, &Traced, 0);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Traced(uint what, nint context, nint statement, nint more)
    {
        var text = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(_text(statement));
        if (what == Begins && text.StartsWith(_statement) && --_left == 0)
        {
            if (!_after)
                Die();
            _committing = true;
        }
        else if (what == Done && _committing && text.SequenceEqual("COMMIT"u8))
            Die();
        return 0;
    }

    private static void Die() => _ = Kill(Environment.ProcessId, 9);

    [LibraryImport("libc.so.6", EntryPoint = "kill")]
    private static partial int Kill(int pid, int signal);
}
