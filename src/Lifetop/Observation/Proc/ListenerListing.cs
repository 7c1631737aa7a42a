using System;
using Lifetop.Platform;

namespace Lifetop.Observation.Proc;

/// <summary>All TCP sockets of one user that listen, both families, kept in arrays that are refilled; allocates only when they must grow.</summary>
internal sealed unsafe class ListenerListing : IDisposable
{
    private const byte InternetFamily = 2, Internet6Family = 10;

    private readonly byte[] _text = GC.AllocateUninitializedArray<byte>(32 * 1024, pinned: true);
    private readonly SocketDiagnosis _diagnosis = new();
    private ulong[] _inodes = new ulong[64];
    private int[] _ports = new int[64];

    public int Count { get; private set; }

    public ReadOnlySpan<ulong> Inodes => new(_inodes, 0, Count);

    // Not Contains of the span: it is vector code, which is compiled on the spot.
    public bool Holds(ulong inode)
    {
        foreach (ulong one in Inodes)
            if (one == inode)
                return true;
        return false;
    }

    public ReadOnlySpan<int> Ports => new(_ports, 0, Count);

    /// <summary>The same for the same sockets in whatever order.</summary>
    public ulong Hash { get; private set; }

    /// <summary>False when a table could not be read: then what is missing is not gone. A kernel without IPv6 has no second table.</summary>
    public bool Read(uint user)
    {
        Begin();
        if (_diagnosis.Read(InternetFamily, this, user) && _diagnosis.Read(Internet6Family, this, user))
            return true;
        Begin();
        return ReadTable("/proc/net/tcp\0"u8, user, mayLack: false) & ReadTable("/proc/net/tcp6\0"u8, user, mayLack: true);
    }

    public void Dispose() => _diagnosis.Dispose();

    private void Begin()
    {
        Count = 0;
        Hash = 0;
    }

    private bool ReadTable(ReadOnlySpan<byte> name, uint user, bool mayLack)
    {
        int file;
        fixed (byte* path = name)
            file = Libc.Open(path, Libc.ReadOnly | Libc.CloseOnExec, 0);
        if (file < 0)
            return mayLack && System.Runtime.InteropServices.Marshal.GetLastPInvokeError() == Errno.NoEntry;
        int kept = 0;
        nint count = 0;
        fixed (byte* text = _text)
            while ((count = Libc.Read(file, text + kept, (nuint)(_text.Length - kept))) > 0)
                if (!Take(kept + (int)count, user, out kept))
                    break;
        _ = Libc.Close(file);
        return count >= 0;
    }

    /// <summary>False once a socket that does not listen was seen: the kernel lists the listening ones first, and the others may be many thousands.</summary>
    private bool Take(int length, uint user, out int kept)
    {
        ReadOnlySpan<byte> rest = _text.AsSpan(0, length);
        for (int end; (end = rest.IndexOf((byte)'\n')) >= 0; rest = rest[(end + 1)..])
        {
            if (!SocketTable.TryParse(rest[..end], out var listener, out bool isListening))
                continue;
            if (!isListening)
            {
                kept = 0;
                return false;
            }
            if (listener.User == user)
                Add(listener);
        }
        kept = rest.Length < _text.Length ? rest.Length : 0;
        rest[..kept].CopyTo(_text);
        return true;
    }

    internal void Add(in Listener listener)
    {
        if (Count == _inodes.Length)
        {
            Array.Resize(ref _inodes, Count * 2);
            Array.Resize(ref _ports, Count * 2);
        }
        _inodes[Count] = listener.Inode;
        _ports[Count++] = listener.Port;
        ulong mixed = (listener.Inode * 65536 + (uint)listener.Port + 1) * 0x9E3779B97F4A7C15;
        Hash += mixed ^ (mixed >> 29);
    }
}
