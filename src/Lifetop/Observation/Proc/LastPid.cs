using System;
using Lifetop.Platform;

namespace Lifetop.Observation.Proc;

/// <summary>The number last given to a process or thread, the end of /proc/loadavg: unchanged means nobody was born.</summary>
internal sealed class LastPid : IDisposable
{
    private readonly KeptFile _file = new("/proc/loadavg\0"u8);

    /// <summary>-1 when it cannot be read.</summary>
    public int Read()
    {
        Span<byte> text = stackalloc byte[128];
        return Parse(_file.Read(text));
    }

    public static int Parse(ReadOnlySpan<byte> line)
    {
        int end = !line.IsEmpty && line[^1] == '\n' ? line.Length - 1 : line.Length;
        int from = PlainText.LastIndexOf(line, (byte)' ') + 1;
        if (from == 0 || from == end || end - from > 9)
            return -1;
        int pid = 0;
        for (int i = from; i < end; i++)
        {
            if (line[i] is < (byte)'0' or > (byte)'9')
                return -1;
            pid = pid * 10 + line[i] - '0';
        }
        return pid;
    }

    public void Dispose() => _file.Dispose();
}
