using System;
using System.Collections.Immutable;
using System.Globalization;
using Lifetop.Model;

namespace Lifetop.Judgement;

/// <summary>Puts a ruling into words: the evidence with its sources, the note for the list, the next thing to do.</summary>
internal static class Wording
{
    public static Verdict Verdict(Worker worker, PastWorker past, Ruling ruling, Census census, Recollection recollection, Policy policy)
    {
        var ending = Endings.Of(worker, past);
        bool over = ruling.State is Lifecycle.Zombie or Lifecycle.Completed or Lifecycle.Failed or Lifecycle.Blocked or Lifecycle.Cleaned;
        var residue = ruling.State == Lifecycle.Zombie ? Residues.List(worker, census) : [];
        var evidence = ImmutableArray.CreateBuilder<Evidence>();
        new EvidenceText(worker, past, census, recollection, policy, evidence).Write(ruling, ending);
        return new Verdict
        {
            State = ruling.State,
            Since = new DateTimeOffset(ruling.SinceTicks, TimeSpan.Zero),
            Evidence = evidence.DrainToImmutable(),
            Residue = residue,
            Note = Note(worker, past, ruling, ending, residue, policy),
            Ending = over ? ending : null,
            Ended = over ? (ruling.State == Lifecycle.Zombie ? Endings.Outcome(worker, past) : ruling.State == Lifecycle.Cleaned ? Lifecycle.Completed : ruling.State).Word() : null,
            LastKnown = ruling.State == Lifecycle.Unknown ? LastKnown(past) : null,
            Suggestion = Suggestion(worker, ruling),
        };
    }

    private static Lifecycle? LastKnown(PastWorker past)
        => past.State is Lifecycle.Unknown ? past.Last?.Verdict.LastKnown : past.State;

    private static string Note(Worker worker, PastWorker past, Ruling ruling, Ending? ending, ImmutableArray<Residue> residue, Policy policy)
    {
        if (worker.IsSelf)
            return "self: lifetop runs here";
        switch (ruling.State)
        {
            case Lifecycle.Unknown:
                return LastKnown(past) is { } known ? $"was {known.Word()}" : "could not be read";
            case Lifecycle.Reaping:
                return "being ended";
            case Lifecycle.Restarting:
                return "being started again";
            case Lifecycle.Zombie:
                return Left(residue, ending);
            case Lifecycle.Failed when ruling.Cause == Cause.Malformed:
                return worker.Declaration!.Malformed!;
            case Lifecycle.Completed or Lifecycle.Failed or Lifecycle.Blocked or Lifecycle.Cleaned:
                return worker.Declaration?.Summary ?? worker.Past?.Summary ?? EndWords(ending);
            case Lifecycle.Pending:
                return $"declared, grace {AgeText.Age(worker.Declaration?.Grace ?? policy.PendingGrace)}";
            case Lifecycle.Orphan:
                string ports = worker.Ports.IsEmpty ? "" : $", holds :{Number(worker.Ports[0])}";
                return (worker.OwnerGone is null ? "nobody's any more" : "owner gone") + ports;
            case Lifecycle.Stalled:
                return worker.Pane?.Prompt is { } also ? $"no heartbeat, asks: {also.Line}" : "no heartbeat";
            case Lifecycle.Waiting when ruling.Cause == Cause.Prompt:
                return $"asks: {worker.Pane!.Prompt!.Line}";
            case Lifecycle.Waiting when ruling.Cause == Cause.Bell:
                return "bell";
        }
        if (worker.Declaration?.Task is { Length: > 0 } task)
            return task;
        if (!worker.Ports.IsEmpty)
            return $"listens on :{Number(worker.Ports[0])}";
        return worker.Kind == WorkerKind.Shell ? "shell" : worker.Command;
    }

    private static string Left(ImmutableArray<Residue> residue, Ending? ending)
    {
        int processes = 0;
        var others = new System.Collections.Generic.List<string>();
        foreach (var left in residue)
            if (left.Kind == "process")
                processes++;
            else if (!others.Contains(left.Kind))
                others.Add(left.Kind);
        if (processes > 0)
            others.Insert(0, processes == 1 ? "1 process" : $"{Number(processes)} processes");
        string how = ending is { IsKnown: true } ? EndWords(ending) + "; " : "";
        return $"{how}left {string.Join(", ", others)}";
    }

    public static string EndWords(Ending? ending) => ending switch
    {
        { Signal: { } signal } => $"signal {Number(signal)}",
        { ExitCode: { } code } => $"exit {Number(code)}",
        _ => "ended, nobody saw how",
    };

    private static string? Suggestion(Worker worker, Ruling ruling) => worker.IsSelf ? null : ruling.State switch
    {
        Lifecycle.Waiting => "answer it",
        Lifecycle.Stalled => worker.Pane?.Prompt is null ? "look at its log" : "answer it",
        Lifecycle.Zombie => "reap",
        Lifecycle.Orphan => "look at it, then reap or adopt",
        Lifecycle.Failed => ruling.Cause == Cause.Malformed ? "mend or remove the file" : "read its log",
        Lifecycle.Blocked => "see what it left",
        _ => null,
    };

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
