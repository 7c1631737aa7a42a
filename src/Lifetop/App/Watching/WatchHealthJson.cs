using System;
using System.Collections.Generic;
using Lifetop.Model;
using Lifetop.Platform;
using Lifetop.Registry;

namespace Lifetop.App.Watching;

/// <summary>The file in which a leading watch tells how it is doing.</summary>
internal static class WatchHealthJson
{
    public static ReadOnlySpan<byte> Write(WatchHealth health)
    {
        var to = new JsonWriter(1024);
        to.WriteStartObject();
        to.WriteNumber("schema"u8, 1);
        to.WritePropertyName("process"u8);
        Json.Process(to, health.Process, Guid.Empty);
        to.WriteString("since"u8, health.Since);
        to.WriteString("last_look"u8, health.LastLook);
        Json.Text(to, "trouble"u8, health.Trouble, "");
        Json.Text(to, "config"u8, health.Config, "");
        to.WriteStartArray("failing"u8);
        foreach (var gap in health.Failing)
        {
            to.WriteStartObject();
            to.WriteString("source"u8, gap.Source);
            to.WriteString("scope"u8, gap.Scope);
            to.WriteString("what"u8, gap.What);
            to.WriteString("since"u8, gap.Since);
            to.WriteEndObject();
        }
        to.WriteEndArray();
        to.WriteStartArray("recovered"u8);
        foreach (var failure in health.Recovered)
        {
            to.WriteStartObject();
            to.WriteString("source"u8, failure.Source);
            to.WriteString("what"u8, failure.What);
            to.WriteString("since"u8, failure.Since);
            to.WriteString("until"u8, failure.Until);
            to.WriteEndObject();
        }
        to.WriteEndArray();
        to.WriteStartArray("workers"u8);
        foreach (var worker in health.Workers)
        {
            to.WriteStartObject();
            to.WriteString("identity"u8, worker.Identity);
            to.WriteString("key"u8, worker.Key);
            to.WriteNumber("restarts"u8, worker.Restarts);
            Json.Time(to, "next"u8, worker.Next);
            Json.Time(to, "breaker"u8, worker.BreakerSince);
            Json.Text(to, "why"u8, worker.Why, "");
            to.WriteEndObject();
        }
        to.WriteEndArray();
        to.WriteEndObject();
        return to.Written;
    }

    /// <summary>Null when it names no process; throws what <see cref="Json"/> throws where it is damaged.</summary>
    public static WatchHealth? Read(ReadOnlySpan<byte> bytes)
    {
        ProcessIdentity? process = null;
        DateTimeOffset since = default, last = default;
        string trouble = "", config = "";
        var failing = new List<Gap>();
        var recovered = new List<PastFailure>();
        var workers = new List<WatchedWorker>();
        var from = new JsonCursor(bytes);
        from.Read();
        Json.Expect(ref from, JsonToken.ObjectStart);
        while (Json.NextName(ref from))
        {
            if (from.ValueTextEquals("process"u8))
                process = Json.NextProcessOf(ref from, Guid.Empty);
            else if (from.ValueTextEquals("since"u8))
                since = Json.TimeOf(ref from);
            else if (from.ValueTextEquals("last_look"u8))
                last = Json.TimeOf(ref from);
            else if (from.ValueTextEquals("trouble"u8))
                trouble = Json.TextOf(ref from);
            else if (from.ValueTextEquals("config"u8))
                config = Json.TextOf(ref from);
            else if (from.ValueTextEquals("failing"u8))
                ReadAll(ref from, (ref JsonCursor one) => failing.Add(GapOf(ref one)));
            else if (from.ValueTextEquals("recovered"u8))
                ReadAll(ref from, (ref JsonCursor one) => recovered.Add(FailureOf(ref one)));
            else if (from.ValueTextEquals("workers"u8))
                ReadAll(ref from, (ref JsonCursor one) => workers.Add(WorkerOf(ref one)));
            else
                Json.SkipValue(ref from);
        }
        return process is not { } known ? null : new WatchHealth(known, since, last)
        {
            Trouble = trouble,
            Config = config,
            Failing = [.. failing],
            Recovered = [.. recovered],
            Workers = [.. workers],
        };
    }

    private delegate void TakeOne(ref JsonCursor from);

    private static void ReadAll(ref JsonCursor from, TakeOne take)
    {
        from.Read();
        Json.Expect(ref from, JsonToken.ArrayStart);
        while (Json.NextItem(ref from))
        {
            Json.Expect(ref from, JsonToken.ObjectStart);
            take(ref from);
        }
    }

    private static Gap GapOf(ref JsonCursor from)
    {
        string source = "", scope = "", what = "";
        DateTimeOffset since = default;
        while (Json.NextName(ref from))
        {
            if (from.ValueTextEquals("source"u8))
                source = Json.TextOf(ref from);
            else if (from.ValueTextEquals("scope"u8))
                scope = Json.TextOf(ref from);
            else if (from.ValueTextEquals("what"u8))
                what = Json.TextOf(ref from);
            else if (from.ValueTextEquals("since"u8))
                since = Json.TimeOf(ref from);
            else
                Json.SkipValue(ref from);
        }
        return new Gap(source, scope, what, since);
    }

    private static PastFailure FailureOf(ref JsonCursor from)
    {
        string source = "", what = "";
        DateTimeOffset since = default, until = default;
        while (Json.NextName(ref from))
        {
            if (from.ValueTextEquals("source"u8))
                source = Json.TextOf(ref from);
            else if (from.ValueTextEquals("what"u8))
                what = Json.TextOf(ref from);
            else if (from.ValueTextEquals("since"u8))
                since = Json.TimeOf(ref from);
            else if (from.ValueTextEquals("until"u8))
                until = Json.TimeOf(ref from);
            else
                Json.SkipValue(ref from);
        }
        return new PastFailure(source, what, since, until);
    }

    private static WatchedWorker WorkerOf(ref JsonCursor from)
    {
        string identity = "", key = "", why = "";
        int restarts = 0;
        DateTimeOffset? next = null, breaker = null;
        while (Json.NextName(ref from))
        {
            if (from.ValueTextEquals("identity"u8))
                identity = Json.TextOf(ref from);
            else if (from.ValueTextEquals("key"u8))
                key = Json.TextOf(ref from);
            else if (from.ValueTextEquals("restarts"u8))
                restarts = Json.SmallNumberOf(ref from);
            else if (from.ValueTextEquals("next"u8))
                next = Json.TimeOf(ref from);
            else if (from.ValueTextEquals("breaker"u8))
                breaker = Json.TimeOf(ref from);
            else if (from.ValueTextEquals("why"u8))
                why = Json.TextOf(ref from);
            else
                Json.SkipValue(ref from);
        }
        return new WatchedWorker(identity, key, restarts, next, breaker, why);
    }
}
