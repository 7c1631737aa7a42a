using System;
using Lifetop.Platform;
using Microsoft.Win32.SafeHandles;

namespace Lifetop.Observation.Proc;

/// <summary>The number last given to a process or thread, the end of /proc/loadavg: unchanged means nobody was born.</summary>
internal sealed unsafe class LastPid : IDisposable
{
    private readonly SafeFileHandle _file;

    public LastPid()
    {
        fixed (byte* path = "/proc/loadavg\0"u8)
            _file = new SafeFileHandle(Libc.Open(path, Libc.ReadOnly | Libc.CloseOnExec, 0), ownsHandle: true);
    }

    /// <summary>-1 when it cannot be read.</summary>
    public int Read()
    {
        byte* text = stackalloc byte[128];
        nint length = _file.IsInvalid ? -1 : Libc.ProcReadAt((int)_file.DangerousGetHandle(), text, 128, 0);
        return length > 0 ? Parse(new ReadOnlySpan<byte>(text, (int)length)) : -1;
    }

    public static int Parse(ReadOnlySpan<byte> line)
    {
        if (!line.IsEmpty && line[^1] == '\n')
            line = line[..^1];
        int from = line.LastIndexOf((byte)' ') + 1;
        if (from == 0 || from == line.Length || line.Length - from > 9)
            return -1;
        int pid = 0;
        foreach (byte digit in line[from..])
        {
            if (digit is < (byte)'0' or > (byte)'9')
                return -1;
            pid = pid * 10 + digit - '0';
        }
        return pid;
    }

    public void Dispose() => _file.Dispose();
}
