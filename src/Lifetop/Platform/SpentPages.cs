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

    /// <summary>Whoever calls this goes on for long, and has its start behind it: what of it was loaded before our first line.</summary>
    public static void Stay()
    {
        _stays = true;
        Release([]);
    }

    /// <summary>Once for each turn, and never for who only answers and ends.</summary>
    public static void ReleaseAt(Turn turn)
    {
        int bit = 1 << (int)turn;
        if (_stays && (Interlocked.Or(ref _turns, bit) & bit) == 0)
            Release();
    }

    /// <returns>How many KiB were resident of what was given back.</returns>
    // Asked before the mappings are read: what is loaded by now stays as it is.
    public static long Release() => Release(AppDomain.CurrentDomain.GetAssemblies());

    private static long Release(Assembly[] loaded)
    {
        int mappings = Open("/proc/self/maps\0"u8), pages = Open("/proc/self/pagemap\0"u8);
        long released = mappings < 0 || pages < 0 ? 0 : Release(mappings, pages, loaded);
        if (mappings >= 0)
            _ = Libc.ProcClose(mappings);
        if (pages >= 0)
            _ = Libc.ProcClose(pages);
        return released;
    }

    private static int Open(ReadOnlySpan<byte> path)
    {
        fixed (byte* name = path)
            return Libc.ProcOpenAt(Libc.AtCurrent, name, Libc.ReadOnly | Libc.CloseOnExec, 0);
    }

    private static long Release(int mappings, int pages, Assembly[] loaded)
    {
        byte* buffer = stackalloc byte[BufferSize];
        long released = 0;
        int kept = 0;
        while (kept < BufferSize) // else a line is longer than any path
        {
            nint count = Libc.ProcRead(mappings, buffer + kept, (nuint)(BufferSize - kept));
            if (count <= 0)
                break;
            var text = new ReadOnlySpan<byte>(buffer, kept + (int)count);
            int at = 0;
            while (PlainText.IndexOf(text[at..], (byte)'\n') is >= 0 and var length)
            {
                if (Mapping.TryRead(text.Slice(at, length), loaded, out var mapping))
                    released += mapping.Release(pages);
                at += length + 1;
            }
            kept = text.Length - at;
            Buffer.MemoryCopy(buffer + at, buffer, BufferSize, kept);
        }
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

    /// <summary>A mapping of code or of what belongs to it, which nobody may write.</summary>
    private readonly struct Mapping(ulong from, ulong to)
    {
        private const int PageSize = 4096; // the release is for one processor family
        private const int PagesAtOnce = 1024;

        // The bits of a page (pagemap in the kernel's documentation).
        private const ulong IsPresent = 1UL << 63, IsSwapped = 1UL << 62, IsOfFile = 1UL << 61;

        /// <summary>A line of maps (proc_pid_maps(5)): <c>7f0a-7f0b r-xp 0 08:01 42 /usr/lib/libc.so.6</c>. False for all others.</summary>
        public static bool TryRead(ReadOnlySpan<byte> line, Assembly[] loaded, out Mapping mapping)
        {
            int dash = PlainText.IndexOf(line, (byte)'-'), blank = PlainText.IndexOf(line, (byte)' ');
            bool isOne = dash > 0 && blank > dash && line[blank + 2] != (byte)'w' && IsLoadedForGood(line, loaded);
            mapping = isOne ? new Mapping(Address(line[..dash]), Address(line[(dash + 1)..blank])) : default;
            return isOne;
        }

        /// <summary>It holds what the file holds, unless it was written before: then it has pages of its own, and stays.</summary>
        public long Release(int pages)
        {
            long resident = 0;
            ulong* some = stackalloc ulong[PagesAtOnce];
            ulong end = to / PageSize;
            for (ulong page = from / PageSize; page < end;)
            {
                nint bytes = Libc.ProcReadAt(pages, some, (nuint)(Math.Min(end - page, PagesAtOnce) * sizeof(ulong)), (long)page * sizeof(ulong));
                if (bytes < sizeof(ulong))
                    return 0;
                for (int i = 0; i < bytes / sizeof(ulong); i++)
                {
                    if ((some[i] & IsSwapped) != 0 || (some[i] & (IsPresent | IsOfFile)) == IsPresent)
                        return 0;
                    resident += (some[i] & IsPresent) != 0 ? PageSize / 1024 : 0;
                }
                page += (ulong)bytes / sizeof(ulong);
            }
            return resident > 0 && Libc.Advise((void*)from, (nuint)(to - from), DontNeed) == 0 ? resident : 0;
        }

        /// <summary>The code of a library never changes. An assembly that another thread is just loading is still written to.</summary>
        private static bool IsLoadedForGood(ReadOnlySpan<byte> line, Assembly[] loaded)
        {
            if (!Ends(line, ".dll"u8))
                return IsLibrary(line[(PlainText.LastIndexOf(line, (byte)'/') + 1)..]);
            var name = line[(PlainText.LastIndexOf(line, (byte)'/') + 1)..^".dll".Length];
            // These two were before our first line ran.
            if (name.SequenceEqual("lifetop"u8) || name.SequenceEqual("System.Private.CoreLib"u8))
                return true;
            foreach (var assembly in loaded)
                if (IsNamed(assembly.FullName, name))
                    return true;
            return false;
        }

        /// <summary><c>libc.so.6</c>, <c>libcoreclr.so</c>: the ending, or a part of the name.</summary>
        private static bool IsLibrary(ReadOnlySpan<byte> name)
        {
            for (int dot = PlainText.IndexOf(name, (byte)'.'); dot >= 0; dot = PlainText.IndexOf(name, (byte)'.'))
            {
                name = name[(dot + 1)..];
                if (name.StartsWith("so"u8) && (name.Length == 2 || name[2] == (byte)'.'))
                    return true;
            }
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

        private static ulong Address(ReadOnlySpan<byte> digits)
        {
            ulong address = 0;
            foreach (byte one in digits)
                address = address * 16 + (ulong)(one <= (byte)'9' ? one - '0' : one - 'a' + 10);
            return address;
        }
    }
}
