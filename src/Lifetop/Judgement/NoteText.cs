using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using Lifetop.Model;

namespace Lifetop.Judgement;

/// <summary>A note whose age is told when it is shown: words, the moment it counts from, words behind.</summary>
internal readonly record struct Note(string Text, DateTimeOffset? Since = null, string After = "");

/// <summary>The one thing to know about a worker, in the few columns a list has for it.</summary>
internal sealed class NoteText(Worker worker, PastWorker past, Ruling ruling, Ending? ending, ImmutableArray<Residue> residue, Recollection recollection, Policy policy)
{
    /// <summary>Of its log, where it said nothing itself.</summary>
    public string? LastWords { get; init; }

    public Note Write(Census census)
    {
        if (worker.IsSelf)
            return new Note("self: lifetop runs here");
        var since = new DateTimeOffset(ruling.SinceTicks, TimeSpan.Zero);
        switch (ruling.State)
        {
            case Lifecycle.Unknown:
                return past.State is { } known ? new Note($"was {known.Word()}", Clocks.Seen(past) ?? since, " ago") : new Note("could not be read");
            case Lifecycle.Reaping or Lifecycle.Restarting:
                return new Note(Plans.Open(worker, census, recollection) is { } plan
                    ? $"{Wording.Number(plan.StepsDone)} of {Wording.Number(plan.Steps)} steps done"
                    : "its own system starts it again");
            case Lifecycle.Cleaned:
                return new Note(past.Kept ?? past.Reaped ?? "reaped");
            case Lifecycle.Zombie:
                return new Note(Left(census));
            case Lifecycle.Failed when ruling.Cause == Cause.Malformed:
                return new Note(worker.Declaration!.Malformed!);
            case Lifecycle.Completed when ruling.Cause is Cause.ResultSettled or Cause.ResultAwaited:
                return new Note(Request(census) + (ruling.Cause == Cause.ResultAwaited ? ", awaits review" : ""));
            case Lifecycle.Completed or Lifecycle.Failed or Lifecycle.Blocked:
                return new Note(HowItEnded());
            case Lifecycle.Pending:
                return new Note($"declared, grace {AgeText.Limit(worker.Declaration is { } declared ? policy.GraceOf(declared) : policy.PendingGrace)}");
            case Lifecycle.Orphan:
                return new Note((ruling.Cause == Cause.Stray ? "parent gone" : "owner gone") + Holds());
            case Lifecycle.Stalled:
                return Stalled();
            case Lifecycle.Waiting:
                return Asks(since);
        }
        if (worker.Declaration?.Task is { Length: > 0 } task)
            return new Note(task);
        if (!worker.Ports.IsEmpty)
            return new Note($"listens on :{Wording.Number(worker.Ports[0])}");
        return new Note(worker.Kind == WorkerKind.Shell ? "shell" : worker.Command);
    }

    private string Holds() => worker.Ports.IsEmpty ? "" : $", holds :{Wording.Number(worker.Ports[0])}";

    private Note Stalled()
    {
        string asks = worker.Pane?.Prompt is { } prompt ? $"; asks: {prompt.Line}" : "";
        if (ruling.Cause != Cause.NoHeartbeat)
            return new Note($"{worker.Source} says {worker.Declaration?.NativeState ?? "stalled"}{asks}");
        var limit = policy.HeartbeatLimitFor(worker) ?? policy.HeartbeatLimit;
        return new Note("no heartbeat", new DateTimeOffset(ruling.SinceTicks - limit.Ticks, TimeSpan.Zero), $", limit {AgeText.Limit(limit)}{asks}");
    }

    private Note Asks(DateTimeOffset since) => ruling.Cause switch
    {
        Cause.Prompt => new Note($"asks: {worker.Pane!.Prompt!.Line}"),
        Cause.Bell => new Note("bell", since, " ago"),
        _ => new Note(worker.Declaration?.Summary is { Length: > 0 } summary ? $"asks: {summary}" : "asks for you"),
    };

    private string HowItEnded()
    {
        string? summary = worker.Declaration?.Summary ?? worker.Past?.Summary ?? LastWords;
        if (ruling.State != Lifecycle.Failed || ending is not { IsKnown: true })
            return summary ?? Wording.EndWords(ending);
        return summary is null ? Wording.EndWords(ending) : $"{Wording.EndWords(ending)}: {summary}";
    }

    /// <summary><c>left 2 processes, pane</c>; how it ended goes first if anybody knows.</summary>
    private string Left(Census census)
    {
        int processes = 0;
        var words = new List<string>();
        foreach (var left in residue)
        {
            if (left.Kind == "process")
                processes++;
            else if (WordFor(left) is var word && !words.Contains(word))
                words.Add(word);
        }
        if (processes > 0)
            words.Insert(0, processes == 1 ? "1 process" : $"{Wording.Number(processes)} processes");
        if (!worker.Ports.IsEmpty)
            words.Add($"port {Wording.Number(worker.Ports[0])}");
        string how = ruling.Cause == Cause.ResultSettled ? Request(census) + ", " : ending is { IsKnown: true } ? Wording.EndWords(ending) + ", " : "";
        return how + (words is ["entry"] && worker.Declaration?.File is { } file
            ? $"still in {ProgramNames.BaseName(file)}"
            : $"left {string.Join(", ", words)}");
    }

    private string Request(Census census) => $"pull request {WorkResults.Of(worker, census)?.Word}";

    private static string WordFor(Residue left) => left.Kind switch
    {
        "file" => left.What.EndsWith(".pid", StringComparison.Ordinal) ? "pid file" : ProgramNames.BaseName(left.What),
        "tokens" => long.TryParse(left.What, NumberStyles.None, CultureInfo.InvariantCulture, out long tokens) ? $"{AgeText.Count(tokens)} tokens" : "tokens",
        _ => left.Kind,
    };
}
