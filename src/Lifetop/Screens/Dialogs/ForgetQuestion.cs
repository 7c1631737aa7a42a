using Lifetop.Model.Query;

namespace Lifetop.Screens.Dialogs;

/// <summary>The question before a worker is forgotten.</summary>
internal static class ForgetQuestion
{
    public static Question Of(WorkerRow row) => new()
    {
        Title = $"Forget {row.Name}?",
        Source = row.Key,
        Steps = [new QuestionStep("drop its record, and what lifetop remembers of it")],
        Kept = ["its processes, pane and files: nothing else is touched", "its history"],
        Safe = row.Worker.RootAlive ? "it lives on, no worker of lifetop's own any more" : "it has ended",
        Confirm = "Forget",
        Then = new ForgetWorkers([new ForgottenWorker(row.Worker.Identity, row.Worker.AlsoKnownAs, row.Name)]),
    };
}
