using System;
using System.Runtime.InteropServices;
using System.Text;
using Lifetop.Platform;

namespace Lifetop.Terminal;

/// <summary>
/// Buffered UTF-8 to one file descriptor. A reader that has enough (<c>| head</c>), a full disk or a closed file are
/// remembered, not thrown: the rest is dropped and the exit code tells.
/// </summary>
public sealed unsafe class TextOutput(int file)
{
    private byte[] _buffer = new byte[8192];
    private int _length;

    /// <summary>Errno of the first write that failed; 0 while all is well.</summary>
    public int FailedWith { get; private set; }

    /// <summary>Somebody has said so on stderr.</summary>
    public bool FailureTold { get; set; }

    /// <summary>The reader went away, which is its right.</summary>
    public bool ReaderGone => FailedWith == Errno.Pipe;

    public void Write(ReadOnlySpan<char> text)
    {
        Reserve(Encoding.UTF8.GetMaxByteCount(text.Length));
        _length += Encoding.UTF8.GetBytes(text, _buffer.AsSpan(_length));
        if (_length >= 4096)
            Flush();
    }

    public void WriteLine(ReadOnlySpan<char> text)
    {
        Write(text);
        Write("\n");
    }

    public void WriteBytes(ReadOnlySpan<byte> utf8)
    {
        Reserve(utf8.Length);
        utf8.CopyTo(_buffer.AsSpan(_length));
        _length += utf8.Length;
        if (_length >= 4096)
            Flush();
    }

    /// <summary>Writes what is buffered; false once anything could not be written.</summary>
    public bool Flush()
    {
        int done = 0;
        while (done < _length && FailedWith == 0)
        {
            nint count;
            fixed (byte* bytes = &_buffer[done])
                count = Libc.Write(file, bytes, (nuint)(_length - done));
            if (count > 0)
                done += (int)count;
            else
                Failed(count < 0 ? Marshal.GetLastPInvokeError() : Errno.Io);
        }
        _length = 0;
        return FailedWith == 0;
    }

    private void Failed(int error)
    {
        if (error == Errno.Interrupted)
            return;
        if (error != Errno.Again)
        {
            FailedWith = error;
            return;
        }
        // Somebody made the file non-blocking: wait until it takes more.
        var entry = new PollEntry { File = file, Events = Libc.PollOut };
        _ = Libc.Poll(&entry, 1, -1);
    }

    private void Reserve(int more)
    {
        if (_buffer.Length - _length < more)
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + more));
    }
}
