using System;
using System.Globalization;
using Lifetop.Actions.Steps;
using Lifetop.Actions.Systems;
using Lifetop.Model;

namespace Lifetop.Actions.Planning;

/// <summary>The steps that end a worker's processes, and for reap those that clean up after it.</summary>
internal static class EndingRules
{
    private const string NotDone = "not done";

    public static void Stop(WorkerFacts facts, TimeSpan grace, PlanDraft draft)
    {
        End(facts, grace, draft);
        if (facts.Worker.Declaration is { Spawned: true, RestartPolicy: not "no" } kept)
            draft.Add(new RestPolicy(kept.RestartPolicy));
        draft.LeaveAlone(facts.Near);
    }

    /// <summary>Before a daemon is started by its own command: an old one is ended, and what it leaves does not keep the new one from coming.</summary>
    public static void ClearTheWay(WorkerFacts facts, TimeSpan grace, PlanDraft draft)
    {
        Stop(facts, grace, draft);
        Records(facts, draft);
    }

    public static void Restart(WorkerFacts facts, TimeSpan grace, PlanDraft draft)
    {
        if (facts.Again?.Start is not { } start)
            return;
        if (start is { Command.IsEmpty: true, Server: { } server, PaneId: { } pane } && facts.Worker.Pane is { Facts.Dead: false })
            draft.Add(new HoldPane(server, pane));
        if (start.Record is { } record)
            draft.Add(new AdoptFirst(record));
        End(facts, grace, draft);
        draft.Add(start);
        draft.LeaveAlone(facts.Near);
    }

    /// <summary>
    /// Processes first, because their pane takes the tree's traces with it; what declares it last, so that whoever finishes this after a
    /// death finds it declared still, with all that is left of it.
    /// </summary>
    public static void Reap(WorkerFacts facts, TimeSpan grace, bool discard, PlanDraft draft)
    {
        End(facts, grace, draft);
        Pane(facts, draft);
        WorktreeRule.Apply(facts, discard, draft);
        if (TaskOf(facts) is { } task)
            draft.Add(new RecordTask(task));
        Records(facts, draft);
        draft.LeaveAlone(facts.Near);
    }

    private static void Records(WorkerFacts facts, PlanDraft draft)
    {
        if (SystemActions.Of(facts.Worker.Source)?.Records(facts, draft) == true)
            return;
        foreach (var file in facts.Files)
            File(file, draft);
    }

    private static void End(WorkerFacts facts, TimeSpan grace, PlanDraft draft)
    {
        var worker = facts.Worker;
        if (!facts.Tree.IsEmpty)
            draft.Add(new EndProcesses(facts.Tree, grace));
        string recorded = worker.Declaration?.Process is { } claim ? $"pid {Number(claim.Pid)}" : "its recorded process";
        if (worker.RootRefused is { } refused)
            draft.LeaveAlone(recorded, refused.StartsWith(recorded + " is ", StringComparison.Ordinal) ? refused[(recorded.Length + 4)..] : refused);
        if (worker.ProcessKeptBy is { } keeper)
            draft.LeaveAlone(recorded, $"it is {keeper}");
        if (worker is { UnreapedBy: { } parent, Root: { } dead })
            draft.LeaveAlone($"dead pid {Number(dead.Pid)}", $"its parent, pid {Number(parent.Pid)}, does not wait for it");
    }

    private static void Pane(WorkerFacts facts, PlanDraft draft)
    {
        if (facts.Worker.Pane?.Facts is not { } pane)
            return;
        if (facts.Worker.OwnsPane)
            draft.Add(ClosePane.Of(pane));
        else if (facts.LivesBelowShell)
            draft.Keep($"pane {pane.PaneId} of {pane.SessionName} and its shell", "it was typed into that shell", $"pane {pane.PaneId} and its shell");
        else
            draft.Keep($"pane {pane.PaneId} of {pane.SessionName}", "it only runs in it", $"pane {pane.PaneId}");
    }

    /// <summary>A link, or anything else that is no plain file, is not ours to follow.</summary>
    private static void File(RemoveFile file, PlanDraft draft)
    {
        if (!file.Stamp.IsRegular && !file.IsOwn)
            draft.Keep(file.Shown, file.Stamp.Exists ? file.Stamp.Describe() : "it cannot be looked at", file.Shown);
        else
            draft.Add(file);
    }

    private static FinishedTask? TaskOf(WorkerFacts facts)
    {
        var (declaration, past, verdict) = (facts.Worker.Declaration, facts.Worker.Past ?? facts.Known, facts.Judged.Verdict);
        var task = new FinishedTask(facts.Worker.Name, facts.Worker.Identity, facts.Worker.Source, StatusOf(facts))
        {
            Task = declaration?.Task ?? past?.Task,
            Branch = declaration?.Branch ?? past?.Branch ?? facts.Worktree?.Branch,
            ResultUrl = declaration?.ResultUrl ?? past?.ResultUrl,
            Summary = declaration?.Summary ?? past?.Summary ?? verdict.MissingResult ?? verdict.LastWords,
            CreatedAt = facts.Worker.StartedAt ?? past?.StartedAt ?? declaration?.WrittenAt,
            CompletedAt = verdict.State.IsAlive() || verdict.State == Lifecycle.Pending || facts.TaskStatus == NotDone ? null : verdict.Since,
        };
        return task is { Task: null, Branch: null, ResultUrl: null } ? null : task;
    }

    private static string StatusOf(WorkerFacts facts) => facts.TaskStatus ?? (facts.State.IsAlive() ? NotDone : facts.Judged.Verdict.Ended switch
    {
        "completed" => "done",
        "failed" or "blocked" => facts.Judged.Verdict.Ended,
        _ => NotDone,
    });

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
