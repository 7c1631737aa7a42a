using System;
using System.Reflection;
using System.Threading;

namespace Lifetop.Platform;

/// <summary>
/// Gives back what is over of the runtime's code, the framework's and our own: clean pages of files, of which the kernel maps sixteen for each
/// one touched. Whatever is needed again comes from the page cache. For who stays, at the turns after which much comes that is new: in place
/// of what was needed before them, not on top of it.
/// </summary>
internal static unsafe class SpentPages
{
    private const int BufferSize = 16 * 1024;
    private const int DontNeed = 4;
    private static volatile bool _stays;
    private static int _turns;

    /// <summary>Whoever calls this goes on for long, and has its start behind it.</summary>
    public static void Stay()
    {
        _stays = true;
        Release();
    }

    /// <summary>Once for each turn, and never for who only answers and ends.</summary>
    public static void ReleaseAt(Turn turn)
    {
        int bit = 1 << (int)turn;
        if (_stays && (Interlocked.Or(ref _turns, bit) & bit) == 0)
            Release();
    }

    /// <returns>How many KiB were resident of what was given back.</returns>
    public static long Release()
    {
        int file;
        fixed (byte* path = "/proc/self/smaps\0"u8)
            file = Libc.ProcOpenAt(Libc.AtCurrent, path, Libc.ReadOnly | Libc.CloseOnExec, 0);
        if (file < 0)
            return 0;
        // Asked before the list is read: what is loaded by now stays as it is.
        var mapping = new Mapping(AppDomain.CurrentDomain.GetAssemblies());
        byte* buffer = stackalloc byte[BufferSize];
        long released = 0;
        int kept = 0;
        while (true)
        {
            nint count = Libc.ProcRead(file, buffer + kept, (nuint)(BufferSize - kept));
            if (count <= 0)
                break;
            var text = new ReadOnlySpan<byte>(buffer, kept + (int)count);
            int at = 0;
            while (text[at..].IndexOf((byte)'\n') is >= 0 and var length)
            {
                // "VmFlags" is the last line of a mapping.
                var line = text.Slice(at, length);
                at += length + 1;
                if (line.StartsWith("VmFlags:"u8))
                    released += mapping.Release();
                else
                    mapping.Take(line);
            }
            kept = text.Length - at;
            if (kept == BufferSize)
                break; // a line longer than any path
            Buffer.MemoryCopy(buffer + at, buffer, BufferSize, kept);
        }
        _ = Libc.ProcClose(file);
        return released;
    }

    /// <summary>After which much comes that nothing needed before.</summary>
    public enum Turn
    {
        DatabaseNeeded,
        DatabaseOpen,
        FirstRecord,
        DatabaseExamined,
        WordsOfAge,
    }

    /// <summary>One mapping of smaps (proc_pid_smaps(5)).</summary>
    private struct Mapping(Assembly[] loaded)
    {
        private ulong _from, _to;
        private bool _isCode;
        private long _resident, _changed;

        public void Take(ReadOnlySpan<byte> line)
        {
            if (Number(line, "Rss:"u8) is >= 0 and var resident)
                _resident = resident;
            else if (Number(line, "Anonymous:"u8) is >= 0 and var anonymous)
                _changed += anonymous;
            else if (Number(line, "Swap:"u8) is >= 0 and var swapped)
                _changed += swapped;
            else if (line.IndexOf((byte)'-') is > 0 and var dash && line.IndexOf((byte)' ') is var blank && blank > dash && line[blank - 1] != ':')
            {
                this = new Mapping(loaded);
                _from = Address(line[..dash]);
                _to = Address(line[(dash + 1)..blank]);
                _isCode = line[blank + 2] != (byte)'w' && IsLoadedForGood(line);
            }
        }

        /// <summary>What nobody may write holds what the file holds, unless it was written before: then it has pages of its own.</summary>
        public readonly long Release()
        {
            if (!_isCode || _changed != 0 || _resident == 0 || _from >= _to)
                return 0;
            return Libc.Advise((void*)_from, (nuint)(_to - _from), DontNeed) == 0 ? _resident : 0;
        }

        /// <summary>An assembly that another thread is just loading is still written to; the code of a library never is.</summary>
        private readonly bool IsLoadedForGood(ReadOnlySpan<byte> line)
        {
            if (!Ends(line, ".dll"u8))
                return Ends(line, ".so"u8) || line.IndexOf(".so."u8) >= 0;
            var name = line[(line.LastIndexOf((byte)'/') + 1)..^".dll".Length];
            foreach (var assembly in loaded)
                if (IsNamed(assembly.FullName, name))
                    return true;
            return false;
        }

        /// <param name="full"><c>System.Linq, Version=10.0.0.0, …</c></param>
        private static bool IsNamed(string? full, ReadOnlySpan<byte> name)
        {
            if (full is null || full.Length <= name.Length || full[name.Length] != ',')
                return false;
            for (int i = 0; i < name.Length; i++)
                if (full[i] != name[i])
                    return false;
            return true;
        }

        private static bool Ends(ReadOnlySpan<byte> line, ReadOnlySpan<byte> end) => line.Length > end.Length && line[^end.Length..].SequenceEqual(end);

        /// <summary>The KiB behind a field's name; -1 where the line is another's.</summary>
        private static long Number(ReadOnlySpan<byte> line, ReadOnlySpan<byte> field)
        {
            if (!line.StartsWith(field))
                return -1;
            long number = 0;
            foreach (byte one in line[field.Length..])
                if (one is >= (byte)'0' and <= (byte)'9')
                    number = number * 10 + (one - '0');
            return number;
        }

        private static ulong Address(ReadOnlySpan<byte> digits)
        {
            ulong address = 0;
            foreach (byte one in digits)
                address = address * 16 + (ulong)(one <= (byte)'9' ? one - '0' : one - 'a' + 10);
            return address;
        }
    }
}
