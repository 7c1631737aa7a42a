using System;
using System.Buffers.Text;

namespace Lifetop.Observation.Proc;

/// <summary>Load and memory of the machine, read every few seconds.</summary>
public sealed class MachineGauge : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    private readonly KeptFile _load = new("/proc/loadavg\0"u8);
    private readonly KeptFile _memory = new("/proc/meminfo\0"u8);
    private long _readAt;

    /// <summary>The same object until something changed.</summary>
    public MachineReading Reading { get; private set; } = new(-1, -1, -1);

    public void Refresh(TimeProvider time)
    {
        if (_readAt != 0 && time.GetElapsedTime(_readAt) < Every)
            return;
        _readAt = time.GetTimestamp();
        Span<byte> buffer = stackalloc byte[512];
        double load = Load(_load.Read(buffer));
        var memory = _memory.Read(buffer);
        long total = Field(memory, "MemTotal:"u8), free = Field(memory, "MemAvailable:"u8);
        if (load != Reading.Load || total != Reading.TotalBytes || total - free != Reading.UsedBytes)
            Reading = new MachineReading(load, total >= 0 && free >= 0 ? total - free : -1, total);
    }

    public void Dispose()
    {
        _load.Dispose();
        _memory.Dispose();
    }

    /// <summary>The mean over a minute, with two digits behind the point (proc_loadavg(5)).</summary>
    private static double Load(ReadOnlySpan<byte> text)
    {
        int point = text.IndexOf((byte)'.');
        return point > 0 && text.Length > point + 2 && Utf8Parser.TryParse(text[..point], out int whole, out _) && Utf8Parser.TryParse(text.Slice(point + 1, 2), out int hundredths, out _)
            ? whole + hundredths / 100.0
            : -1;
    }

    /// <summary>In bytes; the file says kB (proc_meminfo(5)).</summary>
    private static long Field(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name)
    {
        int at = text.IndexOf(name);
        if (at < 0)
            return -1;
        for (at += name.Length; at < text.Length && text[at] == (byte)' ';)
            at++;
        return Utf8Parser.TryParse(text[at..], out long kilobytes, out _) ? kilobytes * 1024 : -1;
    }
}

/// <summary>How busy the machine was; negative is not known.</summary>
public sealed record MachineReading(double Load, long UsedBytes, long TotalBytes);
