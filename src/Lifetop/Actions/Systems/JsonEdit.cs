using System;
using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lifetop.Platform;

namespace Lifetop.Actions.Systems;

/// <summary>
/// Changes named fields of a JSON file that others write too and nobody locks: a new file beside it under a name that neither of its writers
/// uses, synced, and renamed over it only if it is still what was read; else it begins anew.
/// </summary>
internal static class JsonEdit
{
    private const int Limit = 4 * 1024 * 1024;
    private const int MostTries = 5;
    internal static readonly JsonWriterOptions Layout = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="change">Gives why nothing is to be written, or null after having changed it.</param>
    /// <param name="after">The file as we left it.</param>
    public static StepResult? Apply(string path, Func<JsonObject, StepResult?> change, out FileStamp after)
    {
        for (int attempt = 1; ; attempt++)
        {
            after = default;
            var reading = RegularFile.Read(path, Limit);
            if (!reading.IsRead)
                return Trouble(reading.Errno, reading.Why);
            after = reading.Stamp;
            if (Parse(reading.Bytes) is not { } json)
                return new StepResult(StepOutcome.Failed, $"{NativePath.Name(path)} cannot be read as JSON now: not touched");
            if (change(json) is { } without)
                return without;
            int errno = AtomicFile.Replace(path, reading.Stamp, Text(json));
            if (errno == 0)
            {
                after = FileStamp.Of(path);
                return null;
            }
            if (errno != Errno.Again)
                return Trouble(errno, $"{NativePath.Folder(path)}: {FileFailures.Words(errno)}");
            if (attempt == MostTries)
                return new StepResult(StepOutcome.Failed, "is written again and again by somebody else");
        }
    }

    private static JsonObject? Parse(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var json = JsonNode.Parse(bytes) as JsonObject;
            // A name that comes twice is found only when it is looked through.
            _ = json?.Count;
            return json;
        }
        catch (Exception wrong) when (wrong is JsonException or ArgumentException)
        {
            return null;
        }
    }

    private static ReadOnlySpan<byte> Text(JsonObject json)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(text, Layout))
            json.WriteTo(writer);
        text.Write("\n"u8);
        return text.WrittenSpan;
    }

    private static StepResult Trouble(int errno, string why) => errno switch
    {
        Errno.NoEntry => new StepResult(StepOutcome.Already, "gone"),
        Errno.Access or Errno.Perm => new StepResult(StepOutcome.NoRights, why),
        _ => new StepResult(StepOutcome.Failed, why),
    };
}
