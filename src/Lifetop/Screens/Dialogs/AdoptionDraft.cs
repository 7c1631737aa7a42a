using Lifetop.Model;
using Lifetop.Model.Query;

namespace Lifetop.Screens.Dialogs;

/// <summary>What is to be adopted, and what the form proposes for it. Fixed when the form opens.</summary>
public sealed record AdoptionDraft(ProcessIdentity Process, string Command)
{
    public required string Name { get; init; }
    public WorkerKind Kind { get; init; }
    public PaneClaim? Pane { get; init; }

    /// <summary>A worker that was found but that nobody declares; a pane comes with its process.</summary>
    public static AdoptionDraft? Of(WorkerRow row)
    {
        if (row.Worker.Root is not { } root || Adoption.Refusal(row.Judged) is not null)
            return null;
        var pane = row.Pane is { } facts && row.Source == "tmux" ? PaneClaim.Of(facts.Server, facts.PaneId) : null;
        string name = row.Name.Replace('/', '-');
        return new AdoptionDraft(root, row.Command) { Name = name, Kind = row.Kind, Pane = pane };
    }
}
