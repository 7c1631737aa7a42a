using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Threading;
using Lifetop.Actions;
using Lifetop.Actions.Spawning;
using Lifetop.Screens;
using Lifetop.Screens.Acting;

namespace Lifetop.App.Acting;

/// <summary>
/// Plans and carries out what the screen asks for. Each has a thread and a look of its own, so that a grace of one delays neither
/// the next question nor its being cancelled.
/// </summary>
/// <param name="look">Makes a lookout that has not looked yet.</param>
/// <param name="folders">More folders of pid files.</param>
/// <param name="variable">Reads the environment.</param>
public sealed class ActingHandler(Func<Lookout> look, ImmutableArray<string> folders, Func<string, string?> variable) : IEffectHandler
{
    // Guards the list of who is at work; held for a few instructions only.
    private readonly object _gate = new();
    private readonly List<Job> _jobs = [];
    private readonly List<string> _results = [];
    private volatile Action<string>? _told;

    public string Name => "act";

    public bool Handles(Effect effect) => effect is PlanActions or RunPlan or ActAtOnce or SpawnWorker or CancelPlan;

    public bool OutlastsTheScreen => true;

    public bool Supersedes(Effect newer, Effect older) => false;

    public void Run(Effect effect, Inbox inbox)
    {
        switch (effect)
        {
            case PlanActions asked:
                Start(new Job(asked.Number, inbox) { Work = _ => Plan(asked, inbox) });
                break;
            case RunPlan confirmed:
                Begin(confirmed.Number, confirmed.Plan.Action, Meant(confirmed.Plan), WhomOf(confirmed.Plan), inbox, (lookout, _) => confirmed.Plan);
                break;
            case ActAtOnce wanted:
                Begin(wanted.Number, wanted.Request.Action, Identities(wanted.Targets), WhomOf(wanted.Targets), inbox,
                    (lookout, acting) => HeldTargets.Held(acting.Plan(wanted.Request, Identities(wanted.Targets)), wanted.Targets, lookout.Last!));
                break;
            case SpawnWorker spawn:
                inbox.Post(new PlanBegun(spawn.Number, WorkerAction.Spawn, [spawn.Order.Identity], spawn.Order.Name));
                Start(new Job(spawn.Number, inbox) { Acts = true, Work = job => Spawn(spawn, job) });
                break;
            case CancelPlan cancelled:
                Cancel(cancelled.Number);
                break;
            default:
                break;
        }
    }

    public void Dispose()
    {
    }

    /// <summary>The screen is left: what is under way is done to its end. Returns what came of it.</summary>
    /// <param name="told">How far it is.</param>
    public IReadOnlyList<string> Finish(Action<string> told)
    {
        _told = told;
        while (AtWork() is { } thread)
            thread.Join();
        return _results;
    }

    private void Plan(PlanActions asked, Inbox inbox)
    {
        using var lookout = look();
        lookout.LookOnce(folders);
        var acting = new Acting(lookout);
        var plan = asked.Request.Action == WorkerAction.Sweep
            ? acting.PlanSweep()
            : HeldTargets.Held(acting.Plan(asked.Request, Identities(asked.Targets)), asked.Targets, lookout.Last!);
        inbox.Post(new Planned(asked.Number, plan, Unrecordable(lookout)));
    }

    /// <summary>Better said before than after the question; who is only busy now may have time then.</summary>
    private static string? Unrecordable(Lookout lookout)
    {
        using var registry = lookout.OpenRegistry(out string missing);
        if (registry is null)
            return $"nothing is done unrecorded: {missing}";
        var status = registry.Check();
        return status.IsUsable || status.State == Registry.RegistryState.Busy ? null : $"nothing is done unrecorded: {status.Message}";
    }

