using System;
using System.Buffers;

namespace Lifetop.Cli;

/// <summary>A growing buffer for the JSON writer. The framework's own has to be compiled at run time, at every start.</summary>
internal sealed class ByteBuffer(int capacity) : IBufferWriter<byte>
{
    private byte[] _bytes = new byte[capacity];
    private int _length;

    public ReadOnlySpan<byte> Written => new(_bytes, 0, _length);

    public void Advance(int count) => _length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return new Memory<byte>(_bytes, _length, _bytes.Length - _length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return new Span<byte>(_bytes, _length, _bytes.Length - _length);
    }

    private void Reserve(int more)
    {
        more = Math.Max(more, 256);
        if (_bytes.Length - _length < more)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + more));
    }
}
