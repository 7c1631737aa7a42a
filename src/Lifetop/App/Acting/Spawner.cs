using System;
using System.Collections.Immutable;
using System.Threading;
using Lifetop.Actions;
using Lifetop.Actions.Spawning;
using Lifetop.Actions.Steps;
using Lifetop.Model;
using Lifetop.Observation.Tmux;
using Lifetop.Registry;

namespace Lifetop.App.Acting;

/// <summary>Starts a command as a new worker: checked before anything is made, made part by part, and all of it or nothing.</summary>
/// <param name="lookout">The actor's own; has looked.</param>
/// <param name="words">What the parts of an order are called where it is given.</param>
public sealed class Spawner(Lookout lookout, SpawnWords words)
{
    /// <summary>Why it cannot be spawned; null when nothing speaks against it.</summary>
    public string? Refusal(SpawnOrder order)
        => lookout.Paths.Missing ?? SpawnCheck.Refusal(order, words, lookout.Last!, Declared, lookout.Settings.TokenBudget); // a look came before

    public PlanResult Run(SpawnOrder order, Actor actor, Action<string>? progress, CancellationToken cancel)
    {
        var none = new Plan { Action = WorkerAction.Spawn, Workers = [Planned(order, [])] };
        if (SessionOf(lookout).Refusal() is { } distrust)
            return Refused(none, distrust);
        using var registry = lookout.OpenRegistry(out string missing);
        if (registry is null)
            return Refused(none, $"nothing is spawned unrecorded: {missing}");
        var replaced = Replaced(order);
        var parts = Parts(order, replaced);
        var plan = none with { Workers = [Planned(order, [.. Array.ConvertAll(parts, static part => (PlanStep)part.Step)])] };
        var journal = PlanJournals.Of(lookout, registry, actor, progress, cancel);
        var result = new Spawning(journal, lookout.Time) { Progress = progress }.Run(plan, parts, () => TakenMeanwhile(order, replaced, registry), cancel);
        lookout.HearOf(registry);
        if (result.Outcome != PlanOutcome.Refused)
            lookout.LookAndRemember();
        return result;
    }

    private ImmutableArray<Declaration> Declared => lookout.Engine!.Past.Recollection.Declarations;

    /// <summary>lifetop's own, which need not be there.</summary>
    internal static OwnSession SessionOf(Lookout lookout)
        => new(lookout.Settings.SpawnSocket ?? new ServerDiscovery([], below: null).DefaultSocket, lookout.Settings.SpawnSession);

    /// <param name="order">What is wanted.</param>
    /// <param name="replaced">What stood at its name when it was checked.</param>
    private SpawnPart[] Parts(SpawnOrder order, Declaration? replaced)
    {
        var folder = new WorkerFolder(lookout.Paths.StateFolder!, order.Name); // without one it was refused
        var session = SessionOf(lookout);
        var window = new WindowPart(session, order, folder, lookout.Settings.SpawnSession);
        SpawnPart[] parts =
        [
            new FilesPart(folder, order.Variables),
            window,
            new LogPart(session, window, folder),
            new RecordPart(order, window, folder, lookout.Engine!.Boot, lookout.Time, declaration => lookout.Records.Declare(declaration, replaced, all => TokensRefusal(order, all)), lookout.Records.Withdraw),
            new StartPart(order, window, folder, Variables.OfOurselves(), lookout.Time),
        ];
        return order.Worktree is { } worktree ? [new BranchPart(worktree), new WorktreePart(worktree), .. parts] : parts;
    }

    private string? TokensRefusal(SpawnOrder order, ImmutableArray<Declaration> declared)
        => SpawnCheck.Tokens(order, words, lookout.Last!, declared, lookout.Settings.TokenBudget); // a look came before

    private Declaration? Replaced(SpawnOrder order)
    {
        foreach (var declaration in Declared)
            if (declaration.Identity == order.Identity)
                return declaration;
        return null;
    }

    /// <summary>Between our look and our turn somebody else may have taken the name. By then that is in what we recollect, too.</summary>
    private static string? TakenMeanwhile(SpawnOrder order, Declaration? replaced, RegistryFile registry)
    {
        string? declared = null;
        var status = registry.Read(connection => declared = Journal.Declared(connection, order.Identity));
        if (!status.IsUsable)
            return status.Message;
        return declared is null || Journal.IsSame(declared, replaced) ? null : $"the name {order.Name} has just been taken: lifetop why {ShellWord.Of(order.Key.Text)}";
    }

    private static WorkerPlan Planned(SpawnOrder order, ImmutableArray<PlanStep> steps)
        => new() { Identity = order.Identity, Key = order.Key.Text, Name = order.Name, Steps = steps, Makes = order.Worktree };

    private static PlanResult Refused(Plan plan, string reason) => new() { Plan = plan, Outcome = PlanOutcome.Refused, Reason = reason };
}
