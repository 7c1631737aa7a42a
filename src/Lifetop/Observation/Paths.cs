using System;
using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text;
using Lifetop.Platform;

namespace Lifetop.Observation;

/// <summary>Resolves the links of a path by opening it as a place and asking the kernel what it is called.</summary>
public static unsafe class Paths
{
    private const int Most = 4096;

    /// <summary>The path itself, the very object, when there is no link in it; also when it does not exist or is not ours to walk.</summary>
    public static string Real(string path)
    {
        byte* bytes = stackalloc byte[Most];
        if (!NativePath.TryEncode(path, new Span<byte>(bytes, Most)))
            return path;
        int file = Libc.Open(bytes, Libc.Path | Libc.CloseOnExec, 0);
        if (file < 0)
            return path;
        var link = stackalloc byte[32];
        "/proc/self/fd/"u8.CopyTo(new Span<byte>(link, 32));
        Utf8Formatter.TryFormat(file, new Span<byte>(link + "/proc/self/fd/"u8.Length, 12), out int digits);
        link["/proc/self/fd/"u8.Length + digits] = 0;
        byte* real = stackalloc byte[Most];
        nint length = Libc.ReadLinkAt(Libc.AtCurrent, link, real, Most);
        _ = Libc.Close(file);
        var found = new ReadOnlySpan<byte>(real, (int)Math.Max(length, 0));
        // It is asked for in steady looks too, mostly of paths that are real already.
        return found.IsEmpty || found.SequenceEqual(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(bytes)) ? path : Encoding.UTF8.GetString(found);
    }
}
