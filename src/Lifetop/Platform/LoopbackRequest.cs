using System;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Lifetop.Platform;

/// <summary>What a web server answered.</summary>
internal sealed record LoopbackReply(int Status, byte[] Body);

/// <summary>One HTTP/1.1 request without a body to a program of this machine, and its reply: for acting only, because it costs an assembly.</summary>
internal static class LoopbackRequest
{
    private const int MostBytes = 1 << 16;

    /// <param name="target">Path of the request, with whatever is odd in it escaped.</param>
    /// <returns>Null with the reason when there was none.</returns>
    public static LoopbackReply? Send(string method, int port, string target, TimeSpan limit, out string trouble)
    {
        trouble = "";
        string address = $"localhost:{port.ToString(CultureInfo.InvariantCulture)}";
        byte[] request = Encoding.ASCII.GetBytes($"{method} {target} HTTP/1.1\r\nHost: {address}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        long began = Stopwatch.GetTimestamp();
        try
        {
            using var socket = Connect(IPAddress.Loopback, port, limit) ?? Connect(IPAddress.IPv6Loopback, port, limit);
            if (socket is null)
                trouble = $"nobody answers on port {port.ToString(CultureInfo.InvariantCulture)}";
            else if (Exchange(socket, request, limit, began) is { } reply)
                return reply;
            else
                trouble = $"port {port.ToString(CultureInfo.InvariantCulture)} gives no whole HTTP reply in time";
        }
        catch (SocketException failure)
        {
            trouble = FileFailures.Words(failure.ErrorCode);
        }
        return null;
    }

    private static Socket? Connect(IPAddress address, int port, TimeSpan limit)
    {
        Socket? socket = null;
        try
        {
            socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
            try
            {
                socket.Connect(new IPEndPoint(address, port));
            }
            catch (SocketException failure) when (failure.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
            {
                if (socket.Poll(limit, SelectMode.SelectWrite) && (int)socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error)! == 0)
                    return Take(ref socket);
                return null;
            }
            return Take(ref socket);
        }
        catch (SocketException)
        {
            return null;
        }
        finally
        {
            socket?.Dispose();
        }
    }

    private static Socket? Take(ref Socket? socket)
    {
        var taken = socket;
        socket = null;
        return taken;
    }

    private static LoopbackReply? Exchange(Socket socket, byte[] request, TimeSpan limit, long began)
    {
        socket.Blocking = true;
        socket.SendTimeout = (int)limit.TotalMilliseconds;
        socket.Send(request);
        byte[] reply = new byte[MostBytes];
        int length = 0;
        while (length < reply.Length && limit - Stopwatch.GetElapsedTime(began) is var left && left > TimeSpan.Zero && socket.Poll(left, SelectMode.SelectRead))
        {
            int count = socket.Receive(reply.AsSpan(length));
            length += count;
            if (count == 0 || IsWhole(reply.AsSpan(0, length)))
                break;
        }
        return Read(reply.AsSpan(0, length));
    }

    /// <summary>As long as it says it is.</summary>
    private static bool IsWhole(ReadOnlySpan<byte> reply)
    {
        int body = reply.IndexOf("\r\n\r\n"u8) + 4;
        return body >= 4 && LengthOf(reply[..body]) is { } length && reply.Length - body >= length;
    }

    private static int? LengthOf(ReadOnlySpan<byte> head)
    {
        foreach (string line in Encoding.ASCII.GetString(head).Split("\r\n"))
            if (line.StartsWith("content-length:", StringComparison.OrdinalIgnoreCase) && int.TryParse(line.AsSpan("content-length:".Length).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int length))
                return length;
        return null;
    }

    private static LoopbackReply? Read(ReadOnlySpan<byte> reply)
    {
        int body = reply.IndexOf("\r\n\r\n"u8);
        // HTTP/1.1 404 Not Found
        if (body < 0 || reply.Length < 12 || !reply.StartsWith("HTTP/1."u8) || !int.TryParse(reply[9..12], NumberStyles.None, CultureInfo.InvariantCulture, out int status))
            return null;
        return new LoopbackReply(status, reply[(body + 4)..].ToArray());
    }
}
