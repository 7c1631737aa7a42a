using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Lifetop.Platform;

namespace Lifetop.Observation;

/// <summary>Resolves the links of a path by opening it as a place and asking the kernel what it is called.</summary>
public static unsafe class Paths
{
    private const int Most = 4096;

    /// <summary>The path itself when it does not exist or is not ours to walk.</summary>
    public static string Real(string path)
    {
        byte* bytes = stackalloc byte[Most];
        if (!NativePath.TryEncode(path, new System.Span<byte>(bytes, Most)))
            return path;
        int file = Libc.Open(bytes, Libc.Path | Libc.CloseOnExec, 0);
        if (file < 0)
            return path;
        var link = Encoding.UTF8.GetBytes("/proc/self/fd/" + file.ToString(CultureInfo.InvariantCulture) + "\0");
        nint length;
        fixed (byte* name = link)
            length = Libc.ReadLinkAt(Libc.AtCurrent, name, bytes, Most);
        _ = Libc.Close(file);
        return length > 0 ? Marshal.PtrToStringUTF8((nint)bytes, (int)length) : path;
    }
}
