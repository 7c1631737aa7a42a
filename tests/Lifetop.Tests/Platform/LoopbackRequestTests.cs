using System;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using Lifetop.Platform;
using Xunit;

namespace Lifetop.Tests.Platform;

/// <summary>One HTTP request over a real socket, to servers good and bad.</summary>
public sealed class LoopbackRequestTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30), Short = TimeSpan.FromMilliseconds(300);

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody", 200, "body")]
    [InlineData("HTTP/1.0 404 Not Found\r\n\r\n", 404, "")]
    [InlineData("HTTP/1.1 204 No Content\r\ncontent-length: 0\r\n\r\n", 204, "")]
    public void Gives_status_and_body(string answer, int status, string body)
    {
        var reply = Ask(answer, keepsOpen: false, Long, out string request, out _);
        Assert.Equal((status, body), (reply!.Status, Encoding.ASCII.GetString(reply.Body)));
        Assert.StartsWith("DELETE /x HTTP/1.1\r\nHost: localhost:", request, StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_that_keeps_the_line_open_is_believed_by_its_length()
        => Assert.Equal(200, Ask("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}", keepsOpen: true, Long, out _, out _)!.Status);

    [Theory]
    [InlineData("", true)]
    [InlineData("", false)]
    [InlineData("HTTP/1.1 2", false)]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n\r\n", false)]
    [InlineData("HTTP/1.1 abc\r\n\r\n", false)]
    public void What_is_no_whole_reply_is_none(string answer, bool keepsOpen)
    {
        Assert.Null(Ask(answer, keepsOpen, Short, out _, out string trouble));
        Assert.Contains("no whole HTTP reply", trouble, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nobody_listens_it_says_so()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        Assert.Null(LoopbackRequest.Send("DELETE", port, "/x", Long, out string trouble));
        Assert.Equal($"nobody answers on port {port}", trouble);
    }

    private static LoopbackReply? Ask(string answer, bool keepsOpen, TimeSpan limit, out string request, out string trouble)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        string heard = "";
        using var over = new ManualResetEventSlim();
        var server = new Thread(() =>
        {
            using var client = listener.AcceptTcpClient();
            byte[] bytes = new byte[4096];
            heard = Encoding.ASCII.GetString(bytes, 0, client.GetStream().Read(bytes));
            client.GetStream().Write(Encoding.ASCII.GetBytes(answer));
            if (keepsOpen)
                over.Wait();
        });
        server.Start();
        var reply = LoopbackRequest.Send("DELETE", ((IPEndPoint)listener.LocalEndpoint).Port, "/x", limit, out trouble);
        over.Set();
        server.Join();
        request = heard;
        return reply;
    }
}