    private void Begin(int number, WorkerAction action, ImmutableArray<string> identities, string whom, Inbox inbox, Func<Lookout, Acting, Plan> plan)
    {
        inbox.Post(new PlanBegun(number, action, identities, whom));
        Start(new Job(number, inbox)
        {
            Acts = true,
            Work = job =>
            {
                using var lookout = look();
                lookout.LookOnce(folders);
                var acting = new Acting(lookout);
                var result = acting.Run(plan(lookout, acting), ActorOf.This("screen", variable), words => Tell(words, number, inbox), job.Cancelled.Token);
                Tell(result, number, inbox);
            },
        });
    }

    private void Spawn(SpawnWorker wanted, Job job)
    {
        var order = SpawnPaths.Whole(wanted.Order, variable);
        using var lookout = look();
        lookout.LookOnce(folders);
        var actor = ActorOf.This("screen", variable);
        var spawner = new Spawner(lookout, SpawnWords.Fields);
        if ((new Acting(lookout).UndoSpawns(order.Identity, actor, job.Cancelled.Token) ?? spawner.Refusal(order)) is { } refusal)
            job.Inbox.Post(new PlanBroken(job.Number, ResultText.Refused(WorkerAction.Spawn, order.Name, refusal), Outcome.Refused));
        else
            Tell(spawner.Run(order, actor, words => Tell($"spawning {order.Name}: {words}", job.Number, job.Inbox), job.Cancelled.Token), job.Number, job.Inbox);
    }

    private void Tell(string words, int number, Inbox inbox)
    {
        if (_told is { } told)
            told(words);
        else
            inbox.Post(new PlanProgress(number, words));
    }

    private void Tell(PlanResult result, int number, Inbox inbox)
    {
        inbox.Post(new PlanEnded(number, result));
        if (_told is null)
            return;
        lock (_gate)
            foreach (var worker in result.Workers)
                _results.Add(ResultText.Of(result.Plan.Action, worker));
    }

    private void Start(Job job)
    {
        job.Thread = new Thread(() => Work(job), 1024 * 1024) { IsBackground = true, Name = Name };
        // Who is on the list can be waited for, and nobody is off it before being on it.
        lock (_gate)
        {
            _jobs.Add(job);
            job.Thread.UnsafeStart();
        }
    }

    private void Work(Job job)
    {
        try
        {
            job.Work(job);
        }
        catch (Exception mistake) when (mistake is not OutOfMemoryException)
        {
            job.Inbox.Post(new PlanBroken(job.Number, $"a mistake of lifetop's own: {mistake.Message}"));
        }
        lock (_gate)
            _jobs.Remove(job);
    }

    private void Cancel(int number)
    {
        lock (_gate)
            foreach (var job in _jobs)
                if (job.Number == number)
                    job.Cancelled.Cancel();
    }

    private Thread? AtWork()
    {
        lock (_gate)
            foreach (var job in _jobs)
                if (job.Acts)
                    return job.Thread;
        return null;
    }

    private static ImmutableArray<string> Meant(Plan plan)
    {
        var identities = ImmutableArray.CreateBuilder<string>();
        foreach (var worker in plan.Workers)
            if (worker.Refusal is null && worker.Already is null)
                identities.Add(worker.Identity);
        return identities.DrainToImmutable();
    }

    private static ImmutableArray<string> Identities(ImmutableArray<ActionTarget> targets)
    {
        var identities = ImmutableArray.CreateBuilder<string>(targets.Length);
        foreach (var target in targets)
            identities.Add(target.Identity);
        return identities.MoveToImmutable();
    }

    private static string WhomOf(Plan plan) => plan.Workers is [var only] ? only.Name : Workers(plan.Workers.Length);

    private static string WhomOf(ImmutableArray<ActionTarget> targets) => targets is [var only] ? only.Name : Workers(targets.Length);

    private static string Workers(int count) => count.ToString(CultureInfo.InvariantCulture) + " workers";

    private sealed class Job(int number, Inbox inbox)
    {
        public int Number => number;
        public Inbox Inbox => inbox;
        public CancellationTokenSource Cancelled { get; } = new();
        public required Action<Job> Work { get; init; }

        /// <summary>It changes the world; else it only looks, and nobody need wait for it.</summary>
        public bool Acts { get; init; }
        public Thread? Thread { get; set; }
    }
}
