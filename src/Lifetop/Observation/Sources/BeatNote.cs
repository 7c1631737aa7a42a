using System;
using System.Collections.Generic;
using Lifetop.Model;
using Lifetop.Platform;

namespace Lifetop.Observation.Sources;

/// <summary>What a heartbeat file says beside its own time, as small JSON; everything in it may be missing.</summary>
public sealed record BeatNote
{
    public static readonly BeatNote Nothing = new();

    public DateTimeOffset? At { get; init; }
    public int? Health { get; init; }
    public long? TokensUsed { get; init; }
    public string? Task { get; init; }

    /// <summary>As manifests say it: waiting, idle, running.</summary>
    public string? State { get; init; }

    /// <summary>Null for what is no JSON object: then only the file's time counts.</summary>
    public static BeatNote? Read(ReadOnlySpan<byte> bytes, string source, List<Evidence> notes)
    {
        var json = new JsonFields(bytes, source, notes);
        var note = Nothing;
        try
        {
            if (!json.Begin())
                return null;
            while (json.Next() is { } name)
            {
                switch (name)
                {
                    case "at": note = note with { At = json.Time() }; break;
                    case "health": note = note with { Health = ManifestReader.Health(json.Number(), ref json) }; break;
                    case "tokens_used": note = note with { TokensUsed = json.Whole(0, long.MaxValue) }; break;
                    case "task": note = note with { Task = json.Text() }; break;
                    case "state": note = note with { State = json.Text() }; break;
                    default: json.Skip(); break;
                }
            }
        }
        catch (JsonFault)
        {
            // Torn ones still say what stands before the tear.
        }
        return note;
    }

    public ReadOnlySpan<byte> ToJson()
    {
        var json = new JsonWriter();
        json.WriteStartObject();
        if (At is { } at)
            json.WriteString("at"u8, at);
        if (Health is { } health)
            json.WriteNumber("health"u8, health);
        if (TokensUsed is { } tokens)
            json.WriteNumber("tokens_used"u8, tokens);
        if (Task is { } task)
            json.WriteString("task"u8, task);
        if (State is { } state)
            json.WriteString("state"u8, state);
        json.WriteEndObject();
        return json.Written;
    }
}
