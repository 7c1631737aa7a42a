using System;
using Lifetop.Observation.Sources;

namespace Lifetop.Observation.Systems.AgentRelay;

/// <summary>What all of agent-relay's JSON files have in common: an object around everything, and times in milliseconds.</summary>
internal static class RelayJson
{
    private const long LastMillisecond = 253_402_300_799_999;

    public static bool Read(ReadOnlySpan<byte> text, WholeObject.TakeField take, out string wrong) => WholeObject.Read(text, AgentRelaySource.Label, [], take, out wrong);

    public static DateTimeOffset? Milliseconds(ref JsonFields json)
        => json.Whole(0, LastMillisecond) is { } since1970 ? DateTimeOffset.FromUnixTimeMilliseconds(since1970) : null;

    /// <summary>0 for what is no pid.</summary>
    public static int Pid(ref JsonFields json) => (int)(json.Whole(1, int.MaxValue) ?? 0);
}
