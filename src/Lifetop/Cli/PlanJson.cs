using System;
using System.Buffers;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Text.Json;
using Lifetop.Actions;
using Lifetop.Model;

namespace Lifetop.Cli;

/// <summary>One thing done to one worker by a verb that needs no plan.</summary>
public sealed record ResultStep(string Key, string What, string Target);

/// <summary>Plans and results as JSON, schema 1: the same object whether something will be done or was. Scripts depend on it, so fields are only added.</summary>
public static class PlanJson
{
    public static ReadOnlySpan<byte> Of(Plan plan)
        => Write(plan.Action.Word(), 0, Planned(plan).Word(), Reason(plan), TimeSpan.Zero, json =>
        {
            int number = 0;
            foreach (var worker in plan.Workers)
                Worker(json, ref number, worker, PlanOutcome.Planned, [], []);
        }, plan.LeftOut);

    public static ReadOnlySpan<byte> Of(PlanResult result)
        => Write(result.Plan.Action.Word(), result.Id, result.Outcome.Word(), result.Reason.Length > 0 ? result.Reason : Reason(result.Plan), result.Took, json =>
        {
            int number = 0;
            foreach (var worker in result.Workers)
                Worker(json, ref number, worker.Plan, worker.Outcome, worker.Steps, worker.Kept);
        }, result.Plan.LeftOut);

    /// <summary>What adopt, forget and their like did: each worker one step.</summary>
    public static ReadOnlySpan<byte> Of(string action, string outcome, string reason, IReadOnlyList<ResultStep> steps, TimeSpan took)
        => Write(action, 0, outcome, reason, took, json =>
        {
            foreach (var step in steps)
            {
                Begin(json, step.Key);
                Step(json, 1, step.What, step.Target, "done", "");
                json.WriteEndArray();
                LeftAlone(json, []);
                json.WriteEndObject();
            }
        }, []);

    /// <summary>Refused when nothing in it may be done, already when nothing need be.</summary>
    public static PlanOutcome Planned(Plan plan)
    {
        int refused = 0, already = 0;
        foreach (var worker in plan.Workers)
        {
            refused += worker.Refusal is null ? 0 : 1;
            already += worker.Already is null ? 0 : 1;
        }
        if (refused + already < plan.Workers.Length)
            return PlanOutcome.Planned;
        return refused > 0 ? PlanOutcome.Refused : PlanOutcome.Already;
    }

    /// <summary>Of one worker its own reason; several have theirs with themselves.</summary>
    private static string Reason(Plan plan) => plan.Workers is [var only] ? only.Refusal ?? only.Already ?? "" : "";

    private static ReadOnlySpan<byte> Write(string action, long id, string outcome, string reason, TimeSpan took, Action<Utf8JsonWriter> workers, ImmutableArray<LeftAlone> leftOut)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JsonText.Encoder }))
        {
            json.WriteStartObject();
            json.WriteNumber("schema", JsonOutput.Schema);
            json.WriteString("action", action);
            if (id > 0)
                json.WriteNumber("plan_id", id);
            else
                json.WriteNull("plan_id");
            json.WriteString("outcome", outcome);
            json.WriteString("reason", reason);
            json.WriteStartArray("workers");
            workers(json);
            json.WriteEndArray();
            json.WriteStartArray("left_out");
            foreach (var left in leftOut)
            {
                json.WriteStartObject();
                json.WriteString("key", left.What);
                json.WriteString("why", left.Why);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteNumber("seconds", Math.Round(took.TotalSeconds, 3));
            json.WriteEndObject();
        }
        buffer.Write("\n"u8);
        return buffer.WrittenSpan;
    }

    /// <param name="number">Steps are counted through all workers, as the journal does.</param>
    private static void Worker(Utf8JsonWriter json, ref int number, WorkerPlan plan, PlanOutcome outcome, ImmutableArray<StepResult?> results, ImmutableArray<LeftAlone> kept)
    {
        Begin(json, plan.Key);
        for (int i = 0; i < plan.Steps.Length; i++)
        {
            var (step, result) = (plan.Steps[i], i < results.Length ? results[i] : null);
            Step(json, ++number, step.What, step.Target, result?.Outcome.Word() ?? (outcome == PlanOutcome.Planned ? outcome.Word() : "not begun"), result?.Detail ?? step.Words, step.Processes, result);
        }
        json.WriteEndArray();
        LeftAlone(json, plan.LeftAlone.AddRange(kept));
        json.WriteString("outcome", (plan.Refusal is not null ? PlanOutcome.Refused : plan.Already is not null ? PlanOutcome.Already : outcome).Word());
        json.WriteString("reason", plan.Refusal ?? plan.Already ?? "");
        json.WriteEndObject();
    }

    private static void Begin(Utf8JsonWriter json, string key)
    {
        json.WriteStartObject();
        json.WriteString("key", key);
        json.WriteStartArray("steps");
    }

    private static void Step(Utf8JsonWriter json, int number, string what, string target, string outcome, string detail, ImmutableArray<PlannedProcess> processes = default, StepResult? result = null)
    {
        json.WriteStartObject();
        json.WriteNumber("n", number);
        json.WriteString("what", what);
        json.WriteString("target", target);
        json.WriteString("outcome", outcome);
        json.WriteString("detail", detail);
        if (result is { Processes.IsEmpty: false })
            Ended(json, result.Processes);
        else if (!processes.IsDefaultOrEmpty)
            Processes(json, processes);
        json.WriteEndObject();
    }

    private static void Processes(Utf8JsonWriter json, ImmutableArray<PlannedProcess> processes)
    {
        json.WriteStartArray("processes");
        foreach (var process in processes)
        {
            BeginProcess(json, process.Process, process.Command);
            json.WriteString("tie", process.Tie);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Ended(Utf8JsonWriter json, ImmutableArray<EndedProcess> processes)
    {
        json.WriteStartArray("processes");
        foreach (var process in processes)
        {
            BeginProcess(json, process.Process, process.Command);
            json.WriteStartArray("signals");
            foreach (string signal in process.Signals)
                json.WriteStringValue(signal);
            json.WriteEndArray();
            json.WriteBoolean("gone", process.Gone);
            json.WriteString("how", process.How);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void BeginProcess(Utf8JsonWriter json, ProcessIdentity process, string command)
    {
        json.WriteStartObject();
        json.WriteNumber("pid", process.Pid);
        json.WriteNumber("start_ticks", process.StartTicks);
        json.WriteString("command", command);
    }

    private static void LeftAlone(Utf8JsonWriter json, ImmutableArray<LeftAlone> all)
    {
        json.WriteStartArray("left_alone");
        foreach (var left in all)
        {
            json.WriteStartObject();
            json.WriteString("what", left.What);
            json.WriteString("why", left.Why);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
