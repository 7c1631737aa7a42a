using System;
using System.IO;
using System.Threading;
using Lifetop.Platform;
using Xunit;

namespace Lifetop.Tests.Platform;

public sealed class ErrandTests
{
    [Fact]
    public void Its_work_is_done_on_a_thread_that_stays_until_it_is_disposed_of()
    {
        Thread? worker = null;
        var errand = new Errand("test", 64 * 1024, () => worker = Thread.CurrentThread);
        errand.Wait();
        errand.Wait();
        Assert.NotEqual(Thread.CurrentThread, worker);
        Assert.False(worker!.Join(0));
        errand.Dispose();
        Assert.True(worker.Join(0));
    }

    [Fact]
    public void What_went_wrong_is_told_to_who_waits_and_to_nobody_else()
    {
        using var errand = new Errand("test", 64 * 1024, static () => throw new InvalidDataException("no such thing"));
        Assert.Equal("no such thing", Assert.Throws<InvalidDataException>(() => errand.Wait()).Message);
        new Errand("test", 64 * 1024, static () => throw new InvalidDataException()).Dispose();
    }
}
