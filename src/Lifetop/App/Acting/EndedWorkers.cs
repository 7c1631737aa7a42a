using System;
using System.Collections.Generic;
using Lifetop.Judgement;
using Lifetop.Model;
using Lifetop.Observation;
using Lifetop.Registry;

namespace Lifetop.App.Acting;

/// <summary>Who ended and was not archived: those a look still lists, and those that only the registry knows, which ended longer ago.</summary>
public static class EndedWorkers
{
    /// <summary>Null when the registry cannot be read: the trouble says why.</summary>
    /// <param name="lookout">Has looked.</param>
    public static List<JudgedWorker>? Of(Lookout lookout, out string trouble)
    {
        var ended = new List<JudgedWorker>();
        var listed = new HashSet<string>();
        foreach (var judged in lookout.Last!.Workers) // a look came before
        {
            listed.Add(judged.Worker.Identity);
            if (judged.Verdict.State.IsEnded() && !IsStillDeclared(judged.Worker))
                ended.Add(judged);
        }
        if (lookout.OpenRegistry(out trouble) is not { } registry)
            return null;
        using (registry)
        {
            if (RecollectionReader.Read(registry, lookout.Engine!.Boot, lookout.Time.GetUtcNow(), TimeSpan.MaxValue, out var status) is not { } known)
            {
                trouble = status.Message;
                return null;
            }
            foreach (var worker in known.Workers)
                if (worker.State.IsEnded() && !listed.Contains(worker.Identity))
                    ended.Add(Judged(worker, known));
        }
        return ended;
    }

    /// <summary>What a file goes on declaring would be back with the next look.</summary>
    public static bool IsStillDeclared(Worker worker)
        => worker.Declaration is { Source: not "lifetop", File: { } file } && FileClocks.Exists(file);

    private static JudgedWorker Judged(RememberedWorker worker, Recollection known)
    {
        var verdict = new Verdict { State = worker.State, Since = worker.Since, Note = worker.Note, Ending = worker.Ending, Ended = worker.Ended };
        return new JudgedWorker(GoneWorkers.Remembered(worker), verdict, -1) { Protected = known.Protected.Contains(worker.Identity) };
    }
}
