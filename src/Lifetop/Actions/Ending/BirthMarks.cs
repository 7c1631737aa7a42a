using System;
using System.Collections.Immutable;
using Lifetop.Model;

namespace Lifetop.Actions.Ending;

/// <summary>What a process of a worker is born with: the markers in its environment, and the worktree it works in.</summary>
internal sealed class BirthMarks
{
    private readonly string? _worktree;

    /// <param name="worker">As the look before the ending has it; null where it was not seen.</param>
    public BirthMarks(Worker? worker, Census census)
    {
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

    public bool Fit(ProcessDetails details)
    {
        foreach (var own in details.Markers)
            if (Markers.Contains(own))
                return true;
        return _worktree is { } worktree && details.WorkingDirectory is { } folder && PathText.IsIn(folder, worktree);
    }
}
