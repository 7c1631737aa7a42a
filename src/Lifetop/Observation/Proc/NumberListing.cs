using System;
using Lifetop.Platform;

namespace Lifetop.Observation.Proc;

/// <summary>Goes through the numbers that are names of a folder, as in /proc or /proc/PID/fd, into a buffer that is kept.</summary>
internal sealed unsafe class NumberListing
{
    /// <summary>Pinned for ever, so that the kernel may write into it.</summary>
    private readonly byte[] _entries = GC.AllocateUninitializedArray<byte>(64 * 1024, pinned: true);
    private int _folder;
    private int _at;
    private int _end;

    /// <summary>The listing broke off: what was not in it may be there all the same.</summary>
    public bool Failed { get; private set; }

    public void Begin(int folder)
    {
        _folder = folder;
        _at = _end = 0;
        Failed = Libc.Seek(folder, 0, 0) < 0;
    }

    public bool TryNext(out int number)
    {
        fixed (byte* entries = _entries)
            while (true)
            {
                if (_at >= _end && !TryFill(entries))
                {
                    number = 0;
                    return false;
                }
                // struct linux_dirent64 of getdents64(2): inode 8, offset 8, length 2, type 1, name.
                byte* entry = entries + _at;
                _at += *(ushort*)(entry + 16);
                if (TryNumber(entry + 19, out number))
                    return true;
            }
    }

    private bool TryFill(byte* entries)
    {
        nint length = Failed ? -1 : Libc.ReadDirectory(_folder, entries, _entries.Length);
        Failed |= length < 0;
        _at = 0;
        _end = (int)Math.Max(length, 0);
        return _end > 0;
    }

    private static bool TryNumber(byte* name, out int number)
    {
        number = 0;
        if (*name == 0)
            return false;
        for (; *name != 0; name++)
        {
            uint digit = (uint)(*name - '0');
            if (digit > 9 || number > 200_000_000)
                return false;
            number = number * 10 + (int)digit;
        }
        return true;
    }
}
