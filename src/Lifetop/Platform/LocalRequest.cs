using System;
using System.Diagnostics;
using System.Net.Sockets;

namespace Lifetop.Platform;

/// <summary>One request to a program of this user behind a unix socket, and its one reply: for acting only, because it costs an assembly.</summary>
internal static class LocalRequest
{
    private const int MostBytes = 1 << 20;

    /// <summary>The reply, up to where the other side closes or ends a line; null with the reason when there is none.</summary>
    public static byte[]? Ask(string path, ReadOnlySpan<byte> request, TimeSpan limit, out string trouble)
    {
        var stamp = FileStamp.Of(path);
        uint user = Libc.EffectiveUser();
        trouble = !stamp.Exists ? "there is no socket" : stamp.IsRegular || stamp.IsFolder || stamp.IsLink ? stamp.Describe() : stamp.Owner != user ? "it belongs to another user" : "";
        if (trouble.Length > 0)
            return null;
        long began = Stopwatch.GetTimestamp();
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            socket.SendTimeout = (int)limit.TotalMilliseconds;
            socket.Connect(new UnixDomainSocketEndPoint(path));
            Send(socket, request);
            byte[] reply = new byte[4096];
            int length = 0;
            while (true)
            {
                var left = limit - Stopwatch.GetElapsedTime(began);
                if (left <= TimeSpan.Zero || !socket.Poll(left, SelectMode.SelectRead))
                {
                    trouble = "no answer in time";
                    return null;
                }
                if (length == reply.Length)
                    Array.Resize(ref reply, length * 2);
                int count = socket.Receive(reply.AsSpan(length));
                length += count;
                if (count == 0 || reply.AsSpan(length - count, count).Contains((byte)'\n') || length > MostBytes)
                    return reply[..length];
            }
        }
        catch (SocketException failure)
        {
            trouble = FileFailures.Words(failure.ErrorCode);
            return null;
        }
        catch (ArgumentException)
        {
            trouble = FileFailures.Words(Errno.NameTooLong);
            return null;
        }
    }

    /// <summary>Somebody listens there; nothing is said to him.</summary>
    public static bool IsListening(string path)
    {
        if (!FileStamp.Of(path).Exists)
            return false;
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { Blocking = false };
            socket.Connect(new UnixDomainSocketEndPoint(path));
            return true;
        }
        catch (SocketException failure)
        {
            // One whose queue is full lives.
            return failure.SocketErrorCode == SocketError.WouldBlock;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static void Send(Socket socket, ReadOnlySpan<byte> request)
    {
        while (!request.IsEmpty)
            request = request[socket.Send(request)..];
    }
}
