using System;
using System.Globalization;
using Lifetop.Model;
using Lifetop.Model.Systems;
using static Lifetop.Model.Systems.EveryCodeVerdict;

namespace Lifetop.Judgement.Systems.EveryCode;

/// <summary>How the worker of a state folder is, told with what it should take up or clean up after.</summary>
internal static class SessionWorker
{
    /// <summary>Whether a verdict is about something that the worker has not done yet.</summary>
    public static bool IsAwaited(string word) => word is Queued or Claimed or NoSession or TerminalButOpen or LeftBehind or Ended;

    /// <summary>By its pid file; null where nobody can tell.</summary>
    public static bool? IsUp(string root, Census census)
    {
        if (Of(root, census) is not { System: EveryCodeWorkerFacts { ForeignHost.Length: 0 } } worker)
            return null;
        if (worker.Process is not { } claim)
            return false;
        var table = census.Processes;
        int row = table.IndexOf(claim.Pid);
        if (row < 0)
            return table.MayHide(claim.Pid) ? null : false;
        return !table.Rows[row].IsZombie && (claim.RequiredCommand.Length == 0 || table.DetailsAt(row)?.Derived.Command.Contains(claim.RequiredCommand, StringComparison.Ordinal) != false);
    }

    public static void Explain(EveryCodeFacts facts, Census census, OwnEvidence to)
    {
        if (Of(facts.Root, census) is not { System: EveryCodeWorkerFacts worker } declaration || IsUp(facts.Root, census) is not { } isUp)
            return;
        string log = worker.LogSays.Length == 0 ? "" : $"; in the last lines of its log {worker.LogSays}";
        if (isUp)
            to.Add("worker", $"its worker is up, pid {(declaration.Process?.Pid ?? 0).ToString(CultureInfo.InvariantCulture)}, and comes by every minute{log}", "proc");
        else if (WorkerByHand.Find(facts.Root, census) < 0)
            to.Add("worker", $"its worker is down{Why(worker, declaration)}{log}", "proc");
    }

    private static string Why(EveryCodeWorkerFacts worker, Declaration declaration) => worker.PidFile switch
    {
        EveryCodePidFile.Pid => $": pid {(declaration.Process?.Pid ?? 0).ToString(CultureInfo.InvariantCulture)} of worker.pid is gone or another's",
        EveryCodePidFile.Invalid => ": worker.pid has no pid in it",
        _ => ": there is no worker.pid",
    };

    private static Declaration? Of(string root, Census census)
    {
        foreach (var declaration in census.Declarations.AsSpan())
            if (declaration.System is EveryCodeWorkerFacts worker && worker.Root == root)
                return declaration;
        return null;
    }
}
