using System;
using System.IO;
using Lifetop.Observation.Proc;
using Xunit;

namespace Lifetop.Tests.Observation.Proc;

public sealed class EarlyScanTests
{
    [Fact]
    public void Who_runs_is_known_with_what_takes_longer_to_read()
    {
        using var child = Child.Quiet();
        using var early = new EarlyScan(TimeProvider.System, static folder => folder);
        Assert.True(early.Wait());
        Assert.False(early.Wait());
        var table = early.Scan.Table;
        int row = table.IndexOf(child.Pid);
        Assert.True(row >= 0);
        Assert.Equal(Environment.CurrentDirectory, table.DetailsAt(row)?.WorkingDirectory);
        Assert.Equal(Environment.CurrentDirectory, table.DetailsAt(row)?.Checkout);
    }

    [Fact]
    public void What_went_wrong_is_told_to_who_waits()
    {
        using var early = new EarlyScan(TimeProvider.System, static _ => throw new InvalidDataException("no such thing"));
        Assert.Equal("no such thing", Assert.Throws<InvalidDataException>(() => early.Wait()).Message);
    }
}
