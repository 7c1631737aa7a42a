using System;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Lifetop.Model;
using Lifetop.Observation.Proc;
using Lifetop.Platform;
using Xunit;

namespace Lifetop.Tests.Observation.Proc;

/// <summary>No free descriptor is our own trouble: nobody is dead for it, and everything comes right afterwards.</summary>
public sealed unsafe class DescriptorShortageTests : IDisposable
{
    private readonly ProcScan _scan = new(new BootClock(TimeProvider.System.GetUtcNow()).Boot);
    private readonly DetailsReader _details = new();
    private readonly ListeningPorts _ports = new();
    private readonly DeathWatch _watch;

    public DescriptorShortageTests() => _watch = new DeathWatch(_scan.Table.Boot);

    public void Dispose()
    {
        _scan.Dispose();
        _details.Dispose();
        _ports.Dispose();
        _watch.Dispose();
    }

    /// <summary>The limit bounds new descriptors only; those open stay good.</summary>
    private static void WithoutDescriptors(Action test)
    {
        ResourceLimit limit;
        Assert.Equal(0, Libc.GetLimit(Libc.LimitOpenFiles, &limit));
        // To make code the runtime may need a descriptor too.
        RuntimeHelpers.PrepareDelegate(test);
        var none = new ResourceLimit { Soft = 0, Hard = limit.Hard };
        Assert.Equal(0, Libc.SetLimit(Libc.LimitOpenFiles, &none));
        try
        {
            test();
        }
        finally
        {
            Assert.Equal(0, Libc.SetLimit(Libc.LimitOpenFiles, &limit));
        }
    }

    [Fact]
    public void Nobody_is_dead_for_it()
    {
        using var known = Child.Quiet();
        _scan.Look();
        int index = _scan.Table.IndexOf(known.Pid);
        var row = _scan.Table.Rows[index];
        var identity = _scan.Table.IdentityAt(index);
        Assert.NotNull(_details.Read(row, ["HOME"]));
        _ports.Refresh(_scan.Table, [index]);
        Assert.False(_ports.HasGap);
        using var newborn = Child.Quiet();
        // Whose this socket is can be told only by opening a folder of descriptors.
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();

        int count = 0, still = -1;
        bool whole = true, watched = true, gap = false;
        ProcessDetails? details = new();
        int[] asked = new int[2];
        WithoutDescriptors(() =>
        {
            for (int look = 0; look < 20; look++)
                _scan.Look();
            whole = _scan.IsWhole;
            count = _scan.Table.Count;
            still = _scan.Table.IndexOf(identity);
            details = _details.Read(row, ["HOME"]);
            watched = _watch.Watch(identity);
            (asked[0], asked[1]) = (still, _scan.Table.IndexOf(Environment.ProcessId));
            _ports.Refresh(_scan.Table, asked);
            gap = _ports.HasGap;
        });
        Assert.False(whole);
        Assert.True(count > 1);
        Assert.True(still >= 0);
        Assert.Null(details);
        Assert.False(watched);
        Assert.True(gap);

        _scan.Look();
        Assert.True(_scan.IsWhole);
        Assert.True(_scan.Table.IndexOf(newborn.Pid) >= 0);
        Assert.NotNull(_details.Read(row, ["HOME"]));
        Assert.True(_watch.Watch(identity));
    }
}
