using System;
using System.Runtime.InteropServices;
using Lifetop.Platform;

namespace Lifetop.Actions.Spawning;

/// <summary>
/// A FIFO at which the shell in a new pane waits for what it is to become. Until it is opened the worker's own program has not begun, so
/// that everything around it can still be undone; and what goes through lies on no disk.
/// </summary>
internal sealed unsafe class StartGate(string path)
{
    private const uint OnlyForUs = 0x180; // 0600

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public string Path { get; } = path;

    /// <summary>Null, or why it cannot be made. One that a dead lifetop left is made anew.</summary>
    public string? Make()
    {
        byte* bytes = stackalloc byte[NativePath.Size];
        if (!NativePath.TryEncode(Path, new Span<byte>(bytes, NativePath.Size)))
            return $"{Path}: {FileFailures.Words(Errno.NameTooLong)}";
        _ = Libc.UnlinkAt(Libc.AtCurrent, bytes, 0);
        return Libc.MakeFifo(bytes, OnlyForUs) == 0 ? null : $"{Path}: {FileFailures.Words(Marshal.GetLastPInvokeError())}";
    }

    public void Remove()
    {
        byte* bytes = stackalloc byte[NativePath.Size];
        if (NativePath.TryEncode(Path, new Span<byte>(bytes, NativePath.Size)))
            _ = Libc.UnlinkAt(Libc.AtCurrent, bytes, 0);
    }

    /// <summary>Hands the text to the shell that waits; null, or why it did not take it.</summary>
    public string? Open(ReadOnlySpan<byte> text, TimeProvider time)
    {
        long began = time.GetTimestamp();
        byte* bytes = stackalloc byte[NativePath.Size];
        if (!NativePath.TryEncode(Path, new Span<byte>(bytes, NativePath.Size)))
            return FileFailures.Words(Errno.NameTooLong);
        int file;
        // ENXIO until somebody reads: the shell has to start first.
        while ((file = Libc.Open(bytes, Libc.WriteOnly | Libc.NonBlocking | Libc.CloseOnExec | Libc.NoFollow, 0)) < 0)
        {
            int errno = Marshal.GetLastPInvokeError();
            if (errno is not (Errno.NoDeviceOrAddress or Errno.Interrupted))
                return FileFailures.Words(errno);
            if (time.GetElapsedTime(began) > Patience)
                return "the shell in its pane did not come to the start";
            _ = Libc.Poll(null, 0, 5);
        }
        using var gate = new FileDescriptor(file);
        return Hand(gate.Number, text, time, began);
    }

    private static string? Hand(int file, ReadOnlySpan<byte> text, TimeProvider time, long began)
    {
        fixed (byte* start = text)
        {
            for (int done = 0; done < text.Length;)
            {
                nint count = Libc.Write(file, start + done, (nuint)(text.Length - done));
                if (count > 0)
                {
                    done += (int)count;
                    continue;
                }
                int errno = Marshal.GetLastPInvokeError();
                if (errno is not (Errno.Again or Errno.Interrupted))
                    return "the shell in its pane ended before the start";
                if (time.GetElapsedTime(began) > Patience)
                    return "the shell in its pane does not read what it is to start";
                var entry = new PollEntry { File = file, Events = Libc.PollOut };
                _ = Libc.Poll(&entry, 1, 50);
            }
        }
        return null;
    }
}
