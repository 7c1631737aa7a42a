using System;
using Lifetop.Observation;
using Xunit;

namespace Lifetop.Tests.Observation.Systems;

/// <summary>What a source costs while nothing happens.</summary>
internal static class Steadiness
{
    /// <summary>It hands out the very answer of before, look after look, and makes nothing.</summary>
    public static void AssertCostsNothing(IWorkerSource source, SourceAnswer answer, DateTimeOffset now)
    {
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10; i++)
            Assert.Same(answer, source.Look(now + TimeSpan.FromSeconds(i)));
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - allocated);
    }
}
