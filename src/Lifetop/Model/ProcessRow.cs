using System;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;

namespace Lifetop.Model;

/// <summary>One process as numbers: what the kernel tells in its stat file and its CPU clock. Plain memory, so a scan allocates nothing.</summary>
public struct ProcessRow
{
    public int Pid;
    public int Parent;
    public int Group;
    public int Session;
    /// <summary>Device number of the controlling terminal, 0 for none.</summary>
    public int Terminal;
    /// <summary>Process group in the foreground of that terminal, -1 for none.</summary>
    public int Foreground;
    public int Threads;
    public uint Flags;
    public uint UserId;
    /// <summary>State letter of proc_pid_stat(5): R, S, D, T, Z…</summary>
    public byte State;
    /// <summary>Start time in clock ticks since boot (field 22).</summary>
    public long StartTicks;
    /// <summary>User and system time of all threads.</summary>
    public long CpuNanoseconds;
    /// <summary>Share of one core since the sample before, in percent; negative while only one sample exists.</summary>
    public float CpuPercent;
    public long ResidentPages;
    /// <summary>Where the arguments lie in memory (field 48); another value means the process has called exec. 0 in the middle of that, and when not ours to read.</summary>
    public ulong ArgumentsAt;
    /// <summary>Wait status as in waitpid(2) (field 52), told for zombies that are ours to read; -1 otherwise.</summary>
    public int ExitStatus;
    public ProcessName Name;
    /// <summary>When the CPU clock was read, monotonic ns; 0 before the first reading.</summary>
    public long SampledAt;
    /// <summary>The scan's own notes on this row.</summary>
    internal RowMarks Marks;

    public readonly bool IsKernelThread => (Flags & 0x0020_0000) != 0;

    /// <summary>Dead and not yet waited for. A main thread that exited while others run shows Z too, and lives.</summary>
    public readonly bool IsZombie => State == (byte)'Z' && Threads <= 1;

    /// <summary>tmux renames its server process; nothing may ever end one.</summary>
    public readonly bool IsTmuxServer => Name.Bytes.StartsWith("tmux: server"u8);

    public readonly bool IsStopped => State is (byte)'T' or (byte)'t';
}

/// <summary>What the scan that fills the table still has to do about a row.</summary>
[Flags]
internal enum RowMarks : byte
{
    None = 0,
    /// <summary>Its stat file is to be read.</summary>
    Due = 1,
    /// <summary>Just met: nothing but its pid and clock is known.</summary>
    Fresh = 2,
    /// <summary>Found dead, to be removed at the end of this look.</summary>
    Gone = 4,
}

/// <summary>The kernel's name of a process: at most 15 bytes, any bytes.</summary>
[InlineArray(16)]
public struct ProcessName
{
    private byte _first;

    public void Set(ReadOnlySpan<byte> bytes)
    {
        Span<byte> all = this;
        all.Clear();
        bytes[..Math.Min(bytes.Length, 15)].CopyTo(all);
    }

    [UnscopedRef]
    public readonly ReadOnlySpan<byte> Bytes
    {
        get
        {
            ReadOnlySpan<byte> all = this;
            int end = 0;
            while (end < all.Length && all[end] != 0)
                end++;
            return all[..end];
        }
    }

    public readonly bool Is(ReadOnlySpan<byte> name) => Bytes.SequenceEqual(name);

    /// <summary>Whether the kernel's name begins with this one, as far as its 15 bytes go. False where either is more than plain letters, or empty.</summary>
    public readonly bool Begins(ReadOnlySpan<char> name)
    {
        var bytes = Bytes;
        int length = Math.Min(name.Length, 15);
        if (length == 0 || bytes.Length < length)
            return false;
        for (int i = 0; i < length; i++)
            if (bytes[i] != name[i] || name[i] >= 0x80)
                return false;
        return true;
    }

    public override readonly string ToString()
    {
        var bytes = Bytes;
        Span<char> text = stackalloc char[16];
        for (int i = 0; i < bytes.Length; i++)
        {
            // The framework's converter is slow the first time, and nearly all names are plain.
            if (bytes[i] >= 0x80)
                return Encoding.UTF8.GetString(bytes);
            text[i] = (char)bytes[i];
        }
        return new string(text[..bytes.Length]);
    }
}
