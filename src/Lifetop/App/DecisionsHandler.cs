using System;
using Lifetop.Registry;
using Lifetop.Screens;

namespace Lifetop.App;

/// <summary>Protects and snoozes: writes it into the registry, then hands it to the next look.</summary>
public sealed class DecisionsHandler(StateFolder? folder, OwnChanges changes, TimeProvider time) : JournalHandler(folder, time)
{
    public override string Name => "decisions";

    public override bool Handles(Effect effect) => effect is ProtectWorker or SnoozeWorker;

    protected override void Write(Effect effect, Journal journal, Inbox inbox)
    {
        if (effect is ProtectWorker protect)
            inbox.Post(Protect(protect, journal));
        else if (effect is SnoozeWorker snooze)
            inbox.Post(Snooze(snooze, journal));
    }

    private Told Protect(ProtectWorker wanted, Journal journal)
    {
        var recorded = journal.Protect(wanted.Identity, wanted.On);
        if (Refusal(recorded, wanted.On ? "protect" : "unprotect", wanted.Name) is { } told)
            return told;
        changes.Protected(wanted.Identity, wanted.On);
        return wanted.On
            ? new Told(Outcome.Done, $"protected {wanted.Name}: no plan may touch it", UiAction.Protect, "unprotects it")
            : new Told(Outcome.Done, $"unprotected {wanted.Name}");
    }

    private Told Snooze(SnoozeWorker wanted, Journal journal)
    {
        var recorded = journal.Snooze(wanted.Identity, wanted.Until);
        if (Refusal(recorded, "snooze", wanted.Name) is { } told)
            return told;
        changes.Snoozed(wanted.Identity, wanted.Until);
        return wanted.Until is { } until
            ? new Told(Outcome.Done, $"snoozed {wanted.Name}: off the attention list for {Model.AgeText.Limit(until - Time.GetUtcNow() + TimeSpan.FromSeconds(1))}", UiAction.Snooze, "ends it")
            : new Told(Outcome.Done, $"{wanted.Name} is back on the attention list");
    }

    private static Told? Refusal(Recorded recorded, string what, string name) => recorded.Outcome switch
    {
        RecordOutcome.Done or RecordOutcome.Already => null,
        RecordOutcome.NotFound => new Told(Outcome.Refused, $"{what} of {name} refused: it is not recorded yet; try again in a moment"),
        _ => new Told(Outcome.Failed, $"{what} of {name}: {recorded.Status.Message}"),
    };
}
