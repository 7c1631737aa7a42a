using System;
using System.Collections.Immutable;
using Lifetop.Actions.Spawning;
using Lifetop.Judgement;
using Lifetop.Model;
using Lifetop.Registry;

namespace Lifetop.App;

/// <summary>
/// lifetop's own records of workers: what people decided about them, and who is declared. A change is in the registry, in the very next
/// look of this lifetop, and in memory, by which all others hear of it.
/// </summary>
/// <param name="lookout">Has looked.</param>
public sealed class OwnRecords(Lookout lookout)
{
    /// <summary>What the last look had declared under an identity; null for nothing.</summary>
    public Declaration? Declared(string identity)
    {
        foreach (var declaration in Engine.Past.Recollection.Declarations)
            if (declaration.Identity == identity)
                return declaration;
        return null;
    }

    /// <summary>Makes a declaration of lifetop's own.</summary>
    public RecordOutcome Adopt(Declaration declaration, out string trouble)
    {
        var outcome = lookout.Change(journal => journal.Declare(declaration, Declared(declaration.Identity), Now), out trouble);
        if (outcome is RecordOutcome.Done or RecordOutcome.Already)
        {
            OwnChanges.Adopt(Engine, declaration);
            lookout.LookAndRemember();
        }
        return outcome;
    }

    /// <summary>Declares a worker that is just being started; null, or why not. Others know it by then: it may end as soon as it begins.</summary>
    /// <param name="replaced">Its declaration as the last look had it; null for none.</param>
    public string? Declare(Declaration declaration, Declaration? replaced) => Declare(declaration, replaced, objection: null);

    /// <param name="objection">Why it cannot be, by all that is declared when it is written down; null for nothing.</param>
    public string? Declare(Declaration declaration, Declaration? replaced, Func<ImmutableArray<Declaration>, string?>? objection)
    {
        if (Amend(declaration, replaced, objection) is { } trouble)
            return trouble;
        lookout.RememberAtOnce();
        return null;
    }

    /// <summary>Puts another declaration in the place of one; null, or why not. Who amends many has memory written once, after the last.</summary>
    public string? Amend(Declaration declaration, Declaration? replaced, Func<ImmutableArray<Declaration>, string?>? objection = null)
    {
        string? refusal = null;
        var outcome = lookout.Change(journal => journal.Declare(declaration, replaced, Now, objection is null ? null : all => (refusal = objection(all)) is not null), out string trouble);
        if (outcome == RecordOutcome.Refused)
            return refusal;
        if (outcome is RecordOutcome.KeyTaken or RecordOutcome.ProcessTaken)
            return $"{declaration.Key.Text} has just been declared by another lifetop";
        if (outcome == RecordOutcome.Unrecorded)
            return trouble;
        OwnChanges.Adopt(Engine, declaration);
        return null;
    }

    /// <summary>Takes such a declaration back; null, or why not.</summary>
    public string? Withdraw(Declaration declaration)
    {
        if (lookout.Change(journal => journal.Forget(declaration.Identity, Now), out string trouble) == RecordOutcome.Unrecorded)
            return trouble;
        OwnChanges.Forget(Engine, declaration.Identity, []);
        return null;
    }

    /// <summary>Drops what is kept of a worker: its declaration, and the memory of it.</summary>
    public RecordOutcome Forget(JudgedWorker judged, out string trouble)
    {
        var outcome = Drop(judged.Worker.Identity, judged.Worker.AlsoKnownAs, archives: false, out trouble);
        if (outcome == RecordOutcome.Unrecorded)
            return outcome;
        if (judged.Worker.Declaration is { Spawned: true } && lookout.Paths.StateFolder is { } state)
            StateFile.Remove(new WorkerFolder(state, judged.Worker.Name).Variables);
        lookout.LookAndRemember();
        return outcome;
    }

    /// <summary>The same without the look after it, for many at once, or into the history.</summary>
    public RecordOutcome Drop(string identity, ImmutableArray<string> alsoKnownAs, bool archives, out string trouble)
    {
        var outcome = lookout.Change(journal => archives ? journal.Archive(identity, Now) : journal.Forget(identity, Now), out trouble);
        if (outcome != RecordOutcome.Unrecorded)
            OwnChanges.Forget(Engine, identity, alsoKnownAs);
        return outcome;
    }

    /// <summary>No plan may touch it, or one may again.</summary>
    public RecordOutcome Protect(JudgedWorker judged, bool on, out string trouble)
        => Decide(journal => journal.Protect(judged.Worker.Identity, on), engine => OwnChanges.Protect(engine, judged.Worker.Identity, on), out trouble);

    /// <param name="until">Off the attention list until then; null puts it back.</param>
    public RecordOutcome Snooze(JudgedWorker judged, DateTimeOffset? until, out string trouble)
        => Decide(journal => journal.Snooze(judged.Worker.Identity, until), engine => OwnChanges.Snooze(engine, judged.Worker.Identity, until), out trouble);

    private DateTimeOffset Now => lookout.Time.GetUtcNow();

    private Engine Engine => lookout.Engine!; // a look came before

    private RecordOutcome Decide(Func<Journal, Recorded> change, Action<Engine> tell, out string trouble)
    {
        // Only what is recorded can be decided about.
        lookout.Record(keepOpen: false);
        var outcome = lookout.Change(change, out trouble);
        if (outcome is RecordOutcome.Done or RecordOutcome.Already)
        {
            tell(Engine);
            lookout.LookAndRemember();
        }
        return outcome;
    }
}
