using System;
using System.Runtime.InteropServices;
using Lifetop.Model;
using Lifetop.Terminal;

namespace Lifetop.Tests.Bench;

/// <summary>The least that the work of a part can be: to touch once what it is about.</summary>
internal static class Floors
{
    public const string CopyOfCells = "a copy of its cells", CompareOfCells = "a comparison of its cells", CopyOfRows = "a copy of the table", CopyOfNumbers = "a copy of its numbers", EveryByte = "a loop over its bytes";

    private static volatile int _seen;

    public static Action Copy(CellBuffer frame)
    {
        var copy = new Cell[frame.Width * frame.Height];
        return () => frame.Cells.AsSpan(0, copy.Length).CopyTo(copy);
    }

    public static Action Copy(ProcessTable table)
    {
        var copy = new ProcessRow[table.Count];
        return () =>
        {
            var rows = table.Rows;
            for (int i = 0; i < copy.Length; i++)
                copy[i] = rows[i];
        };
    }

    public static Action Copy(Roster roster)
    {
        var copy = new Counters[roster.Workers.Length];
        return () => roster.Counters.AsSpan(0, copy.Length).CopyTo(copy);
    }

    public static Action Compare(CellBuffer frame)
    {
        int count = frame.Width * frame.Height;
        var copy = frame.Cells.AsSpan(0, count).ToArray();
        return () => _seen = MemoryMarshal.AsBytes(frame.Cells.AsSpan(0, count)).SequenceEqual(MemoryMarshal.AsBytes<Cell>(copy)) ? 1 : 0;
    }

    public static Action EachOf(byte[] bytes) => () =>
    {
        int sum = 0;
        foreach (byte next in bytes)
            sum += next;
        _seen = sum;
    };
}
