using System;
using Lifetop.Platform;
using Microsoft.Win32.SafeHandles;

namespace Lifetop.Observation.Proc;

/// <summary>One file of /proc that is read again and again through one descriptor.</summary>
internal sealed unsafe class KeptFile : IDisposable
{
    private readonly SafeFileHandle _file;

    /// <param name="path">With a zero at its end.</param>
    public KeptFile(ReadOnlySpan<byte> path)
    {
        fixed (byte* name = path)
            _file = new SafeFileHandle(Libc.Open(name, Libc.ReadOnly | Libc.CloseOnExec, 0), ownsHandle: true);
    }

    /// <summary>What it says now, as far as it fits; nothing when it cannot be read.</summary>
    public ReadOnlySpan<byte> Read(Span<byte> into)
    {
        fixed (byte* bytes = into)
        {
            nint length = _file.IsInvalid ? -1 : Libc.ProcReadAt((int)_file.DangerousGetHandle(), bytes, (nuint)into.Length, 0);
            return length > 0 ? into[..(int)length] : default;
        }
    }

    public void Dispose() => _file.Dispose();
}
