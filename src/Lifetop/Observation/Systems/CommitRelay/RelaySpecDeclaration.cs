using System;
using System.Collections.Generic;
using System.Globalization;
using Lifetop.Model;
using Lifetop.Model.Systems;

namespace Lifetop.Observation.Systems.CommitRelay;

/// <summary>A spec's fields to a declaration, as far as the spec alone tells; pure.</summary>
internal sealed class RelaySpecDeclaration(RelaySpec spec, CommitRelayFacts facts, List<Evidence> remarks)
{
    private const double LongestLimit = 525_600; // a year of minutes
    private static readonly TimeSpan HeartbeatLimit = TimeSpan.FromSeconds(300);

    public Declaration Build(Declaration named)
    {
        Remark();
        var declaredAt = spec.CreatedAt ?? spec.StartedAt ?? named.WrittenAt;
        var says = Says();
        return named with
        {
            Type = spec.Type,
            WrittenAt = declaredAt,
            Process = spec.Pid is { } pid ? Claim(pid, facts) : null,
            Owner = (spec.ParentMaster ?? spec.CreatedBy ?? spec.Manager) is { } owner ? new OwnerClaim(owner) : null,
            LastBeat = spec.LastBeat,
            HeartbeatLimit = HeartbeatLimit,
            Task = spec switch
            {
                { TaskId: { } id, TaskTitle: { } title } => $"{id}: {title}",
                _ => spec.TaskId ?? spec.TaskTitle,
            },
            Priority = spec.Priority,
            Summary = spec.Summary ?? spec.Error,
            HealthScore = spec.Health,
            TokensAllocated = spec.AreTokensReturned ? null : spec.TokensAllocated,
            TokensUsed = spec.TokensUsed,
            ExitCode = says == DeclaredState.Nothing ? null : spec.ExitCode,
            NativeState = spec.Status,
            Says = says,
            SaysSince = says == DeclaredState.Nothing ? null : EndedAt(),
            Remarks = [.. remarks],
            System = facts with
            {
                Status = spec.Status ?? "",
                TaskId = spec.TaskId,
                DeclaredAt = spec.StartedAt is { } started && started > declaredAt ? started : declaredAt,
                StartedAt = spec.StartedAt,
                TimeLimit = spec.TimeLimitMinutes is > 0 and <= LongestLimit ? TimeSpan.FromMinutes(spec.TimeLimitMinutes.Value) : null,
                EndedAt = facts.Folder == CommitRelayFolder.Active ? null : EndedAt(),
            },
        };
    }

    /// <summary>Ours is who names the worker in its command line, or works in the worker's folder. A pid file's age says nothing.</summary>
    public static ProcessClaim Claim(int pid, CommitRelayFacts of) => new(pid) { IsOfAnyAge = true, Mention = of.Id, OrFolder = WorkerFolder.PathOf(of.Root, of.Id) };

    private DeclaredState Says() => facts.Folder switch
    {
        CommitRelayFolder.Completed => DeclaredState.Completed,
        CommitRelayFolder.Failed => DeclaredState.Failed,
        _ => DeclaredState.Nothing,
    };

    private DateTimeOffset? EndedAt() => spec.CleanedAt ?? spec.CompletedAt ?? spec.FailedAt ?? spec.ZombieAt ?? spec.LastBeat ?? spec.StartedAt ?? spec.CreatedAt;

    private void Remark()
    {
        if (spec.WorkerId != facts.Id)
            Add("worker_id", $"its worker_id is {spec.WorkerId}, its file is named {facts.Id}");
        if (spec.HealthWord is { } health and not "healthy")
            Add("health", $"its last heartbeat says {health}");
        if (spec.Missed is > 0 and var missed)
            Add("health", $"{missed.ToString(CultureInfo.InvariantCulture)} heartbeats missed");
        if ((spec.Progress ?? spec.LastActivity) is { } doing)
            Add("last activity", doing);
        if (spec.ZombieReason is { } reason)
            Add("cleanup", $"their cleanup says: {reason}");
        if (spec.Error is { } error && spec.Summary is not null)
            Add("error", error);
    }

    private void Add(string label, string text) => remarks.Add(new Evidence(text, CommitRelaySource.Label) { Label = label });
}
