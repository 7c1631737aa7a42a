using System;
using Lifetop.Model;
using Lifetop.Settings;

namespace Lifetop.App.Watching;

/// <summary>What watch may do with a worker by itself, told from its verdict and the config alone. Everything else it only records and tells.</summary>
public static class WatchRules
{
    /// <summary>A zombie that policy lets go: by default only what lifetop itself spawned.</summary>
    public static bool IsReaped(JudgedWorker judged, UserSettings settings)
    {
        var worker = judged.Worker;
        if (judged.Verdict.State != Lifecycle.Zombie || !IsOurs(judged) || RestartPolicyOf(worker, settings) != "no")
            return false;
        bool may = settings.ReapPolicies.Of(worker.Type, worker.Source) is { } word ? word == "auto" : worker.Declaration is { Spawned: true };
        // Somebody looks at it, or works with what it left running.
        return may && worker.Pane is not { Facts.AttachedClients: > 0 } && worker.Ports.IsEmpty;
    }

    public static DateTimeOffset ReapAt(JudgedWorker judged, UserSettings settings)
        => judged.Verdict.Since + (settings.ReapAfterOf.Of(judged.Worker.Type, judged.Worker.Source) ?? settings.ReapAfter);

    /// <summary>It ended by itself, and policy wants it to live.</summary>
    public static bool IsRestarted(JudgedWorker judged, UserSettings settings)
    {
        var (worker, verdict) = (judged.Worker, judged.Verdict);
        if (worker is { RootAlive: true, AtGate: false } || !IsOurs(judged) || verdict.State is not (Lifecycle.Zombie or Lifecycle.Failed or Lifecycle.Blocked or Lifecycle.Completed))
            return false;
        // A request its source calls blocked waits for somebody, not for another start.
        if (!IsStartable(worker) || worker.Declaration is { Says: DeclaredState.Blocked } or { Malformed: not null } or { Process: null, Pane: null, System: not { Wrapper.IsEmpty: false } })
            return false;
        return RestartPolicyOf(worker, settings) switch
        {
            "always" => true,
            "on-failure" => verdict is { State: not Lifecycle.Completed, Ended: not "completed", Ending: not { ExitCode: 0, Signal: null } },
            _ => false,
        };
    }

    /// <summary>Somebody declared it, or tmux kept what its pane was opened with.</summary>
    public static bool IsStartable(Worker worker) => worker.Declaration is not null || worker is { OwnsPane: true, Pane: not null };

    /// <summary>no, on-failure or always. The worker's own word goes first; only no in the config goes before it.</summary>
    public static string RestartPolicyOf(Worker worker, UserSettings settings)
    {
        string? configured = settings.RestartPolicies.Of(worker.Type, worker.Source);
        if (configured == "no")
            return "no";
        if (worker.Declaration?.System is { IsDaemon: true } && settings.DaemonRestarts.Of(null, worker.Source) is { } ofDaemons)
            return ofDaemons;
        return worker.Declaration is { Spawned: true, RestartPolicy: not "no" } spawned ? spawned.RestartPolicy : configured ?? "no";
    }

    private static bool IsOurs(JudgedWorker judged) => !judged.Protected && !judged.Worker.IsSelf && judged.Worker.Kind != WorkerKind.Shell;
}
