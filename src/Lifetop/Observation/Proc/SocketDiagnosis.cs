using System;
using System.Buffers.Binary;
using Lifetop.Platform;

namespace Lifetop.Observation.Proc;

/// <summary>
/// Asks the kernel for its listening TCP sockets alone (sock_diag(7)): the files below /proc/net walk through the table of all
/// connections, which costs a hundred times as much even where that is empty.
/// </summary>
internal sealed unsafe class SocketDiagnosis : IDisposable
{
    private const ushort ByFamily = 20, Done = 3, Error = 2;
    private const ushort Interrupted = 0x10;
    private const int HeaderBytes = 16, RequestBytes = 72, AnswerBytes = 72;

    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(32 * 1024, pinned: true);
    private int _socket = -1;
    private bool _isUnusable;
    private uint _sequence;

    /// <summary>Adds each listening socket of a family to the list; false when the kernel does not answer so: then read /proc instead.</summary>
    public bool Read(byte family, ListenerListing into, uint user)
    {
        if (_isUnusable)
            return false;
        if (_socket < 0)
            _socket = Libc.NewSocket(Libc.NetlinkFamily, Libc.RawDatagram | Libc.SocketCloseOnExec, Libc.NetlinkSocketDiagnosis);
        if (_socket >= 0 && Ask(family) && Take(into, user))
            return true;
        _isUnusable = true;
        Dispose();
        return false;
    }

    public void Dispose()
    {
        if (_socket >= 0)
            _ = Libc.Close(_socket);
        _socket = -1;
    }

    private bool Ask(byte family)
    {
        Span<byte> request = stackalloc byte[RequestBytes];
        request.Clear();
        // struct nlmsghdr: length, type, flags (request, dump), sequence, port.
        BinaryPrimitives.WriteInt32LittleEndian(request, RequestBytes);
        BinaryPrimitives.WriteUInt16LittleEndian(request[4..], ByFamily);
        BinaryPrimitives.WriteUInt16LittleEndian(request[6..], 0x301);
        BinaryPrimitives.WriteUInt32LittleEndian(request[8..], ++_sequence);
        // struct inet_diag_req_v2: family, protocol TCP, extensions, padding, states: listening (10) alone.
        request[16] = family;
        request[17] = 6;
        BinaryPrimitives.WriteUInt32LittleEndian(request[20..], 1u << 10);
        fixed (byte* message = request)
            return Libc.Send(_socket, message, RequestBytes, 0) == RequestBytes;
    }

    /// <summary>The kernel fills in a dump as it is received, so there is nothing to wait for.</summary>
    private bool Take(ListenerListing into, uint user)
    {
        while (true)
        {
            nint length;
            fixed (byte* buffer = _buffer)
                length = Libc.Receive(_socket, buffer, (nuint)_buffer.Length, Libc.DoNotWait);
            if (length < HeaderBytes)
                return false;
            ReadOnlySpan<byte> rest = _buffer.AsSpan(0, (int)length);
            while (rest.Length >= HeaderBytes)
            {
                int size = BinaryPrimitives.ReadInt32LittleEndian(rest);
                ushort type = BinaryPrimitives.ReadUInt16LittleEndian(rest[4..]);
                if (size < HeaderBytes || size > rest.Length || type == Error || (BinaryPrimitives.ReadUInt16LittleEndian(rest[6..]) & Interrupted) != 0
                    || BinaryPrimitives.ReadUInt32LittleEndian(rest[8..]) != _sequence)
                    return false;
                if (type == Done)
                    return true;
                // struct inet_diag_msg: the local port in network order at 4, the user at 64, the inode at 68.
                if (type == ByFamily && size >= HeaderBytes + AnswerBytes)
                {
                    var answer = rest[HeaderBytes..];
                    if (BinaryPrimitives.ReadUInt32LittleEndian(answer[64..]) == user)
                        into.Add(new Listener(BinaryPrimitives.ReadUInt32LittleEndian(answer[68..]), answer[4] << 8 | answer[5], user));
                }
                rest = rest[Math.Min(rest.Length, (size + 3) & ~3)..];
            }
        }
    }
}
