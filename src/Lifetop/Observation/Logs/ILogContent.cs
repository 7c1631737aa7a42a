using System;
using Lifetop.Platform;

namespace Lifetop.Observation.Logs;

/// <summary>The bytes of one version of a log, to be read anywhere.</summary>
public interface ILogContent
{
    /// <summary>The first byte that is still kept.</summary>
    long Start { get; }

    /// <summary>The place behind the last byte, now.</summary>
    long End { get; }

    /// <summary>Bytes from a place on; 0 or less where there are none.</summary>
    int ReadAt(Span<byte> buffer, long offset);
}

/// <summary>A file as a version of a log.</summary>
public sealed class FileContent(RegularFile file, int version) : ILogContent, IDisposable
{
    public int Version { get; } = version;

    public long Start => 0;

    public long End => file.Stamp().Size;

    public DateTimeOffset Modified => file.Stamp().Modified;

    public int ReadAt(Span<byte> buffer, long offset) => file.ReadAt(buffer, offset, out _);

    public void Dispose() => file.Dispose();
}
