using System;
using System.Globalization;
using Lifetop.Model;
using Lifetop.Observation.Proc;
using Lifetop.Registry;
using Lifetop.Screens;
using Lifetop.Screens.Dialogs;

namespace Lifetop.App;

/// <summary>Adopts and forgets: writes lifetop's own records into the registry, and hands the change to the next look.</summary>
public sealed class OwnRecordsHandler(StateFolder? folder, OwnChanges changes, TimeProvider time) : JournalHandler(folder, time)
{
    private readonly DetailsReader _reader = new();

    public override string Name => "records";

    public override bool Handles(Effect effect) => effect is AdoptWorker or ForgetWorkers;

    protected override void Write(Effect effect, Journal journal, Inbox inbox)
    {
        if (effect is AdoptWorker adopt)
            inbox.Post(Adopt(adopt, journal));
        else if (effect is ForgetWorkers forget)
            foreach (var worker in forget.Workers)
                inbox.Post(Forget(worker, journal));
    }

    public override void Dispose()
    {
        _reader.Dispose();
        base.Dispose();
    }

    private Told Adopt(AdoptWorker wanted, Journal journal)
    {
        string what = wanted.Pane?.PaneId is { } pane ? "pane " + pane : "pid " + wanted.Process.Pid.ToString(CultureInfo.InvariantCulture);
        // Read by identity: the pid may have been somebody else's since the form was opened.
        var row = new ProcessRow { Pid = wanted.Process.Pid, StartTicks = wanted.Process.StartTicks };
        if (_reader.Read(row, [], DetailParts.Arguments | DetailParts.WorkingDirectory) is not { } details)
            return new Told(Outcome.Refused, $"adopt of {what} refused: the process has ended");
        var declaration = DeclarationOf(wanted, details);
        var recorded = journal.Declare(declaration, wanted.Replaced, Time.GetUtcNow());
        switch (recorded.Outcome)
        {
            case RecordOutcome.KeyTaken:
                return new Told(Outcome.Refused, $"adopt of {what} refused: the name {wanted.Name} is taken");
            case RecordOutcome.ProcessTaken:
                return new Told(Outcome.Refused, $"adopt of {what} refused: it has just been adopted under another name");
            case RecordOutcome.Unrecorded:
                return new Told(Outcome.Failed, $"adopt of {what}: {recorded.Status.Message}");
        }
        changes.Adopted(declaration);
        return recorded.Outcome == RecordOutcome.Already
            ? new Told(Outcome.Done, $"{what} is adopted as {wanted.Name} already")
            : new Told(Outcome.Done, $"adopted {what} as {declaration.Key.Text}");
    }

    private Declaration DeclarationOf(AdoptWorker wanted, ProcessDetails details) => new()
    {
        Source = "lifetop",
        Identity = "lifetop:" + wanted.Name,
        Key = new WorkerKey("lifetop", wanted.Name),
        Name = wanted.Name,
        Kind = wanted.Kind,
        Type = wanted.Type,
        Task = wanted.Task,
        Adopted = true,
        WrittenAt = Time.GetUtcNow(),
        Process = new ProcessClaim(wanted.Process.Pid) { StartTicks = wanted.Process.StartTicks, Boot = wanted.Process.Boot },
        Pane = wanted.Pane,
        Command = string.Join(' ', details.Arguments),
        Cwd = details.WorkingDirectory,
        Log = WholePath.Of(wanted.Log, Environment.GetEnvironmentVariable),
        Worktree = WholePath.Of(wanted.Worktree, Environment.GetEnvironmentVariable),
    };

    private Told Forget(ForgottenWorker worker, Journal journal)
    {
        var recorded = journal.Forget(worker.Identity, Time.GetUtcNow());
        if (recorded.Outcome == RecordOutcome.Unrecorded)
            return new Told(Outcome.Failed, $"forget of {worker.Name}: {recorded.Status.Message}");
        changes.Forgotten(worker.Identity, worker.AlsoKnownAs);
        return new Told(Outcome.Done, $"forgot {worker.Name}: nothing else was touched");
    }
}
