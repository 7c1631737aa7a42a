using System.Collections.Generic;
using Lifetop.Tests.Support;

namespace Lifetop.Tests.Bench;

/// <summary>A steady look's judgement: a second has passed and everybody's CPU clock has moved.</summary>
internal static class JudgingParts
{
    private const int Workers = 1000;

    public static IEnumerable<Part> All()
    {
        var world = Crowds.Of(Workers);
        var (census, workers) = (world.Census, world.Workers);
        yield return new Part("judge, 1000 workers", Judge, Floors.CopyOfRows, Floors.Copy(census.Processes), 70);

        void Judge()
        {
            census.Time += Make.Seconds(1);
            for (int i = 0; i < census.Processes.Count; i++)
                census.Processes.Writable[i].CpuNanoseconds += 1_000;
            world.Again(workers);
        }
    }
}
