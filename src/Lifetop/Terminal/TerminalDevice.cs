using System;
using System.Runtime.InteropServices;
using Lifetop.Platform;

namespace Lifetop.Terminal;

/// <summary>
/// The terminal as a file, opened once more for ourselves: what we set on it, never to wait above all, is not shared with the
/// shell that gave us its own.
/// </summary>
internal sealed unsafe class TerminalDevice : IDisposable
{
    private readonly FileDescriptor _file;
    private TerminalModes _before;
    private bool _isRaw;

    private TerminalDevice(FileDescriptor file) => _file = file;

    public int Number => _file.Number;

    /// <summary>Null where stdin and stdout are not both a terminal, or it cannot be opened; then why.</summary>
    public static TerminalDevice? TryOpen(out string why)
    {
        why = "stdin and stdout must be a terminal";
        if (!Stdio.IsTerminal(Stdio.Given(Stdio.In)) || !Stdio.IsTerminal(Stdio.Given(Stdio.Out)))
            return null;
        // By way of what we were given first: it may not be the one that controls us.
        if (Open("/proc/self/fd/1\0"u8) is { } given)
            return given;
        if (Open("/dev/tty\0"u8) is { } controlling)
            return controlling;
        why = "the terminal cannot be opened: " + FileFailures.Words(Marshal.GetLastPInvokeError());
        return null;
    }

    /// <summary>The shell has not given it to another job. Changing its modes or reading from it would stop us otherwise.</summary>
    public bool IsOurs
    {
        get
        {
            int group;
            return Libc.IoControl(Number, Libc.GetForegroundGroup, &group) != 0 || group == Libc.ProcessGroup();
        }
    }

    /// <summary>Columns and rows; 80x24 until somebody says otherwise.</summary>
    public void ReadSize(out int width, out int height)
    {
        ushort* size = stackalloc ushort[4];
        bool known = Libc.IoControl(Number, Libc.GetWindowSize, size) == 0 && size[0] > 0 && size[1] > 0;
        width = known ? size[1] : 80;
        height = known ? size[0] : 24;
    }

    public void MakeRaw()
    {
        TerminalModes modes;
        if (Libc.IoControl(Number, Libc.GetTerminalModes, &modes) != 0)
            return;
        // Raw still means that nobody gave it back: what was before is known.
        if (!_isRaw)
            _before = modes;
        _isRaw = true;
        modes = _before.Raw;
        _ = Libc.IoControl(Number, Libc.SetTerminalModes, &modes);
    }

    public void Restore()
    {
        if (!_isRaw)
            return;
        _isRaw = false;
        fixed (TerminalModes* before = &_before)
            _ = Libc.IoControl(Number, Libc.SetTerminalModes, before);
    }

    /// <summary>Throws away what was typed, or what was written and not yet shown.</summary>
    public void Flush(nint queue) => _ = Libc.IoControl(Number, Libc.FlushTerminal, (void*)queue);

    /// <summary>Bytes written, 0 when it takes none now, -1 when it is gone.</summary>
    public int Write(ReadOnlySpan<byte> bytes)
    {
        while (true)
        {
            nint count;
            fixed (byte* start = bytes)
                count = Libc.Write(Number, start, (nuint)bytes.Length);
            if (count >= 0)
                return (int)count;
            switch (Marshal.GetLastPInvokeError())
            {
                case Errno.Interrupted:
                    continue;
                case Errno.Again:
                    return 0;
                default:
                    return -1;
            }
        }
    }

    /// <summary>Bytes read, 0 when there are none now, -1 when it is gone.</summary>
    public int Read(byte[] buffer)
    {
        nint count;
        fixed (byte* start = buffer)
            count = Libc.Read(Number, start, (nuint)buffer.Length);
        if (count > 0)
            return (int)count;
        return count < 0 && Marshal.GetLastPInvokeError() is Errno.Interrupted or Errno.Again ? 0 : -1;
    }

    public void Dispose() => _file.Dispose();

    private static TerminalDevice? Open(ReadOnlySpan<byte> path)
    {
        fixed (byte* name = path)
        {
            int file = Libc.Open(name, Libc.ReadWrite | Libc.NoControllingTerminal | Libc.NonBlocking | Libc.CloseOnExec, 0);
            return file < 0 ? null : new TerminalDevice(new FileDescriptor(file));
        }
    }
}
