using System;
using System.Collections.Immutable;
using Lifetop.Judgement;
using Lifetop.Model;

namespace Lifetop.App;

/// <summary>Turns what this lifetop knows into what the next look, whoever makes it, needs to know.</summary>
internal static class Remembering
{
    /// <summary>Ended workers are kept for the list of the gone; so many at most, the newest.</summary>
    private const int MostEnded = 500;

    public static Recollection Of(Roster roster, Past past, Guid boot, DateTimeOffset now)
    {
        var workers = ImmutableArray.CreateBuilder<RememberedWorker>(roster.Workers.Length);
        int ended = 0;
        foreach (var judged in roster.Workers)
        {
            if (judged.Verdict.State.IsEnded() && ++ended > MostEnded)
                continue;
            if (past.Find(judged.Worker.Identity, judged.Worker.AlsoKnownAs) is { } known)
                workers.Add(Of(judged, known, now));
        }
        // Who was not asked for yet stays as it was remembered.
        foreach (var known in past.Workers)
            if (known.Last is null && known.Remembered is { } remembered)
                workers.Add(remembered);
        return past.Recollection with { Boot = boot, WrittenAt = now, Workers = workers.DrainToImmutable() };
    }

    public static RememberedWorker Of(JudgedWorker judged, PastWorker known, DateTimeOffset now)
    {
        var worker = judged.Worker;
        var verdict = judged.Verdict;
        var declaration = worker.Declaration;
        var before = worker.Past ?? known.Remembered;
        var pane = worker.Pane?.Facts;
        // Heard of since the look: its verdict is one from before the reap was done.
        bool reaped = known.State == Lifecycle.Cleaned && verdict.State is not (Lifecycle.Cleaned or Lifecycle.Unknown);
        return new RememberedWorker
        {
            Identity = worker.Identity,
            Key = worker.Key.Text,
            Name = worker.Name,
            Source = worker.Source,
            Kind = worker.Kind,
            AlsoKnownAs = worker.AlsoKnownAs,
            State = reaped ? Lifecycle.Cleaned : verdict.State,
            Since = reaped ? known.Since!.Value : verdict.Since,
            KnownState = verdict.State == Lifecycle.Unknown ? known.State : null,
            KnownSince = verdict.State == Lifecycle.Unknown ? known.Since : null,
            SeenAt = Time(known.SeenTicks) ?? verdict.Since,
            Note = verdict.RenderNote(now),
            IsLost = RemovedTasks.IsLost(judged),
            Ending = verdict.Ending ?? known.Ending,
            Ended = verdict.Ended,
            Reaped = known.State == Lifecycle.Cleaned ? known.Reaped : null,
            Kept = known.State == Lifecycle.Cleaned ? known.Kept : null,
            Root = worker.Root,
            // Who has ended has no start of its own any more.
            StartedAt = worker.StartedAt ?? (before is not null && before.Root == worker.Root ? before.StartedAt : null),
            PaneSocket = pane?.Server.Socket ?? before?.PaneSocket,
            PaneServerPid = pane?.Server.Pid ?? before?.PaneServerPid,
            PaneServerStart = pane?.Server.StartTicks ?? before?.PaneServerStart,
            PaneId = pane?.PaneId ?? before?.PaneId,
            PaneSession = pane?.SessionName ?? before?.PaneSession,
            OwnsPane = worker.OwnsPane || (pane is null && before is { OwnsPane: true }),
            DeclarationFile = declaration?.File ?? before?.DeclarationFile,
            Command = worker.Command,
            Cwd = worker.Cwd,
            Log = declaration?.Log ?? before?.Log,
            Worktree = declaration?.Worktree ?? before?.Worktree,
            Branch = declaration?.Branch ?? before?.Branch,
            Task = declaration?.Task ?? before?.Task,
            Type = worker.Type ?? before?.Type,
            ResultUrl = declaration?.ResultUrl ?? before?.ResultUrl,
            Summary = declaration?.Summary ?? verdict.LastWords ?? before?.Summary,
            CpuNanoseconds = known.CpuNanoseconds,
            SampledAt = Time(known.SampledTicks) ?? default,
            BusyAt = Time(known.BusyTicks),
            Members = known.Members,
        };
    }

    private static DateTimeOffset? Time(long ticks) => ticks == 0 ? null : new DateTimeOffset(ticks, TimeSpan.Zero);
}
