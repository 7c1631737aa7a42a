using System;
using System.IO;
using System.Net.Sockets;
using Lifetop.Platform;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Platform;

/// <summary>One request over a real unix socket that comes to nothing.</summary>
public sealed class LocalRequestTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Says_why_nobody_could_be_asked()
    {
        string path = Abandoned();
        Assert.Equal("nobody listens there", Trouble(path));
        string far = Path.Combine(Directory.CreateDirectory(_folder.File(new string('x', 120))).FullName, "s");
        File.Move(path, far);
        Assert.Equal("the path is too long or holds a zero", Trouble(far));
        Assert.Equal("there is no socket", Trouble(path));
    }

    /// <summary>The socket of somebody who has gone.</summary>
    private string Abandoned()
    {
        string path = _folder.File("s"), kept = _folder.File("kept");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        // The framework removes it with the socket, by the name it had.
        File.Move(path, kept);
        return kept;
    }

    private static string Trouble(string path)
    {
        Assert.Null(LocalRequest.Ask(path, "x"u8, TimeSpan.FromSeconds(10), out string trouble));
        return trouble;
    }
}
