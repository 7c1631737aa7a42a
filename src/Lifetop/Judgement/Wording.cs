using System;
using System.Collections.Immutable;
using System.Globalization;
using Lifetop.Judgement.Systems;
using Lifetop.Model;

namespace Lifetop.Judgement;

/// <summary>Puts a ruling into words: the evidence with its sources, the note for the list, the next thing to do.</summary>
internal static class Wording
{
    public static Verdict Verdict(Worker worker, PastWorker past, Ruling ruling, Census census, Recollection recollection, Policy policy, OwnRules own)
    {
        var ending = Endings.Of(worker, past);
        bool over = ruling.State is Lifecycle.Zombie or Lifecycle.Completed or Lifecycle.Failed or Lifecycle.Blocked or Lifecycle.Cleaned;
        var residue = ruling.State == Lifecycle.Zombie ? Residues.List(worker, census) : [];
        var evidence = ImmutableArray.CreateBuilder<Evidence>();
        var said = new OwnEvidence(evidence, new DateTimeOffset(ruling.SinceTicks, TimeSpan.Zero), new DateTimeOffset(past.FirstTicks, TimeSpan.Zero));
        var text = new EvidenceText(worker, past, census, recollection, policy, evidence);
        // What became of its result decides over its own system's word, so it stands before that.
        bool byResult = ruling.Cause is Cause.ResultSettled or Cause.ResultAwaited;
        if (byResult)
            text.Write(ruling, ending);
        if (ruling.OwnWord is { } word && own.Of(worker.Source) is { } system)
            system.Explain(worker, word, census, said);
        if (!byResult)
            text.Write(ruling, ending);
        string? ended = over ? Ended(worker, past, ruling, ending) : null;
        string? last = LastWords(worker, ruling, ended, census);
        var note = said.Note is { } words && !byResult
            ? new Note(words, said.NoteSince)
            : new NoteText(worker, past, ruling, ending, residue, recollection, policy) { LastWords = last }.Write(census);
        return new Verdict
        {
            State = ruling.State,
            Since = new DateTimeOffset(ruling.SinceTicks, TimeSpan.Zero),
            Evidence = evidence.DrainToImmutable(),
            Residue = residue,
            Note = note.Text,
            NoteSince = note.Since,
            NoteAfter = note.After,
            Ending = over ? ending : null,
            Ended = ended,
            LastWords = last,
            LastKnown = ruling.State == Lifecycle.Unknown ? past.State : null,
            Suggestion = worker.IsSelf ? null : (byResult ? null : said.Suggestion) ?? Suggestion(worker, ruling),
            NativeState = ruling.OwnWord,
            PullRequest = WorkResults.Of(worker, census),
        };
    }

    /// <summary>Lines of a system's daemon may hold its credentials: what they say is told in words of our own alone.</summary>
    private static string? LastWords(Worker worker, Ruling ruling, string? ended, Census census)
        => ruling.State is Lifecycle.Failed or Lifecycle.Blocked or Lifecycle.Zombie && ended is "failed" or "blocked" && ruling.Cause != Cause.Malformed
            && worker.Declaration?.System is not { IsDaemon: true }
            && (worker.Declaration?.Summary ?? worker.Past?.Summary) is null && (worker.Declaration?.Log ?? worker.Past?.Log) is { } log
            ? census.LastWords(log)
            : null;

    private static string? Ended(Worker worker, PastWorker past, Ruling ruling, Ending? ending) => ruling.State switch
    {
        Lifecycle.Zombie => Endings.Outcome(worker, past).Word(),
        // A reap says nothing about how the work went; only who told before does.
        Lifecycle.Cleaned => ending is { IsKnown: true } ? Endings.Outcome(worker, past).Word() : null,
        _ => ruling.State.Word(),
    };

    public static string EndWords(Ending? ending) => ending switch
    {
        { Signal: { } signal } => $"signal {Number(signal)}",
        { ExitCode: { } code } => $"exit {Number(code)}",
        _ => "no exit status seen",
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

    public static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
