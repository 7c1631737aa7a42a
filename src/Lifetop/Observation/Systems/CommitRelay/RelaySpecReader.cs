using System;
using System.Collections.Generic;
using Lifetop.Model;
using Lifetop.Observation.Sources;
using Lifetop.Platform;

namespace Lifetop.Observation.Systems.CommitRelay;

/// <summary>
/// Bytes of a worker spec to its fields; pure. All four shapes are read by one reader, since none uses a name of another for something else.
/// What a worker proves itself with (<c>identity</c>) is passed over unread.
/// </summary>
internal static class RelaySpecReader
{
    /// <summary>Null with the reason when it is no JSON object or names no worker.</summary>
    public static RelaySpec? Read(ReadOnlySpan<byte> text, List<Evidence> remarks, out string wrong)
    {
        wrong = "";
        var json = new JsonFields(text, CommitRelaySource.Label, remarks);
        try
        {
            if (!json.Begin())
            {
                wrong = "not a JSON object";
                return null;
            }
            var spec = new RelaySpec();
            while (json.Next() is { } name)
                Take(name, ref json, spec);
            json.End();
            wrong = spec.WorkerId is null ? "no worker_id in it" : "";
            return spec.WorkerId is null ? null : spec;
        }
        catch (JsonFault torn)
        {
            wrong = torn.Words;
            return null;
        }
    }

    private static void Take(string name, ref JsonFields json, RelaySpec to)
    {
        switch (name)
        {
            case "worker_id": to.WorkerId = Word(ref json); break;
            case "worker_type": to.Type = Word(ref json) ?? to.Type; break;
            case "type": to.Type ??= Word(ref json); break;
            case "created_by": to.CreatedBy = Word(ref json); break;
            case "parent_master": to.ParentMaster = Word(ref json); break;
            case "execution_manager": to.Manager = Word(ref json); break;
            case "task_id": to.TaskId = Word(ref json); break;
            case "task_data": TakeTask(ref json, to); break;
            case "priority": to.Priority = json.TextOrNumber(); break;
            case "status": to.Status = Word(ref json); break;
            case "created_at": to.CreatedAt = Time(ref json); break;
            case "started_at": to.StartedAt = Time(ref json) ?? to.StartedAt; break;
            case "completed_at": to.CompletedAt = Time(ref json) ?? to.CompletedAt; break;
            case "last_heartbeat": to.Beat(Time(ref json)); break;
            case "tokens_used": to.Use(Count(ref json)); break;
            case "token_budget": TakeBudget(ref json, to); break;
            case "context": TakeContext(ref json, to); break;
            case "resources": TakeResources(ref json, to); break;
            case "execution": TakeExecution(ref json, to); break;
            case "heartbeat": TakeHeartbeat(ref json, to); break;
            case "results": TakeResults(ref json, to); break;
            case "cleanup": TakeCleanup(ref json, to); break;
            case "zombie_detected_at": to.ZombieAt = Time(ref json); break;
            case "zombie_reason": to.ZombieReason = Word(ref json); break;
            case "pid": TakePid(ref json, to); break;
            default: json.Skip(); break;
        }
    }

    /// <summary>null, "" and a missing field all mean that nothing was said.</summary>
    private static string? Word(ref JsonFields json) => json.Text() is { Length: > 0 } word ? word : null;

    private static DateTimeOffset? Time(ref JsonFields json)
    {
        if (Word(ref json) is not { } text)
            return null;
        var time = TimeText.Parse(text);
        if (time is null)
            json.Remark("is no time with an offset; ignored");
        return time;
    }

    private static long? Count(ref JsonFields json) => json.Whole(0, long.MaxValue);

    private static void TakePid(ref JsonFields json, RelaySpec to)
    {
        bool isMissing = json.IsNull;
        long? pid = json.Whole(0, int.MaxValue);
        to.IsPidWrong = pid is null && !isMissing;
        to.Pid = pid is null or 0 ? null : (int)pid;
    }

