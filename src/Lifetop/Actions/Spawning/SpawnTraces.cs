using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Actions.Steps;
using Lifetop.Model;

namespace Lifetop.Actions.Spawning;

/// <summary>What a look finds of a half-made worker: its shell at the gate, its window, and who is still making something of it.</summary>
internal sealed class SpawnTraces
{
    /// <summary>A session's first window is let go of in milliseconds, unless nobody is left to do it.</summary>
    private static readonly TimeSpan Fleeting = TimeSpan.FromSeconds(2);

    private readonly LeftSpawn _left;
    private readonly string _gate;
    private readonly Census _census;
    private readonly List<ClosePane> _panes = [];
    private DateTimeOffset _placeholderSince;

    /// <param name="session">The name of lifetop's tmux session.</param>
    /// <param name="world">Has looked.</param>
    public SpawnTraces(LeftSpawn left, WorkerFolder folder, string session, IWorld world)
    {
        (_left, _gate, _census) = (left, folder.Gate, world.Census);
        if (!left.HasBegun("open window"))
            return;
        foreach (var pane in _census.Panes)
            if (IsOfIt(pane.Facts, session))
                _panes.Add(ClosePane.Of(pane.Facts));
    }

    /// <summary>Its shell has not been told what to become.</summary>
    public bool IsWaiting { get; private set; }

    public IReadOnlyList<ClosePane> Panes => _panes;

    /// <summary>git or tmux are at it still, or may be.</summary>
    public bool IsBeingMade(DateTimeOffset now)
    {
        if (now - _placeholderSince < Fleeting)
            return true;
        var rows = _census.Processes.Rows;
        for (int i = 0; i < rows.Length; i++)
            if (!rows[i].IsZombie && _census.Processes.DetailsAt(i) is { Arguments: { IsEmpty: false } arguments } && IsMaking(arguments))
                return true;
        return false;
    }

    private bool IsMaking(ImmutableArray<string> arguments)
        => (_left.Worktree is { } worktree && ((arguments.Contains("worktree") && arguments.Contains(worktree.Path)) || (arguments.Contains("branch") && arguments.Contains(worktree.Branch)))) || (arguments.Contains("new-window") && arguments.Contains(_gate));

    private bool IsOfIt(Pane pane, string session)
    {
        if (pane.Dead)
            return pane.StartCommand.Contains(_gate, StringComparison.Ordinal) && !_left.HasBegun("start");
        int row = _census.RootOf(pane);
        if (row < 0 || _census.Processes.DetailsAt(row) is not { Arguments: { IsEmpty: false } arguments })
            return false;
        if (StartScript.IsWaiting(arguments, _gate))
            return IsWaiting = true;
        bool isPlaceholder = pane.SessionName == session && OwnSession.IsPlaceholder(arguments);
        if (isPlaceholder)
            _placeholderSince = _census.StartedAt(_census.Processes.Rows[row].StartTicks);
        return isPlaceholder;
    }
}
