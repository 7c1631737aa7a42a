using System;
using System.Buffers;
using System.Collections.Generic;
using System.Text.Json;

namespace Lifetop.Cli;

/// <summary>One thing done to one worker.</summary>
public sealed record ResultStep(string Key, string What, string Target);

/// <summary>The JSON of what an action did, in the shape that plans have too.</summary>
public static class ResultJson
{
    public static ReadOnlySpan<byte> Of(string action, string outcome, string reason, IReadOnlyList<ResultStep> steps, TimeSpan took)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JsonText.Encoder }))
        {
            json.WriteStartObject();
            json.WriteNumber("schema", JsonOutput.Schema);
            json.WriteString("action", action);
            json.WriteNull("plan_id");
            json.WriteString("outcome", outcome);
            json.WriteString("reason", reason);
            json.WriteStartArray("workers");
            foreach (var step in steps)
            {
                json.WriteStartObject();
                json.WriteString("key", step.Key);
                json.WriteStartArray("steps");
                json.WriteStartObject();
                json.WriteNumber("n", 1);
                json.WriteString("what", step.What);
                json.WriteString("target", step.Target);
                json.WriteString("outcome", "done");
                json.WriteString("detail", "");
                json.WriteEndObject();
                json.WriteEndArray();
                json.WriteStartArray("left_alone");
                json.WriteEndArray();
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteNumber("seconds", Math.Round(took.TotalSeconds, 3));
            json.WriteEndObject();
        }
        buffer.Write("\n"u8);
        return buffer.WrittenSpan;
    }
}
