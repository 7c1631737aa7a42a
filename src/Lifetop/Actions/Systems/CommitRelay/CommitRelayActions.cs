using System;
using System.Globalization;
using Lifetop.Actions.Planning;
using Lifetop.Model;
using Lifetop.Model.Systems;
using Lifetop.Platform;

namespace Lifetop.Actions.Systems.CommitRelay;

/// <summary>
/// commit-relay's own way: specs are never removed but moved on, as its scripts and its runbook do it, and what a dead worker did not use
/// goes back into the budget once, on the way from zombie to archived.
/// </summary>
internal sealed class CommitRelayActions : SystemActions
{
    protected override string Source => "commit-relay";

    public override bool PutsBadFilesAside => true;

    public override string? Refusal(WorkerAction action, WorkerFacts facts, bool discard)
    {
        if (action == WorkerAction.Restart && facts.Worker.Declaration?.System is CommitRelayDaemonFacts daemon)
            return NoCommand(daemon, "[\"PROGRAM\", \"ARGUMENT\"]; LIFETOP_DAEMON tells it which of them");
        if (facts.Worker.Declaration is not { System: CommitRelayFacts spec } declaration)
            return null;
        if (facts.Judged.Verdict.NativeState is CommitRelayVerdict.Pending or CommitRelayVerdict.Starting)
            return "it may be launched at this moment: wait until it has been declared for 60s";
        return action == WorkerAction.Restart ? RestartRefusal(facts, spec, declaration) : null;
    }

    public override PlanStep? Restart(WorkerFacts facts) => facts.Worker.Declaration switch
    {
        { System: CommitRelayDaemonFacts daemon }
            => new StartDaemon(daemon.Wrapper, daemon.Program, daemon.Root ?? daemon.OnlyRoot ?? "") { Variable = "COMMIT_RELAY_HOME", RunsInRoot = true, Log = $"agents/logs/system/{daemon.Program}.log" },
        { System: CommitRelayFacts spec, Type: { } type } declaration => new QueueRestart(spec.Root, spec.Id, type, spec.TaskId, declaration.Owner?.Name),
        _ => null,
    };

    private static string? RestartRefusal(WorkerFacts facts, CommitRelayFacts spec, Declaration declaration)
    {
        if (facts.Judged.Verdict.NativeState is CommitRelayVerdict.Completed || facts.Judged.Verdict.Ended == "completed")
            return "its work is done";
        if (facts.Judged.Verdict.NativeState is CommitRelayVerdict.StuckPending)
            return "it was never launched: the worker daemon launches it";
        if (declaration.Malformed is not null || declaration.Type is null)
            return "its spec names no worker_type, so nobody knows what to start";
        return RestartRules.Refusal(spec);
    }

    public override bool Records(WorkerFacts facts, PlanDraft draft)
    {
        if (facts.Worker.Declaration is not { System: CommitRelayFacts spec, File: { } file } declaration)
            return false;
        string day = facts.Now.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        switch (facts.Judged.Verdict.NativeState)
        {
            case CommitRelayVerdict.Malformed:
                string epoch = facts.Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
                draft.Add(new MoveSpec(file, facts.Record, spec.Root, $"quarantine/{spec.Id}-malformed-{epoch}.json"));
                break;
            case CommitRelayVerdict.Live or CommitRelayVerdict.Silent:
                draft.Add(new EditSpec(file, null, "shutting_down") { EndedAt = facts.Now });
                draft.Add(new MoveSpec(file, default, spec.Root, $"completed/{spec.Id}.json"));
                break;
            case CommitRelayVerdict.Finished:
                string finished = spec.Finished ?? spec.Status;
                draft.Add(new EditSpec(file, facts.Record, finished) { EndedAt = spec.FinishedAt ?? facts.Now });
                draft.Add(new MoveSpec(file, default, spec.Root, $"{finished}/{spec.Id}.json"));
                break;
            case CommitRelayVerdict.Dead or CommitRelayVerdict.Orphan or CommitRelayVerdict.Reused or CommitRelayVerdict.StuckPending:
                string zombie = $"zombie/{day}/{spec.Id}.json";
                draft.Add(new EditSpec(file, facts.Record, "zombie") { CleanedAt = facts.Now, Reason = $"{facts.Judged.Verdict.NativeState}, reaped by lifetop" });
                draft.Add(new MoveSpec(file, default, spec.Root, zombie));
                Archive(spec, MoveSpec.PathOf(spec.Root, zombie), default, declaration, draft);
                break;
            case CommitRelayVerdict.AwaitingCleanup or CommitRelayVerdict.Survivor:
                Archive(spec, file, facts.Record, declaration, draft);
                break;
        }
        return true;
    }

    private static void Archive(CommitRelayFacts spec, string file, FileStamp record, Declaration declaration, PlanDraft draft)
    {
        if (declaration.TokensAllocated is { } allocated && Math.Max(0, allocated - (declaration.TokensUsed ?? 0)) is > 0 and var tokens)
            draft.Add(new ReturnTokens(file, record, spec.Root, tokens));
        draft.Add(new MoveSpec(file, record, spec.Root, $"archived/{spec.Id}.json"));
    }
}
