using System.Globalization;
using Lifetop.Model;

namespace Lifetop.Actions.Planning;

/// <summary>Who stays out of a plan for everybody that fits, though named alone it would be in.</summary>
internal static class BulkRules
{
    /// <summary>Null when it is in.</summary>
    public static string? LeavesOut(PlanRequest request, WorkerFacts facts)
    {
        if (facts.Worker.Kind == WorkerKind.Shell)
            return "a shell, only when named";
        if (facts.State == Lifecycle.Orphan)
            return "an orphan, only when named";
        // Who is paused or resumed loses nothing by it.
        if (request.Force || request.Action is WorkerAction.Pause or WorkerAction.Resume || !facts.State.IsAlive())
            return null;
        if (facts.Worker.Pane is { Facts.AttachedClients: > 0 })
            return "a client is attached";
        if (!facts.Worker.Ports.IsEmpty)
            return "listens on :" + facts.Worker.Ports[0].ToString(CultureInfo.InvariantCulture);
        return facts.IsYoung ? "young" + (facts.Worker.StartedAt is { } started ? $": {AgeText.Age(facts.Now - started)}" : "") : null;
    }
}
