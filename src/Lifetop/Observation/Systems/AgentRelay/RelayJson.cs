using System;
using Lifetop.Observation.Sources;
using Lifetop.Platform;

namespace Lifetop.Observation.Systems.AgentRelay;

/// <summary>What all of agent-relay's JSON files have in common: an object around everything, and times in milliseconds.</summary>
internal static class RelayJson
{
    private const long LastMillisecond = 253_402_300_799_999;

    /// <summary>Takes the fields of the outermost object one by one.</summary>
    public delegate void TakeField(string name, ref JsonFields json);

    /// <summary>False with the reason when it is no whole object; then only what stood before the fault was taken.</summary>
    public static bool Read(ReadOnlySpan<byte> text, TakeField take, out string wrong)
    {
        wrong = text.IsEmpty ? "empty" : "";
        if (text.IsEmpty)
            return false;
        var json = new JsonFields(text, AgentRelaySource.Label, []);
        try
        {
            if (!json.Begin())
            {
                wrong = "no JSON object";
                return false;
            }
            while (json.Next() is { } name)
                take(name, ref json);
            json.End();
            return true;
        }
        catch (JsonFault torn)
        {
            wrong = $"not whole JSON (line {torn.Line})";
            return false;
        }
    }

    public static DateTimeOffset? Milliseconds(ref JsonFields json)
        => json.Whole(0, LastMillisecond) is { } since1970 ? DateTimeOffset.FromUnixTimeMilliseconds(since1970) : null;

    /// <summary>0 for what is no pid.</summary>
    public static int Pid(ref JsonFields json) => (int)(json.Whole(1, int.MaxValue) ?? 0);
}
