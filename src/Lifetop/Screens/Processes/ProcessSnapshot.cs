using System;
using System.Text;
using Lifetop.Model;

namespace Lifetop.Screens.Processes;

/// <summary>What is known of a process besides its numbers.</summary>
[Flags]
public enum ProcessMarks : byte
{
    None = 0,
    /// <summary>Root or member of a worker.</summary>
    Member = 1,
    Kernel = 2,
    /// <summary>Dead and not waited for.</summary>
    Dead = 4,
    Stopped = 8,
    /// <summary>lifetop or what it runs in.</summary>
    Self = 16,
}

/// <summary>
/// Every process of the machine at one look, as columns of numbers. Refilled in place; belongs to whoever holds it, see
/// <see cref="ProcessBoard"/>.
/// </summary>
public sealed class ProcessSnapshot
{
    public int Count { get; private set; }

    /// <summary>Stays while nobody was born, died or became another; then rows have kept their places.</summary>
    public long Version { get; set; }

    /// <summary>The filler's own: of which state everything but the counters is.</summary>
    public int Stamp { get; set; }
    public DateTimeOffset Time { get; set; }
    public DateTimeOffset BootTime { get; set; }
    public Guid Boot { get; set; }

    /// <summary>Whose processes are "yours".</summary>
    public uint User { get; set; }

    public int[] Pids { get; private set; } = [];
    public int[] Parents { get; private set; } = [];
    public long[] StartTicks { get; private set; } = [];

    /// <summary>Percent of one core; negative while it is not known.</summary>
    // Not quite empty: the empty array of some types is made by code that is compiled on the spot.
    public float[] Cpu { get; private set; } = new float[1];
    public long[] ResidentPages { get; private set; } = [];
    public uint[] Users { get; private set; } = new uint[1];

    /// <summary>Device number, 0 for none.</summary>
    public int[] Terminals { get; private set; } = [];
    public ProcessMarks[] Marks { get; private set; } = new ProcessMarks[1];

    /// <summary>The kernel's name of it: its first eight bytes and the next, first letter highest, so that they sort as text.</summary>
    public ulong[] NameHeads { get; private set; } = [];
    public ulong[] NameTails { get; private set; } = [];

    /// <summary>What the look knows of it already, of this user's processes mostly.</summary>
    public ProcessDetails?[] Details { get; private set; } = [];

    /// <summary>Takes so many rows; all of them are to be filled.</summary>
    public void Resize(int count)
    {
        if (count > Pids.Length)
        {
            int room = count * 5 / 4 + 64;
            Pids = new int[room];
            Parents = new int[room];
            StartTicks = new long[room];
            Cpu = new float[room];
            ResidentPages = new long[room];
            Users = new uint[room];
            Terminals = new int[room];
            Marks = new ProcessMarks[room];
            NameHeads = new ulong[room];
            NameTails = new ulong[room];
            Details = new ProcessDetails?[room];
        }
        // Nobody's details are held longer than they are shown.
        if (count < Count)
            Array.Clear(Details, count, Count - count);
        Count = count;
    }

    public ProcessIdentity IdentityAt(int index) => new(Pids[index], StartTicks[index], Boot);

    public bool Has(int index, ProcessMarks mark) => (Marks[index] & mark) != 0;

    public int IndexOf(int pid) => Array.IndexOf(Pids, pid, 0, Count);

    public TimeSpan AgeAt(int index)
    {
        var age = Time - BootTime - TimeSpan.FromMilliseconds(StartTicks[index] * (1000 / Census.TicksPerSecond));
        return age > TimeSpan.Zero ? age : TimeSpan.Zero;
    }

    public long ResidentBytesAt(int index) => ResidentPages[index] * Environment.SystemPageSize;

    public string NameAt(int index)
    {
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes, NameHeads[index]);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], NameTails[index]);
        int end = bytes.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? bytes : bytes[..end]);
    }

    public void SetName(int index, ReadOnlySpan<byte> name)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        name[..Math.Min(name.Length, 15)].CopyTo(bytes);
        NameHeads[index] = System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(bytes);
        NameTails[index] = System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
    }
}
