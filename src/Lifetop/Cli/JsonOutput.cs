using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Text.Json;
using Lifetop.App.Watching;
using Lifetop.Model;
using Lifetop.Model.Query;

namespace Lifetop.Cli;

/// <summary>
/// The JSON of everything that lists workers, schema 1. Scripts depend on it: fields are only ever added. What is not
/// known is null.
/// </summary>
public static class JsonOutput
{
    public const int Schema = 1;
    private static readonly JsonWriterOptions Options = new() { Encoder = JsonText.Encoder, SkipValidation = true };

    /// <summary>One object on one line: all of these workers, whole.</summary>
    /// <param name="roster">The look.</param>
    /// <param name="host">This machine's name.</param>
    /// <param name="rows">The workers.</param>
    /// <param name="safetyOf">What speaks for and against removing one.</param>
    /// <param name="watch">Who leads; null for nobody.</param>
    public static ReadOnlySpan<byte> Workers(Roster roster, string host, IReadOnlyList<WorkerRow> rows, Func<JudgedWorker, Safety> safetyOf, WatchHealth? watch = null)
        => Envelope(roster, host, rows, safetyOf, null, ExitCode.Done, null, watch);

    /// <summary>A line of <c>--watch</c>: only what changed, and the keys that went.</summary>
    public static ReadOnlySpan<byte> Changes(Roster roster, string host, IReadOnlyList<WorkerRow> rows, IReadOnlyList<string> removed, Func<JudgedWorker, Safety> safetyOf, WatchHealth? watch = null)
        => Envelope(roster, host, rows, safetyOf, removed, ExitCode.Done, null, watch);

    /// <summary>The same object without workers, and what went wrong.</summary>
    public static ReadOnlySpan<byte> Error(string host, ParsedCommand command, int code, string text)
        => Error(Roster.Empty, host, code, text);

    public static ReadOnlySpan<byte> Error(Roster roster, string host, int code, string text)
        => Envelope(roster, host, [], static _ => throw new InvalidOperationException(), null, code, text);

    private static ReadOnlySpan<byte> Envelope(Roster roster, string host, IReadOnlyList<WorkerRow> rows, Func<JudgedWorker, Safety> safetyOf, IReadOnlyList<string>? removed, int code, string? error, WatchHealth? watch = null)
    {
        var buffer = new ByteBuffer(1024 + rows.Count * 1536);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteNumber("schema", Schema);
            Write(json, "time", roster.Time == Roster.Empty.Time ? null : roster.Time);
            json.WriteString("host", host);
            json.WritePropertyName("watch");
            WatchJson.Write(json, watch);
            WriteGaps(json, roster.Gaps);
            json.WriteStartArray("workers");
            foreach (var row in rows)
                WorkerJson.Write(json, row, safetyOf(row.Judged), watch?.About(row.Worker.Identity));
            json.WriteEndArray();
            if (removed is not null)
            {
                json.WriteStartArray("removed");
                foreach (string key in removed)
                    json.WriteStringValue(key);
                json.WriteEndArray();
            }
            if (error is not null)
            {
                json.WriteStartObject("error");
                json.WriteNumber("code", code);
                json.WriteString("text", error);
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
        buffer.GetSpan(1)[0] = (byte)'\n';
        buffer.Advance(1);
        return buffer.Written;
    }

    internal static void WriteGaps(Utf8JsonWriter json, ImmutableArray<Gap> gaps)
    {
        json.WriteStartArray("gaps");
        foreach (var gap in gaps)
        {
            json.WriteStartObject();
            json.WriteString("source", gap.Source);
            json.WriteString("what", gap.What);
            Write(json, "since", gap.Since);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    internal static void Write(Utf8JsonWriter json, string name, DateTimeOffset? time)
    {
        if (time is { } moment)
            json.WriteString(name, new DateTime(moment.UtcTicks - moment.UtcTicks % TimeSpan.TicksPerMillisecond, DateTimeKind.Utc));
        else
            json.WriteNull(name);
    }
}
