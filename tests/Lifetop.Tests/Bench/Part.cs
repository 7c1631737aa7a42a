using System;

namespace Lifetop.Tests.Bench;

/// <summary>A part of the screen, beside the least that any program would have to do for it, and how far from that it may be.</summary>
/// <param name="MostTimes">So many times the floor's CPU.</param>
/// <param name="MostBytes">So much managed memory a call.</param>
internal sealed record Part(string Name, Action Work, string FloorName, Action Floor, double MostTimes, long MostBytes = 0)
{
    /// <summary>Bytes that one call takes in; 0 where that says nothing.</summary>
    public int Input { get; init; }
}
