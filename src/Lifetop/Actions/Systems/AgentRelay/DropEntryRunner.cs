using System;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Threading;

namespace Lifetop.Actions.Systems.AgentRelay;

/// <summary>Carries out <see cref="DropEntry"/>: only while the daemon is dead, and the entry is the one that was looked at.</summary>
public sealed class DropEntryRunner(TimeProvider time) : IStepRunner
{
    public bool Runs(PlanStep step) => step is DropEntry;

    public StepResult Run(PlanStep step, WorkerPlan worker, CancellationToken cancel)
    {
        var drop = (DropEntry)step;
        return JsonEdit.Apply(drop.Path, json => Change(json, drop), out _) ?? new StepResult(StepOutcome.Done, "taken out");
    }

    private StepResult? Change(JsonObject json, DropEntry drop)
    {
        if (DaemonDeath.Doubt(drop.Daemon, time.GetUtcNow()) is { } doubt)
            return new StepResult(StepOutcome.Skipped, $"{doubt}: the file is its to write");
        if (json[drop.List] is not JsonArray entries)
            return new StepResult(StepOutcome.Failed, $"has no list of {drop.List} that lifetop knows: not touched");
        int found = -1;
        for (int i = 0; i < entries.Count && found < 0; i++)
            if (NameOf(entries[i]) == drop.Agent)
                found = i;
        if (found < 0)
            return new StepResult(StepOutcome.Already, "its entry is gone");
        if (entries[found] is JsonObject entry && PidOf(entry) != drop.Pid)
            return new StepResult(StepOutcome.Skipped, "its entry has another pid by now: ask again");
        if (drop.Pid > 0 && RecordedAgent.Runs(drop.Pid, drop.Agent))
            return new StepResult(StepOutcome.Skipped, $"pid {drop.Pid.ToString(CultureInfo.InvariantCulture)} is the agent, and lives");
        entries.RemoveAt(found);
        return null;
    }

    private static string? NameOf(JsonNode? entry)
    {
        var name = entry is JsonObject fields ? fields["name"] : entry;
        return name is JsonValue value && value.TryGetValue(out string? text) ? text : null;
    }

    private static int PidOf(JsonObject entry) => entry["pid"] is JsonValue value && value.TryGetValue(out int pid) ? pid : 0;
}