    private static void TakeTask(ref JsonFields json, RelaySpec to)
    {
        if (!json.Object())
            return;
        while (json.Next("task_data") is { } name)
        {
            switch (name)
            {
                case "id": to.TaskId ??= Word(ref json); break;
                case "title": to.TaskTitle = Word(ref json); break;
                case "priority": to.Priority ??= json.TextOrNumber(); break;
                default: json.Skip(); break;
            }
        }
    }

    private static void TakeBudget(ref JsonFields json, RelaySpec to)
    {
        if (json.IsNull || !json.Object())
            return;
        while (json.Next("token_budget") is { } name)
        {
            switch (name)
            {
                case "allocated": to.TokensAllocated = Count(ref json); break;
                case "used": to.Use(Count(ref json)); break;
                default: json.Skip(); break;
            }
        }
    }

    private static void TakeContext(ref JsonFields json, RelaySpec to)
    {
        if (!json.Object())
            return;
        while (json.Next("context") is { } name)
        {
            if (name == "priority")
                to.Priority ??= json.TextOrNumber();
            else
                json.Skip();
        }
    }

    private static void TakeResources(ref JsonFields json, RelaySpec to)
    {
        if (!json.Object())
            return;
        while (json.Next("resources") is { } name)
        {
            switch (name)
            {
                case "token_budget" or "token_allocation": to.TokensAllocated = Count(ref json) ?? to.TokensAllocated; break;
                case "timeout_minutes" or "time_limit_minutes": to.TimeLimitMinutes = json.Number() ?? to.TimeLimitMinutes; break;
                default: json.Skip(); break;
            }
        }
    }

    private static void TakeExecution(ref JsonFields json, RelaySpec to)
    {
        if (!json.Object())
            return;
        while (json.Next("execution") is { } name)
        {
            switch (name)
            {
                case "started_at": to.StartedAt = Time(ref json) ?? to.StartedAt; break;
                case "completed_at": to.CompletedAt = Time(ref json) ?? to.CompletedAt; break;
                case "failed_at": to.FailedAt = Time(ref json); break;
                case "tokens_used": to.Use(Count(ref json)); break;
                case "last_heartbeat": to.Beat(Time(ref json)); break;
                case "progress_message": to.Progress = Word(ref json); break;
                case "error": to.Error = Word(ref json); break;
                case "exit_code": to.ExitCode = (int?)json.Whole(0, 255); break;
                default: json.Skip(); break;
            }
        }
    }

    private static void TakeHeartbeat(ref JsonFields json, RelaySpec to)
    {
        if (!json.Object())
            return;
        while (json.Next("heartbeat") is { } name)
        {
            switch (name)
            {
                case "last_heartbeat" or "last_seen": to.Beat(Time(ref json)); break;
                case "health_score": to.Health ??= ManifestReader.Health(json.Number(), ref json); break;
                case "missed_count": to.Missed = (int?)json.Whole(0, int.MaxValue); break;
                case "health": TakeHealth(ref json, to); break;
                default: json.Skip(); break;
            }
        }
    }

    private static void TakeHealth(ref JsonFields json, RelaySpec to)
    {
        if (!json.Object())
            return;
        while (json.Next("heartbeat.health") is { } name)
        {
            switch (name)
            {
                case "status": to.HealthWord = Word(ref json); break;
                case "health_score": to.Health = ManifestReader.Health(json.Number(), ref json) ?? to.Health; break;
                case "tokens_used": to.Use(Count(ref json)); break;
                case "last_activity": to.LastActivity = Word(ref json); break;
                default: json.Skip(); break;
            }
        }
    }

    private static void TakeResults(ref JsonFields json, RelaySpec to)
    {
        if (!json.Object())
            return;
        while (json.Next("results") is { } name)
        {
            if (name == "summary")
                to.Summary = Word(ref json);
            else
                json.Skip();
        }
    }

    private static void TakeCleanup(ref JsonFields json, RelaySpec to)
    {
        if (!json.Object())
            return;
        while (json.Next("cleanup") is { } name)
        {
            switch (name)
            {
                case "cleaned_at": to.CleanedAt = Time(ref json); break;
                case "tokens_returned": to.AreTokensReturned = Count(ref json) is not null; break;
                case "reason": to.ZombieReason ??= Word(ref json); break;
                default: json.Skip(); break;
            }
        }
    }
}
