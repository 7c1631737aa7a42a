using System;
using System.Collections.Generic;
using System.IO;
using System.Net.Sockets;
using System.Text;
using System.Threading;

namespace Lifetop.Tests.Actions.Systems;

/// <summary>Speaks multiclaude's protocol on a real unix socket: one request, one reply, closed. Notes what it was told.</summary>
internal sealed class MulticlaudeDaemon : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly Thread _thread;

    public MulticlaudeDaemon(string path)
    {
        _socket.Bind(new UnixDomainSocketEndPoint(path));
        _socket.Listen();
        _thread = new Thread(Serve) { IsBackground = true };
        _thread.Start();
    }

    /// <summary>Requests in their order, without the newline.</summary>
    public List<string> Told { get; } = [];

    /// <summary>What it answers to anything but a ping; null answers nothing.</summary>
    public string? Reply { get; set; } = """{"success":true}""";

    /// <summary>Before it answers what is no ping.</summary>
    public Action<string> Does { get; set; } = static _ => { };

    public void Dispose()
    {
        _socket.Dispose();
        _thread.Join();
    }

    private void Serve()
    {
        while (true)
        {
            try
            {
                using var client = _socket.Accept();
                using var stream = new NetworkStream(client);
                string? request = new StreamReader(stream).ReadLine();
                if (request is null)
                    continue;
                lock (Told)
                    Told.Add(request);
                bool isPing = request == """{"command":"ping"}""";
                if (!isPing)
                    Does(request);
                if ((isPing ? """{"success":true,"data":"pong"}""" : Reply) is { } reply)
                    stream.Write(Encoding.UTF8.GetBytes(reply + "\n"));
            }
            catch (Exception ended) when (ended is SocketException or ObjectDisposedException or IOException)
            {
                if (ended is not IOException)
                    return;
            }
        }
    }
}
