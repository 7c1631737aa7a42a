using System;
using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Lifetop.Model;
using Lifetop.Registry;

namespace Lifetop.Cli.Commands;

/// <summary>What happened and what lifetop did as JSON.</summary>
internal static class HistoryJson
{
    public static void Print(CommandContext context, HistoryTold told)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JsonText.Encoder }))
        {
            json.WriteStartObject();
            json.WriteNumber("schema", JsonOutput.Schema);
            List(json, "transitions", told.Changes, Write);
            List(json, "plans", told.Plans, Write);
            List(json, "tasks", told.Tasks, Write);
            json.WriteEndObject();
        }
        context.Out.WriteBytes(buffer.WrittenSpan);
        context.Out.WriteLine("");
    }

    /// <summary>What was not asked for is left out.</summary>
    private static void List<T>(Utf8JsonWriter json, string name, ImmutableArray<T>? rows, Action<Utf8JsonWriter, T> write)
        where T : class
    {
        if (rows is not { } known)
            return;
        json.WriteStartArray(name);
        foreach (var row in known)
            write(json, row);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, RecordedTask row)
    {
        json.WriteStartObject();
        json.WriteNumber("id", row.Id);
        json.WriteString("name", row.Task.Name);
        json.WriteString("key", row.Key);
        json.WriteString("source", row.Task.Source);
        json.WriteString("status", row.Task.Status);
        json.WriteString("task", row.Task.Task);
        json.WriteString("branch", row.Task.Branch);
        json.WriteString("result_url", row.Task.ResultUrl);
        json.WriteString("summary", row.Task.Summary);
        JsonOutput.Write(json, "created", row.Task.CreatedAt);
        JsonOutput.Write(json, "ended", row.Task.CompletedAt);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, RecordedTransition row)
    {
        json.WriteStartObject();
        json.WriteNumber("id", row.Id);
        JsonOutput.Write(json, "time", row.At);
        json.WriteString("key", row.Key);
        json.WriteString("name", row.Name);
        json.WriteString("source", row.Source);
        json.WriteString("kind", row.Kind.Word());
        json.WriteString("from", row.From?.Word());
        json.WriteString("to", row.To.Word());
        JsonOutput.Write(json, "since", row.Since);
        json.WriteString("note", row.Note);
        json.WriteStartArray("evidence");
        foreach (var evidence in row.Evidence)
        {
            json.WriteStartObject();
            json.WriteString("text", evidence.Render(row.At));
            json.WriteString("source", evidence.Source);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        Number(json, "pid", row.Root?.Pid);
        Number(json, "exit_code", row.ExitCode);
        Number(json, "signal", row.Signal);
        json.WriteString("by", row.By);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, RecordedPlan plan)
    {
        json.WriteStartObject();
        json.WriteNumber("id", plan.Id);
        json.WriteString("action", plan.Action);
        JsonOutput.Write(json, "time", plan.BegunAt);
        JsonOutput.Write(json, "ended", plan.EndedAt);
        json.WriteString("user", plan.User);
        json.WriteString("tty", plan.Terminal);
        json.WriteString("ssh_client", plan.SshClient);
        json.WriteString("via", plan.Via);
        json.WriteString("outcome", plan.Outcome);
        json.WriteString("reason", plan.Reason);
        Seconds(json, plan.Took);
        json.WriteStartArray("workers");
        foreach (string key in plan.Workers)
            json.WriteStringValue(key);
        json.WriteEndArray();
        json.WriteStartArray("steps");
        foreach (var step in plan.Steps)
        {
            json.WriteStartObject();
            json.WriteNumber("n", step.Number);
            json.WriteString("worker", step.Key);
            json.WriteString("what", step.What);
            json.WriteString("target", step.Target);
            json.WriteString("words", step.Words);
            json.WriteString("outcome", step.Outcome);
            json.WriteString("detail", step.Detail);
            JsonOutput.Write(json, "intended", step.IntendedAt);
            Seconds(json, step.Took);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Seconds(Utf8JsonWriter json, TimeSpan? took)
    {
        if (took is { } known)
            json.WriteNumber("seconds", Math.Round(Math.Max(0, known.TotalSeconds), 3));
        else
            json.WriteNull("seconds");
    }

    private static void Number(Utf8JsonWriter json, string name, int? value)
    {
        if (value is { } number)
            json.WriteNumber(name, number);
        else
            json.WriteNull(name);
    }
}
