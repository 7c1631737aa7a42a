using System;
using System.Buffers.Text;

namespace Lifetop.Observation.Proc;

/// <summary>A listening TCP socket: its inode is what a descriptor's link names.</summary>
internal readonly record struct Listener(ulong Inode, int Port, uint User);

/// <summary>Parses lines of /proc/net/tcp and tcp6 (proc_net_tcp(5)). Pure: any bytes may come.</summary>
internal static class SocketTable
{
    /// <summary>The heading and torn lines are not sockets: false, and not listening.</summary>
    public static bool TryParse(ReadOnlySpan<byte> line, out Listener listener, out bool isListening)
    {
        listener = default;
        isListening = false;
        if (!Next(ref line, out var field) || field[^1] != ':'
            || !Next(ref line, out var local) || !Next(ref line, out _) || !Next(ref line, out var state))
            return false;
        isListening = state.SequenceEqual("0A"u8);
        int colon = local.LastIndexOf((byte)':');
        if (colon < 0 || !TryHexadecimal(local[(colon + 1)..], out int port))
            return false;
        for (int skipped = 0; skipped < 3; skipped++)
            if (!Next(ref line, out _))
                return false;
        // uid, timeout, inode
        if (!Next(ref line, out var user) || !Utf8Parser.TryParse(user, out uint uid, out int used) || used != user.Length
            || !Next(ref line, out _)
            || !Next(ref line, out var inode) || !Utf8Parser.TryParse(inode, out ulong number, out used) || used != inode.Length)
            return false;
        listener = new Listener(number, port, uid);
        return true;
    }

    private static bool TryHexadecimal(ReadOnlySpan<byte> text, out int port) =>
        Utf8Parser.TryParse(text, out port, out int used, 'X') && used == text.Length && port is >= 0 and <= 65535;

    private static bool Next(ref ReadOnlySpan<byte> line, out ReadOnlySpan<byte> field)
    {
        int start = line.IndexOfAnyExcept((byte)' ');
        line = start < 0 ? [] : line[start..];
        int end = line.IndexOf((byte)' ');
        field = end < 0 ? line : line[..end];
        line = end < 0 ? [] : line[end..];
        return !field.IsEmpty;
    }
}
