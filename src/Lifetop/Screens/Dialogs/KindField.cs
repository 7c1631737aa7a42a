using Lifetop.Model;

namespace Lifetop.Screens.Dialogs;

/// <summary>The field that says what kind of worker somebody is.</summary>
internal static class KindField
{
    public static FormField Of(WorkerKind kind)
        => FormField.OfWords("kind", kind.Word(), WorkerKind.Agent.Word(), WorkerKind.Daemon.Word(), WorkerKind.Server.Word(), WorkerKind.Job.Word());

    public static WorkerKind Chosen(FormField field) => WorkerKinds.Parse(field.Text) ?? WorkerKind.Job;
}
