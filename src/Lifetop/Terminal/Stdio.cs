using System;
using System.Runtime.InteropServices;
using System.Text;
using Lifetop.Platform;

namespace Lifetop.Terminal;

/// <summary>The three standard files, through libc: what System.Console costs a thread and 13 ms for.</summary>
public static unsafe class Stdio
{
    public const int In = 0, Out = 1, Error = 2;

    /// <summary>
    /// Opens /dev/null in the place of any standard file that is closed, so that no file of ours, the registry least of
    /// all, gets its number and our output. For reading only: what nobody can get is an error, not silence.
    /// Call it before anything else is opened.
    /// </summary>
    public static void FillMissing()
    {
        fixed (byte* path = "/dev/null\0"u8)
        {
            int file;
            while ((file = Libc.Open(path, Libc.ReadOnly, 0)) is >= 0 and <= Error)
            {
            }
            if (file > Error)
                _ = Libc.Close(file);
        }
    }

    /// <summary>
    /// The standard file if it was given to us, else -1. Where it was closed the runtime may have opened something of its
    /// own under its number before Main; that is told by its close-on-exec flag, with which it could not have come to us.
    /// </summary>
    public static int Given(int file) => Libc.FileControl(file, Libc.GetDescriptorFlags, 0) == 0 ? file : -1;

    public static bool IsTerminal(int file) => Libc.IsTerminal(file) == 1;

    /// <summary>Columns of the terminal behind a file; 0 when it is none or does not say.</summary>
    public static int Columns(int file)
    {
        ushort* size = stackalloc ushort[4];
        size[1] = 0;
        return Libc.IoControl(file, Libc.GetWindowSize, size) == 0 ? size[1] : 0;
    }

    /// <summary>False once whoever read from this pipe or terminal has gone.</summary>
    public static bool HasReader(int file)
    {
        var entry = new PollEntry { File = file };
        return Libc.Poll(&entry, 1, 0) <= 0 || (entry.Returned & (Libc.PollError | Libc.PollHangup)) == 0;
    }

    /// <summary>What somebody typed up to Enter, letter by letter, so that nothing behind it is taken; empty where there is no more.</summary>
    public static string ReadLine(int limit = 4096)
    {
        var bytes = new byte[limit];
        int length = 0;
        while (length < limit && Given(In) >= 0)
        {
            nint count;
            fixed (byte* target = &bytes[length])
                count = Libc.Read(In, target, 1);
            if (count < 0 && Marshal.GetLastPInvokeError() == Errno.Interrupted)
                continue;
            if (count <= 0 || bytes[length] == '\n')
                break;
            length++;
        }
        return Encoding.UTF8.GetString(bytes, 0, length);
    }

    /// <summary>All of standard input as text, at most so many bytes; nothing where it was not given.</summary>
    public static string ReadInput(int limit = 1 << 20)
    {
        if (Given(In) < 0)
            return "";
        var bytes = new byte[4096];
        int length = 0;
        while (length < limit)
        {
            if (length == bytes.Length)
                Array.Resize(ref bytes, bytes.Length * 2);
            nint count;
            fixed (byte* target = &bytes[length])
                count = Libc.Read(In, target, (nuint)(bytes.Length - length));
            if (count < 0 && Marshal.GetLastPInvokeError() == Errno.Interrupted)
                continue;
            if (count <= 0)
                break;
            length += (int)count;
        }
        return Encoding.UTF8.GetString(bytes, 0, length);
    }
}
