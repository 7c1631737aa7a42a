using Lifetop.Model;

namespace Lifetop.Judgement;

/// <summary>How a worker ended: told by tmux, its source, a held pidfd or the kernel while nobody has waited for it; otherwise unknown, never guessed.</summary>
internal static class Endings
{
    public static Ending? Of(Worker worker, PastWorker past)
    {
        if (worker.Pane is { Facts: { Dead: true } pane } && worker.OwnsPane && (pane.ExitStatus is not null || pane.ExitSignal is not null))
            return past.Last?.Verdict.Ending is { Source: "tmux" } same && same.ExitCode == (pane.ExitSignal is null ? pane.ExitStatus : null) && same.Signal == pane.ExitSignal && same.At == pane.DiedAt
                ? same
                : new Ending(pane.ExitSignal is null ? pane.ExitStatus : null, pane.ExitSignal, pane.DiedAt, "tmux");
        if (worker.Declaration is { } declaration && (declaration.ExitCode is not null || declaration.Signal is not null))
            return new Ending(declaration.ExitCode, declaration.Signal, declaration.SaysSince, declaration.Source);
        // A tmux that has not noticed yet does not wait for its dead pane, and says nothing: but the kernel does.
        if (worker.UnreapedStatus is { } status && past.Ending is not { IsKnown: true })
            return WaitStatus.Decode(status);
        // How the one before it ended says nothing of one that nobody saw alive.
        if (worker.Root is { } root && past.Root is { } before && before != root)
            return null;
        return past.Ending ?? past.Last?.Verdict.Ending ?? past.Remembered?.Ending;
    }

    /// <summary>completed, failed or blocked: what it would be if nothing remained.</summary>
    public static Lifecycle Outcome(Worker worker, PastWorker past)
    {
        switch (worker.Declaration?.Says)
        {
            case DeclaredState.Completed:
                return Lifecycle.Completed;
            case DeclaredState.Failed:
                return Lifecycle.Failed;
            case DeclaredState.Blocked:
                return Lifecycle.Blocked;
        }
        if (Of(worker, past) is { IsKnown: true } ending)
            return ending is { Signal: null, ExitCode: 0 } ? Lifecycle.Completed : Lifecycle.Failed;
        // A daemon or dev server that nobody asked to end has failed, whatever its last words.
        return worker.Kind is WorkerKind.Daemon or WorkerKind.Server ? Lifecycle.Failed : Lifecycle.Blocked;
    }
}
