using System;
using System.Collections.Immutable;
using Lifetop.Actions.Restarts;
using Lifetop.Actions.Spawning;
using Lifetop.Model;

namespace Lifetop.Actions.Steps;

/// <summary>Starts a worker's program once more, the same way as before.</summary>
/// <param name="Command">Empty for what tmux keeps as the pane's own command.</param>
/// <param name="Folder">Where it starts; empty for where the pane began.</param>
public sealed record StartAgain(ImmutableArray<string> Command, string Folder) : PlanStep
{
    /// <summary>The pane it was in, if that is its own; else it gets a window in lifetop's session.</summary>
    public TmuxServer? Server { get; init; }
    public string? PaneId { get; init; }

    /// <summary>Its environment, never shown or written; and in words whose it is.</summary>
    public Variables Variables { get; init; } = Variables.None;
    public string VariablesOf { get; init; } = "";

    /// <summary>When it was started before: two starts are never less than a second apart.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>What names its process besides the registry, and is to name the new one.</summary>
    public RecordFile? File { get; init; }

    /// <summary>What lifetop declares of it before the end, where nobody has.</summary>
    public Declaration? Record { get; init; }

    /// <summary>Why it will not come up, as far as that can be seen before; empty for nothing.</summary>
    public string Doubt { get; init; } = "";

    public override string What => "start again";

    public override bool StartsAgain => true;

    public override string Target => PaneId is null ? ArgumentText.Join(Command) : $"{PaneId} of {Server!.Socket}";

    public override string Words => (Command.IsEmpty
        ? $"start again what pane {PaneId} was opened with, in the pane's environment"
        : $"start again {ArgumentText.Join(Command)} at {Folder}, {(PaneId is null ? "in a window of its own" : "in pane " + PaneId)}, with the environment of {VariablesOf}")
        + (File is null ? "" : $", and {File.Words}")
        + (Doubt.Length > 0 ? $" ({Doubt})" : "");
}
