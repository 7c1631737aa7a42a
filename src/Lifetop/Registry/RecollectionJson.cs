using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Model;
using Lifetop.Platform;

namespace Lifetop.Registry;

/// <summary>A recollection as the bytes of memory.json, and back. The boot comes first: identities after it leave theirs out.</summary>
internal static class RecollectionJson
{
    public const int Version = 1;

    public static ReadOnlySpan<byte> Write(Recollection recollection)
    {
        var to = new JsonWriter(512 + recollection.Workers.Length * 600);
        Write(to, recollection);
        return to.Written;
    }

    /// <summary>Null, with the reason, for anything that is not a whole and right recollection.</summary>
    public static Recollection? Read(ReadOnlySpan<byte> bytes, out string reason)
    {
        try
        {
            var from = new JsonCursor(bytes);
            var found = Read(ref from);
            // Steps past the end, so that something behind it is noticed.
            from.Read();
            reason = "";
            return found;
        }
        catch (Exception error) when (RowJson.IsDamage(error))
        {
            reason = "it is torn or damaged: " + error.Message;
            return null;
        }
    }

    private static void Write(JsonWriter to, Recollection recollection)
    {
        to.WriteStartObject();
        to.WriteNumber("schema"u8, Version);
        to.WriteString("boot"u8, recollection.Boot);
        if (recollection.WrittenAt != default)
            Json.Time(to, "written_at"u8, recollection.WrittenAt);
        to.WriteStartArray("declarations"u8);
        foreach (var declared in recollection.Declarations)
            DeclarationJson.Write(to, declared);
        to.WriteEndArray();
        Json.Texts(to, "protected"u8, recollection.Protected);
        to.WriteStartArray("snoozed"u8);
        foreach (var snooze in recollection.Snoozed)
        {
            to.WriteStartObject();
            to.WriteString("identity"u8, snooze.Identity);
            Json.Time(to, "until"u8, snooze.Until);
            to.WriteEndObject();
        }
        to.WriteEndArray();
        to.WriteStartArray("open_plans"u8);
        foreach (var plan in recollection.OpenPlans)
            Write(to, plan, recollection.Boot);
        to.WriteEndArray();
        to.WriteStartArray("workers"u8);
        foreach (var worker in recollection.Workers)
            RememberedJson.Write(to, worker, recollection.Boot);
        to.WriteEndArray();
        to.WriteEndObject();
    }

    private static Recollection Read(ref JsonCursor from)
    {
        from.Read();
        Json.Expect(ref from, JsonToken.ObjectStart);
        int schema = 0;
        Guid boot = default;
        DateTimeOffset writtenAt = default;
        ImmutableArray<string> isProtected = [];
        var declarations = new List<Declaration>();
        var snoozed = new List<Snooze>();
        var openPlans = new List<OpenPlan>();
        var workers = new List<RememberedWorker>();
        while (Json.NextName(ref from))
        {
            if (from.ValueTextEquals("schema"u8))
                schema = Json.SmallNumberOf(ref from);
            else if (from.ValueTextEquals("boot"u8))
                boot = Json.IdOf(ref from);
            else if (from.ValueTextEquals("written_at"u8))
                writtenAt = Json.TimeOf(ref from);
            else if (from.ValueTextEquals("protected"u8))
                isProtected = Json.TextsOf(ref from);
            else if (from.ValueTextEquals("declarations"u8) && Items(ref from))
                while (Json.NextItem(ref from))
                    declarations.Add(DeclarationJson.Read(ref from));
            else if (from.ValueTextEquals("snoozed"u8) && Items(ref from))
                while (Json.NextItem(ref from))
                    snoozed.Add(SnoozeOf(ref from));
            else if (from.ValueTextEquals("open_plans"u8) && Items(ref from))
                while (Json.NextItem(ref from))
                    openPlans.Add(PlanOf(ref from, boot));
            else if (from.ValueTextEquals("workers"u8) && Items(ref from))
                while (Json.NextItem(ref from))
                    workers.Add(RememberedJson.Read(ref from, boot));
            else
                Json.SkipValue(ref from);
        }
        if (schema != Version)
            throw new FormatException("it is of another version");
        return new Recollection
        {
            Boot = boot,
            WrittenAt = writtenAt,
            Declarations = [.. declarations],
            Protected = isProtected,
            Snoozed = [.. snoozed],
            OpenPlans = [.. openPlans],
            Workers = [.. workers],
        };
    }

    private static void Write(JsonWriter to, OpenPlan plan, Guid boot)
    {
        to.WriteStartObject();
        to.WriteNumber("id"u8, plan.Id);
        to.WriteString("action"u8, plan.Action);
        to.WriteString("worker"u8, plan.WorkerIdentity);
        to.WritePropertyName("owner"u8);
        Json.Process(to, plan.Owner, boot);
        Json.Time(to, "begun_at"u8, plan.BegunAt);
        to.WriteNumber("steps_done"u8, plan.StepsDone);
        to.WriteNumber("steps"u8, plan.Steps);
        to.WriteEndObject();
    }

    private static OpenPlan PlanOf(ref JsonCursor from, Guid boot)
    {
        Json.Expect(ref from, JsonToken.ObjectStart);
        long? id = null;
        string? action = null, worker = null;
        ProcessIdentity? owner = null;
        DateTimeOffset begunAt = default;
        int stepsDone = 0, steps = 0;
        while (Json.NextName(ref from))
        {
            if (from.ValueTextEquals("id"u8))
                id = Json.NumberOf(ref from);
            else if (from.ValueTextEquals("action"u8))
                action = Json.TextOf(ref from);
            else if (from.ValueTextEquals("worker"u8))
                worker = Json.TextOf(ref from);
            else if (from.ValueTextEquals("owner"u8))
                owner = Json.NextProcessOf(ref from, boot);
            else if (from.ValueTextEquals("begun_at"u8))
                begunAt = Json.TimeOf(ref from);
            else if (from.ValueTextEquals("steps_done"u8))
                stepsDone = Json.SmallNumberOf(ref from);
            else if (from.ValueTextEquals("steps"u8))
                steps = Json.SmallNumberOf(ref from);
            else
                Json.SkipValue(ref from);
        }
        return new OpenPlan(id ?? throw Json.Lacks("id"), action ?? throw Json.Lacks("action"), worker ?? throw Json.Lacks("worker"),
            owner ?? throw Json.Lacks("owner"), begunAt, stepsDone, steps);
    }

    private static Snooze SnoozeOf(ref JsonCursor from)
    {
        Json.Expect(ref from, JsonToken.ObjectStart);
        string? identity = null;
        DateTimeOffset? until = null;
        while (Json.NextName(ref from))
        {
            if (from.ValueTextEquals("identity"u8))
                identity = Json.TextOf(ref from);
            else if (from.ValueTextEquals("until"u8))
                until = Json.TimeOf(ref from);
            else
                Json.SkipValue(ref from);
        }
        return new Snooze(identity ?? throw Json.Lacks("identity"), until ?? throw Json.Lacks("until"));
    }

    private static bool Items(ref JsonCursor from)
    {
        from.Read();
        Json.Expect(ref from, JsonToken.ArrayStart);
        return true;
    }
}
