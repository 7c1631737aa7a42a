using System.Text.Json;
using Lifetop.App.Watching;
using Lifetop.Model;

namespace Lifetop.Cli;

/// <summary>The leading watch in the JSON of lists and of its status: null while nobody leads.</summary>
internal static class WatchJson
{
    public static void Write(Utf8JsonWriter json, WatchHealth? health)
    {
        if (health is null)
        {
            json.WriteNullValue();
            return;
        }
        json.WriteStartObject();
        json.WriteNumber("pid", health.Process.Pid);
        JsonOutput.Write(json, "since", health.Since);
        JsonOutput.Write(json, "last_look", health.LastLook);
        json.WriteStartArray("failing");
        foreach (var gap in health.Failing)
        {
            json.WriteStartObject();
            json.WriteString("source", gap.Source);
            json.WriteString("what", gap.What);
            JsonOutput.Write(json, "since", gap.Since);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>When it starts a worker again, and whether it has given that up.</summary>
    /// <param name="watched">Null where no watch is at it.</param>
    public static void WriteBreaker(Utf8JsonWriter json, WatchedWorker? watched)
    {
        JsonOutput.Write(json, "backoff", watched?.Next);
        json.WriteString("breaker", watched is null ? null : watched.BreakerSince is null ? "closed" : "open");
        JsonOutput.Write(json, "breaker_since", watched?.BreakerSince);
    }
}
