using System;
using System.Collections.Immutable;
using Lifetop.Model;

namespace Lifetop.Actions.Ending;

/// <summary>What a process of a worker is born with: the markers in its environment, the worktree it works in, and its pane's scope.</summary>
internal sealed class BirthMarks
{
    private readonly string? _worktree;

    /// <param name="worker">As the look before the ending has it; null where it was not seen.</param>
    public BirthMarks(Worker? worker, Census census)
    {
        Scope = worker?.Scope;
        if (worker?.Declaration is not { } declaration)
            return;
        _worktree = declaration.Worktree is { Length: > 1 } path ? census.RealPath(path) : null;
        Markers =
        [
            .. declaration.Markers, new EnvironmentMarker(Marker, declaration.Key.Text),
            .. declaration.Identity == declaration.Key.Text ? ImmutableArray<EnvironmentMarker>.Empty : [new EnvironmentMarker(Marker, declaration.Identity)],
        ];
    }

    private const string Marker = "LIFETOP_WORKER";

    public ImmutableArray<EnvironmentMarker> Markers { get; } = [];

    /// <summary>As it was before anybody was signalled: the pane's root is among the first to go, and then no look knows its scope any more.</summary>
    public PaneScope? Scope { get; }

    /// <summary>Whether its scope holds this control group, and has not become another pane's meanwhile.</summary>
    public bool HasInScope(string? controlGroup, Census census)
        => Scope is { } scope && controlGroup is not null && PathText.IsIn(controlGroup, scope.Path)
            && (census.Scopes.Around(scope.Path) is { } now ? now == scope : IsGone(scope.Root, census.Processes));

    public bool Fit(ProcessDetails details, Census census, OtherWorkers others)
    {
        if (HasInScope(details.ControlGroup, census))
            return true;
        foreach (var own in details.Markers)
            if (Markers.Contains(own))
                return true;
        return _worktree is { } worktree && details.WorkingDirectory is { } folder && PathText.IsIn(folder, worktree) && !others.HaveNearer(details, folder, worktree);
    }

    private static bool IsGone(in ProcessIdentity process, ProcessTable table) => table.IndexOf(process) is var row && (row < 0 || table.Rows[row].IsZombie);
}
