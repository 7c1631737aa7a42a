using System;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using Lifetop.Model;
using Lifetop.Observation.Proc;
using Xunit;

namespace Lifetop.Tests.Observation.Proc;

public sealed class ListeningPortsTests : IDisposable
{
    private const string Server = """
        import socket, sys
        first, second = socket.create_server(("127.0.0.1", 0)), socket.create_server(("::1", 0), family=socket.AF_INET6)
        print(first.getsockname()[1], second.getsockname()[1], flush=True)
        sys.stdin.readline()
        first.close()
        print("closed", flush=True)
        sys.stdin.readline()
        """;

    private readonly ProcScan _scan = new(Guid.Empty);
    private readonly ListeningPorts _ports = new();

    public void Dispose()
    {
        _scan.Dispose();
        _ports.Dispose();
    }

    private int[] Everybody => [.. Enumerable.Range(0, _scan.Table.Count)];

    private bool Refresh(params int[] pids)
    {
        _scan.Look();
        int[] rows = [.. pids.Select(pid => _scan.Table.IndexOf(pid))];
        return _ports.Refresh(_scan.Table, rows);
    }

    private static int[] PortsSaid(Child server) => [.. server.FirstLine.Split(' ').Select(port => int.Parse(port, null)).Order()];

    [Fact]
    public void Finds_the_ports_of_both_families_and_loses_what_is_closed()
    {
        using var server = Child.Python(Server);
        int[] said = PortsSaid(server);
        Assert.True(Refresh(server.Pid));
        Assert.Equal(said, _ports.PortsOf(server.Pid));
        Assert.False(Refresh(server.Pid));
        int first = int.Parse(server.FirstLine.Split(' ')[0], null);
        server.Tell("");
        Assert.Equal("closed", server.NextLine());
        Assert.True(Refresh(server.Pid));
        Assert.Equal(said.Where(port => port != first), _ports.PortsOf(server.Pid));
    }

    [Fact]
    public void Knows_its_own_process_among_everybody()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _scan.Look();
        Assert.True(_ports.Refresh(_scan.Table, Everybody));
        Assert.Contains(((IPEndPoint)listener.LocalEndpoint).Port, _ports.PortsOf(Environment.ProcessId));
        Assert.Empty(_ports.PortsOf(int.MaxValue));
    }

    [Fact]
    public void A_dead_owner_is_forgotten_even_when_a_child_keeps_the_socket()
    {
        using var server = Child.Python("""
            import os, socket, sys, time
            hold = socket.create_server(("127.0.0.1", 0))
            hold.set_inheritable(True)
            child = os.fork()
            if child == 0:
                time.sleep(1000)
            print(hold.getsockname()[1], child, flush=True)
            sys.stdin.readline()
            os._exit(0)
            """);
        int[] said = [.. server.FirstLine.Split(' ').Select(word => int.Parse(word, null))];
        using var heir = System.Diagnostics.Process.GetProcessById(said[1]);
        try
        {
            Assert.True(Refresh(server.Pid, heir.Id));
            Assert.Equal(said[0], Assert.Single(_ports.PortsOf(server.Pid)));
            server.Tell("");
            Child.Eventually(() =>
            {
                _scan.Look();
                int index = _scan.Table.IndexOf(server.Pid);
                return index < 0 || _scan.Table.Rows[index].IsZombie;
            }, "server lives");
            Assert.True(Refresh(heir.Id));
            Assert.Empty(_ports.PortsOf(server.Pid));
            Assert.Equal(said[0], Assert.Single(_ports.PortsOf(heir.Id)));
        }
        finally
        {
            heir.Kill();
        }
    }

    [Fact]
    public void A_newcomer_is_searched_for_sockets_nobody_was_found_to_own()
    {
        using var server = Child.Python(Server);
        Refresh(Environment.ProcessId);
        Assert.Empty(_ports.PortsOf(server.Pid));
        Assert.True(Refresh(Environment.ProcessId, server.Pid));
        Assert.Equal(PortsSaid(server), _ports.PortsOf(server.Pid));
    }

    [Fact]
    public void Nothing_is_allocated_while_nothing_changes()
    {
        using var server = Child.Python(Server);
        Refresh(server.Pid);
        _scan.Look();
        int[] rows = Everybody;
        _ports.Refresh(_scan.Table, rows);
        _ports.Refresh(_scan.Table, rows);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int look = 0; look < 10; look++)
            _ports.Refresh(_scan.Table, rows);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Another_users_sockets_are_not_looked_for()
    {
        using var server = Child.Python(Server);
        using var others = new ListeningPorts(user: 54321);
        _scan.Look();
        Assert.False(others.Refresh(_scan.Table, Everybody));
        Assert.Empty(others.PortsOf(server.Pid));
    }
}
