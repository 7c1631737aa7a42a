using System;
using System.Threading;

namespace Lifetop.Tests.Support;

/// <summary>The system's time, which notes what the observing thread has allocated whenever that asks for it: in every look, and between them.</summary>
internal sealed class CountingTime : TimeProvider
{
    private long _made;

    public long MadeByLooks => Volatile.Read(ref _made);

    public override DateTimeOffset GetUtcNow()
    {
        Note();
        return base.GetUtcNow();
    }

    public override long GetTimestamp()
    {
        Note();
        return base.GetTimestamp();
    }

    private void Note()
    {
        if (Thread.CurrentThread.Name == "look")
            Volatile.Write(ref _made, GC.GetAllocatedBytesForCurrentThread());
    }
}
