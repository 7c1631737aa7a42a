using System;
using System.IO;
using System.Linq;
using System.Text;
using Lifetop.Observation.Proc;
using Xunit;

namespace Lifetop.Tests.Observation.Proc;

public sealed class SocketTableTests
{
    private static string[] Capture(string name) =>
        File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Observation", "Captures", name));

    [Theory]
    [InlineData("proc-net-tcp.linux-6.18.txt", 2, 34803ul, 0x8D51)]
    [InlineData("proc-net-tcp6.linux-6.18.txt", 1, 34804ul, 0xA6E7)]
    public void Reads_port_user_and_inode_of_both_families(string capture, int row, ulong inode, int port)
    {
        string[] lines = Capture(capture);
        Assert.False(SocketTable.TryParse(Encoding.ASCII.GetBytes(lines[0]), out _, out _));
        Assert.True(SocketTable.TryParse(Encoding.ASCII.GetBytes(lines[row]), out var listener, out bool isListening));
        Assert.True(isListening);
        Assert.Equal(new Listener(inode, port, 0), listener);
    }

    [Fact]
    public void A_connection_does_not_listen()
    {
        byte[] line = Encoding.ASCII.GetBytes(Capture("proc-net-tcp.linux-6.18.txt")[1].Replace(" 0A ", " 01 ", StringComparison.Ordinal));
        Assert.True(SocketTable.TryParse(line, out _, out bool isListening));
        Assert.False(isListening);
    }

    [Fact]
    public void Never_throws_on_any_bytes()
    {
        const int seed = 411;
        var random = new Random(seed);
        byte[] line = Encoding.ASCII.GetBytes(Capture("proc-net-tcp6.linux-6.18.txt")[1]);
        for (int round = 0; round < 20_000; round++)
        {
            byte[] bytes = line[..random.Next(line.Length + 1)].ToArray();
            for (int change = random.Next(4); change > 0 && bytes.Length > 0; change--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            try
            {
                _ = SocketTable.TryParse(bytes, out _, out _);
            }
            catch (Exception problem)
            {
                Assert.Fail($"seed {seed}, round {round}: {Convert.ToHexString(bytes)}: {problem}");
            }
        }
    }
}
