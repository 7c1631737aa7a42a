using System;
using System.Collections.Immutable;
using System.Text.Json;
using Lifetop.Model;
using Lifetop.Model.Query;

namespace Lifetop.Cli;

/// <summary>One worker as JSON: every field always there, null where nothing is known.</summary>
internal static class WorkerJson
{
    public static void Write(Utf8JsonWriter json, WorkerRow row, Safety safety, WatchedWorker? watched)
    {
        json.WriteStartObject();
        json.WriteString("key", row.Key);
        json.WriteString("name", row.Name);
        json.WriteString("source", row.Source);
        json.WriteString("kind", row.Kind.Word());
        json.WriteString("state", row.State.Word());
        JsonOutput.Write(json, "since", row.Verdict.Since);
        Write(json, "state_age_seconds", row.StateAge);
        Write(json, "age_seconds", row.Age);
        Write(json, "pid", row.Pid);
        Write(json, "start_ticks", row.StartTicks);
        WritePane(json, row);
        WriteEvidence(json, row);
        WriteResidue(json, row);
        WriteSafety(json, safety);
        Write(json, "native_state", row.NativeState);
        Write(json, "ended", row.Ended);
        Write(json, "type", row.Type);
        Write(json, "owner", row.Owner);
        Write(json, "priority", row.Priority);
        Write(json, "task", row.Task);
        Write(json, "result_url", row.ResultUrl);
        Write(json, "summary", row.Summary);
        Write(json, "branch", row.Branch);
        Write(json, "worktree", row.Worktree);
        Write(json, "cwd", row.Cwd);
        Write(json, "log", row.Log);
        Write(json, "heartbeat_age_seconds", row.HeartbeatAge);
        Write(json, "health_score", row.HealthScore);
        Write(json, "idle_seconds", row.Idle);
        if (row.Attached is { } attached)
            json.WriteBoolean("attached", attached);
        else
            json.WriteNull("attached");
        Write(json, "tokens_allocated", row.TokensAllocated);
        Write(json, "tokens_used", row.TokensUsed);
        WritePercent(json, "tokens_percent", row.TokensSpent);
        WritePercent(json, "cpu_percent", row.CpuPercent);
        Write(json, "rss_bytes", row.ResidentBytes);
        Write(json, "tree_size", row.TreeSize);
        json.WriteStartArray("ports");
        foreach (int port in row.Ports)
            json.WriteNumberValue(port);
        json.WriteEndArray();
        Write(json, "restarts", row.Restarts);
        WatchJson.WriteBreaker(json, watched);
        Write(json, "exit_code", row.ExitCode);
        Write(json, "signal", row.Signal);
        json.WriteBoolean("protected", row.Judged.Protected);
        JsonOutput.Write(json, "snoozed_until", row.Judged.SnoozedUntil);
        Write(json, "suggested_action", row.Suggestion);
        json.WriteEndObject();
    }

    private static void WritePane(Utf8JsonWriter json, WorkerRow row)
    {
        if (row.Pane is not { } pane)
        {
            json.WriteNull("pane");
            return;
        }
        json.WriteStartObject("pane");
        Write(json, "server", row.Server);
        json.WriteString("session", pane.SessionName);
        json.WriteString("window_id", pane.WindowId);
        json.WriteString("pane_id", pane.PaneId);
        json.WriteEndObject();
    }

    private static void WriteEvidence(Utf8JsonWriter json, WorkerRow row)
    {
        json.WriteStartArray("evidence");
        foreach (var evidence in row.Verdict.Evidence)
        {
            json.WriteStartObject();
            json.WriteString("text", evidence.Render(row.Now));
            json.WriteString("source", evidence.Source);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteResidue(Utf8JsonWriter json, WorkerRow row)
    {
        json.WriteStartArray("residue");
        foreach (var residue in row.Verdict.Residue)
        {
            json.WriteStartObject();
            json.WriteString("kind", residue.Kind);
            json.WriteString("what", residue.What);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteSafety(Utf8JsonWriter json, Safety safety)
    {
        json.WriteStartObject("safe_to_remove");
        json.WriteString("answer", safety.Answer switch { SafetyAnswer.Yes => "yes", SafetyAnswer.No => "no", _ => "unknown" });
        Write(json, "for", safety.For);
        Write(json, "against", safety.Against);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, ImmutableArray<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, string name, string? text)
    {
        if (text is null)
            json.WriteNull(name);
        else
            json.WriteString(name, text);
    }

    private static void Write(Utf8JsonWriter json, string name, long? number)
    {
        if (number is { } known)
            json.WriteNumber(name, known);
        else
            json.WriteNull(name);
    }

    private static void WritePercent(Utf8JsonWriter json, string name, double? percent)
    {
        if (percent is { } known)
            json.WriteNumber(name, Math.Round(known, 1));
        else
            json.WriteNull(name);
    }

    private static void Write(Utf8JsonWriter json, string name, TimeSpan? span)
        => Write(json, name, span is { } known ? (long)known.TotalSeconds : (long?)null);
}
