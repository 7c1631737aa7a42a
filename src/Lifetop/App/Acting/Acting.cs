using System;
using System.Collections.Generic;
using System.Threading;
using Lifetop.Actions;
using Lifetop.Actions.Ending;
using Lifetop.Actions.Planning;
using Lifetop.Actions.Restarts;
using Lifetop.Actions.Running;
using Lifetop.Actions.Spawning;
using Lifetop.Actions.Steps;
using Lifetop.Actions.Sweeping;
using Lifetop.Actions.Systems;
using Lifetop.Actions.Systems.AgentRelay;
using Lifetop.Actions.Systems.CommitRelay;
using Lifetop.Actions.Systems.EveryCode;
using Lifetop.Actions.Systems.Multiclaude;
using Lifetop.Actions.Systems.Orchestrator;
using Lifetop.Judgement;
using Lifetop.Model;
using Lifetop.Registry;

namespace Lifetop.App.Acting;

/// <summary>
/// Doing something to workers, the same for command line, screen and watch: a look of its own, the plan made from it, the plan carried out,
/// and what came of it seen, recorded and remembered. Belongs to the thread that acts.
/// </summary>
/// <param name="lookout">The actor's own; has looked, or looks when asked for a plan.</param>
public sealed class Acting(Lookout lookout)
{
    /// <summary>A closed pane or a removed file may take so long to be gone from what sources say.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    /// <summary>Where the record goes if the registry cannot take it; null refuses then.</summary>
    public Action<string>? Unrecorded { get; init; }

    /// <summary>What would be done to these workers, by identity, as they are in the last look. One that is not in it is refused.</summary>
    public Plan Plan(PlanRequest request, IReadOnlyList<string> identities)
    {
        var roster = lookout.Last ?? lookout.LookOnce([]);
        var reader = new FactReader(lookout);
        var facts = new List<WorkerFacts>(identities.Count);
        var missing = new List<WorkerPlan>();
        foreach (string identity in identities)
        {
            if (Find(roster, identity) is { } judged)
                facts.Add(reader.Of(judged, request.Action, request.Part));
            else if (BareProcess.Find(identity, lookout.Engine!.Observer.Census) is { } process) // a look was made
                facts.Add(reader.Of(process, request.Action));
            else
                missing.Add(new WorkerPlan { Identity = identity, Key = identity, Name = identity, Refusal = "nothing is known of it any more" });
        }
        var plan = Planner.Of(request, facts, GraceFor(facts));
        return missing.Count == 0 ? plan : plan with { Workers = plan.Workers.AddRange(missing) };
    }

    /// <summary>What a sweep would take of what the last look saw, and of what the registry has of plans that nobody is at any more.</summary>
    /// <param name="wanted">Those it is asked about; null for all, plans included.</param>
    /// <param name="force">Takes those in that listen or have a client attached.</param>
    public Plan PlanSweep(Func<JudgedWorker, bool>? wanted = null, bool force = false)
    {
        var roster = lookout.Last ?? lookout.LookOnce([]);
        var reader = new FactReader(lookout);
        var facts = new List<WorkerFacts>();
        foreach (var judged in roster.Workers)
            if ((SweepRules.Concerns(judged) || reader.IsHalfReaped(judged)) && wanted?.Invoke(judged) != false)
                facts.Add(reader.Of(judged, WorkerAction.Sweep));
        return SweepPlan.Of(facts, wanted is null ? LeftPlans.Of(lookout) : [], force, GraceFor(facts), roster.Time);
    }

    /// <summary>Undoes the half-made workers of this identity, whose lifetop died over them; null when none is left, else why one is.</summary>
    public string? UndoSpawns(string identity, Actor actor, CancellationToken cancel)
    {
        var now = lookout.Time.GetUtcNow();
        var left = LeftPlans.Of(lookout).FindAll(plan => plan.Spawn?.Identity == identity);
        if (left.Count == 0)
            return null;
        var result = Run(UndoOf(left, now), actor, null, cancel);
        return result.Outcome == PlanOutcome.Done ? null : result.Reason.Length > 0 ? result.Reason : string.Join("; ", Array.ConvertAll([.. result.Workers], worker => ResultText.Of(WorkerAction.Sweep, worker)));
    }

    internal static Plan UndoOf(List<LeftPlan> left, DateTimeOffset now)
        => new() { Action = WorkerAction.Sweep, Workers = [.. left.ConvertAll(plan => SweepPlan.PlanOf(plan, now))] };

    /// <summary>Carries it out, and looks again until what was reaped is seen to be so.</summary>
    public PlanResult Run(Plan plan, Actor actor, Action<string>? progress, CancellationToken cancel)
    {
        // A plan can only be written about workers that the registry knows.
        lookout.Record(keepOpen: false);
        var result = Recorded(plan, actor, progress, cancel);
        if (result.Outcome != PlanOutcome.Refused)
            Settle(result);
        return result;
    }

