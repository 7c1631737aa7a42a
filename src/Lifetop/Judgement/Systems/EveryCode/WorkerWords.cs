using System.Globalization;
using Lifetop.Model;
using Lifetop.Model.Systems;
using static Lifetop.Model.Systems.EveryCodeVerdict;

namespace Lifetop.Judgement.Systems.EveryCode;

/// <summary>The facts behind the verdicts on Every Code's worker and on its start lock; of one that is down, what waits for it.</summary>
internal static class WorkerWords
{
    private const string Source = "every-code", LogName = "worker.log";

    public static void Explain(Worker worker, EveryCodeWorkerFacts facts, string word, Census census, OwnEvidence to)
    {
        if (word == WorkerUp)
        {
            if (!worker.RootAlive && WorkerByHand.Find(facts.Root, census) is >= 0 and var row)
                to.Add("worker", $"runs as pid {Number(census.Processes.Rows[row].Pid)}, which no worker.pid names: started by hand or by a service manager", "proc");
            DaemonWords.Log(facts, LogName, Source, to);
            return;
        }
        if (word == Foreign)
        {
            to.Note = $"on {facts.ForeignHost}";
            to.Add("foreign", $"its pid file is of host {facts.ForeignHost}, not of this machine: nothing here is touched; if that is this machine, set LAUNCHPLANE_EVERY_CODE_HOST", Source);
            return;
        }
        string file = worker.Declaration!.File!; // worker.pid, there or not
        switch (word)
        {
            case StalePid:
                to.Add("worker down", $"{file} names pid {Number(worker.Declaration.Process?.Pid ?? 0)}, which is gone", "proc");
                break;
            case ReusedPid:
                to.Add("pid reused", $"{file}: {worker.RootRefused}: it is left alone", "proc");
                break;
            case InvalidPid:
                to.Add("no pid", $"{file} holds no JSON object with a pid, which its worker takes for none", Source);
                break;
            case WorkerDown:
                to.Add("worker down", $"there is no {file}: it was stopped or never started", Source);
                break;
        }
        Waiting(facts, word, to);
        DaemonWords.Log(facts, LogName, Source, to);
        if (facts.Lock is { } seen && EveryCodeLockFacts.IsHeld(seen, census) == false)
            to.Add("start lock", seen.Pid is null ? "worker.lock has no pid in it and blocks every start" : "worker.lock is stale; a start removes it", Source);
        to.Suggestion = facts.Wrapper.IsEmpty ? word == WorkerDown ? "start it: every-code-worker start" : "reap, then every-code-worker start" : "restart it";
    }

    public static void ExplainLock(Declaration declaration, EveryCodeLockFacts facts, string word, Census census, OwnEvidence to)
    {
        string pid = facts.Lock.Pid is { } number ? $"pid {Number(number)}" : "no pid in it";
        switch (word)
        {
            case StaleLock:
                to.Note = "start lock of a process that is gone";
                to.Add("stale lock", $"{declaration.File} is held by {pid}, which {(census.Processes.IndexOf(facts.Lock.Pid ?? 0) < 0 ? "is gone" : "is another process now: it is left alone")}; written", Source, facts.Lock.WrittenAt, " ago");
                to.Suggestion = "reap: removes the lock";
                break;
            case BlockedStart:
                to.Note = "empty start lock: the worker can never start";
                to.Add("blocked start", $"{declaration.File} has no pid in it, so launchplane never removes it and every start waits for it; written", Source, facts.Lock.WrittenAt, " ago");
                to.Suggestion = "reap: removes the lock";
                break;
            case StartUnderWay:
                to.Note = "the worker is being started";
                to.Add("start", $"{declaration.File}, {pid}, taken", Source, facts.Lock.WrittenAt, " ago");
                break;
            case Unreadable:
                to.Add("cannot be read", $"whether {pid} lives is hidden from this user", "proc");
                break;
        }
    }

    private static void Waiting(EveryCodeWorkerFacts facts, string word, OwnEvidence to)
    {
        string down = word switch
        {
            StalePid => "down, left its pid file",
            ReusedPid => "down, its pid is another's",
            InvalidPid => "down, its pid file is invalid",
            _ => "down",
        };
        DaemonWords.Waiting(down, "queued request", facts.Queued, facts.OldestQueued, Source, to);
        if (facts.Sessions > 0)
            to.Add("sessions", facts.Sessions == 1 ? "1 session of it has nobody to close it" : $"{Number(facts.Sessions)} sessions of it have nobody to close them", Source);
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
