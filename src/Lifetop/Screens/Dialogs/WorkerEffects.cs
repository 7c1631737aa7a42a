using System.Collections.Immutable;
using Lifetop.Model;

namespace Lifetop.Screens.Dialogs;

/// <summary>Make exactly this process, with its pane if that is named, a worker of lifetop's own.</summary>
public sealed record AdoptWorker(ProcessIdentity Process, string Name, WorkerKind Kind) : Effect
{
    public PaneClaim? Pane { get; init; }

    /// <summary>Who has that name and has ended, as its record stood when this was asked for.</summary>
    public Declaration? Replaced { get; init; }
    public string? Type { get; init; }
    public string? Task { get; init; }

    /// <summary>Paths from / or ~.</summary>
    public string? Worktree { get; init; }
    public string? Log { get; init; }
}

/// <summary>Drop the records of these workers, touch nothing else.</summary>
public sealed record ForgetWorkers(ImmutableArray<ForgottenWorker> Workers) : Effect;

/// <summary>A worker to be forgotten, by identity: its key may mean another one by now.</summary>
public sealed record ForgottenWorker(string Identity, ImmutableArray<string> AlsoKnownAs, string Name);
