using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;

namespace Lifetop.Tests.Actions.Systems.AgentRelay;

/// <summary>A daemon's dashboard, as far as it is asked: real HTTP on a port of this machine. Notes what it was told.</summary>
internal sealed class Dashboard : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Thread _thread;

    public Dashboard()
    {
        _listener.Start();
        _thread = new Thread(Serve) { IsBackground = true };
        _thread.Start();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>First lines of the requests in their order, without the protocol.</summary>
    public List<string> Told { get; } = [];

    /// <summary>Status and body of every answer; null answers nothing and keeps the line open.</summary>
    public (string Status, string Body)? Reply { get; set; } = ("200 OK", """{"success":true}""");

    /// <summary>Before it answers.</summary>
    public Action Does { get; set; } = static () => { };

    public void Dispose()
    {
        _listener.Stop();
        _thread.Join();
        _listener.Dispose();
    }

    private void Serve()
    {
        var silent = new List<TcpClient>();
        while (true)
        {
            try
            {
                var client = _listener.AcceptTcpClient();
                var stream = client.GetStream();
                var reader = new StreamReader(stream);
                string? first = reader.ReadLine();
                while (reader.ReadLine() is { Length: > 0 })
                {
                }
                if (first is null)
                    continue;
                lock (Told)
                    Told.Add(first[..first.LastIndexOf(' ')]);
                Does();
                if (Reply is not { } reply)
                {
                    silent.Add(client);
                    continue;
                }
                stream.Write(Encoding.UTF8.GetBytes($"HTTP/1.1 {reply.Status}\r\nContent-Type: application/json\r\nContent-Length: {reply.Body.Length}\r\n\r\n{reply.Body}"));
                client.Dispose();
            }
            catch (Exception ended) when (ended is SocketException or ObjectDisposedException or IOException or InvalidOperationException)
            {
                if (ended is IOException)
                    continue;
                foreach (var client in silent)
                    client.Dispose();
                return;
            }
        }
    }
}