    private PlanResult Recorded(Plan plan, Actor actor, Action<string>? progress, CancellationToken cancel)
    {
        using var registry = lookout.OpenRegistry(out string missing);
        string? trouble = registry is null ? missing : registry.Check() is { IsUsable: false } status ? status.Message : null;
        if (trouble is not null && Unrecorded is { } say)
            return Run(plan, new UnrecordedJournal(say), new UnrecordedTasks(say), progress, cancel);
        if (registry is null)
            return new PlanResult { Plan = plan, Outcome = PlanOutcome.Refused, Reason = $"nothing is done unrecorded: {missing}" };
        var journal = PlanJournals.Of(lookout, registry, actor, progress, cancel);
        return Run(plan, journal, new TaskHistory(registry), progress, cancel);
    }

    private PlanResult Run(Plan plan, IPlanJournal journal, ITaskHistory tasks, Action<string>? progress, CancellationToken cancel)
    {
        var world = new EngineWorld(lookout.Engine!, lookout.Last, lookout.Time); // a plan needed a look
        List<IStepRunner> runners =
        [
            new SignalRunner(world, lookout.Time), new ClosePaneRunner(), new RemoveFileRunner(), new RemoveWorktreeRunner(), new RemoveBranchRunner(), new JournalledRunner(),
            new TypeLineRunner(), new DetachClientsRunner(), new RecordRunner(lookout.Records), new ResetBreakerRunner(lookout.Records, world), new TaskRecording(tasks, lookout.Time), new HoldPaneRunner(),
            new SpecRunner(), new RecalculateBudgetRunner(lookout.Time), new CompleteAgentRunner(), new RestartAgentRunner(), new ReleaseAgentRunner(), new DropEntryRunner(lookout.Time), new RemoveDaemonFileRunner(lookout.Time),
            new RemoveSessionFileRunner(world, lookout.Time), new ReconcileCleanupRunner(world), new StartDaemonRunner(world, lookout.Time), new QueueRestartRunner(world, lookout.Time), new RemoveAnchorRunner(lookout.Time),
            new DropPlanRunner(journal as PlanJournal, world, lookout.Time),
        ];
        if (lookout.Paths.StateFolder is { } state)
        {
            runners.Add(new UndoSpawnRunner(world, state, lookout.Settings.SpawnSession, lookout.Records.Declared, lookout.Records.Withdraw, plan => Drop(journal as PlanJournal, plan), lookout.Time));
            runners.Add(new StartAgainRunner(world, Spawner.SessionOf(lookout), state, lookout.Records.Declare, lookout.Time));
        }
        return new Executor(world, journal, new ProcessEnding(world, lookout.Time), runners, lookout.Time) { Progress = progress }.Run(plan, cancel);
    }

    /// <summary>What is reaped is cleaned, also where nothing but its record was left; a listing from before may take a moment to go.</summary>
    private void Settle(PlanResult result)
    {
        var past = lookout.Engine!.Past;
        long began = lookout.Time.GetTimestamp();
        while (true)
        {
            foreach (var worker in result.Workers)
                if (IsReaped(result.Plan, worker) && past.Find(worker.Plan.Identity, worker.Plan.AlsoKnownAs) is { } known)
                    past.MarkCleaned(known.Identity, lookout.Time.GetUtcNow(), known.Kept ?? Kept(worker), known.Reaped);
            var roster = lookout.LookAgain();
            if (AreCleaned(result, roster) || lookout.Time.GetElapsedTime(began) > Settling)
                break;
            lookout.Wait(BetweenLooks);
        }
        lookout.Record(keepOpen: false);
        lookout.Remember();
    }

    private string? Drop(PlanJournal? journal, long plan)
        => journal is null ? "the registry cannot be written" : journal.Drop(plan, lookout.Time.GetUtcNow());

    /// <summary>All of a plan have one grace: the longest that the config gives to any of them, by its type or else its source.</summary>
    private TimeSpan GraceFor(List<WorkerFacts> facts)
    {
        var (usual, named) = (lookout.Settings.Grace, lookout.Settings.GraceOf);
        TimeSpan? longest = null;
        foreach (var one in facts)
        {
            var its = named.Of(one.Worker.Type, one.Worker.Source) ?? usual;
            longest = longest is { } other && other > its ? other : its;
        }
        return longest ?? usual;
    }

    private static string? Kept(WorkerResult worker) => ResultText.KeptNote(worker) is { Length: > 0 } kept ? kept : null;

    private static bool IsReaped(Plan plan, WorkerResult worker)
        => plan.Action is WorkerAction.Reap or WorkerAction.ReapNow or WorkerAction.Sweep && worker.Plan.Steps is not [ArchiveRecord or DropPlan or UndoSpawn, ..] && worker is { Outcome: PlanOutcome.Done or PlanOutcome.Already, Plan: { Refusal: null, Already: null } };

    private static bool AreCleaned(PlanResult result, Roster roster)
    {
        foreach (var worker in result.Workers)
            if (IsReaped(result.Plan, worker) && Find(roster, worker.Plan.Identity) is { Verdict.State: not Lifecycle.Cleaned, Worker.Declaration.System: not { IsMissed: true } })
                return false;
        return true;
    }

    private static JudgedWorker? Find(Roster roster, string identity)
    {
        foreach (var judged in roster.Workers)
            if (judged.Worker.Identity == identity)
                return judged;
        foreach (var judged in roster.Workers)
            if (Identities.IsAbout(identity, judged.Worker))
                return judged;
        return null;
    }
}
