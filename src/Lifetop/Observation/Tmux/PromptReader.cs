using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Text;
using System.Threading;
using Lifetop.Model;

namespace Lifetop.Observation.Tmux;

/// <summary>A pane in whose last lines a question may stand, and the program that would ask it.</summary>
public sealed record PromptTarget(string PaneId, string Program);

/// <summary>
/// Finds out what panes ask, from their last lines once they stand still. What it wants to see is asked for together with
/// the listing, so that a look starts one tmux client at most. Follow and Due may be used from any thread.
/// </summary>
internal sealed class PromptReader(PromptPatterns patterns)
{
    /// <summary>Stands before each capture in the answer.</summary>
    private readonly string _mark = "lifetop-" + ChanceMark.New();

    /// <summary>Nobody named a target meanwhile: by now other things stand on the screens.</summary>
    private static readonly TimeSpan AheadHolds = TimeSpan.FromSeconds(2);

    private readonly List<FollowedPane> _followed = [];
    private readonly List<FollowedPane> _asked = [];
    private ImmutableArray<PaneSighting> _panes = [];
    private volatile PromptTarget[] _targets = [];
    private PromptTarget[] _targetsTaken = [];
    private int _next;
    private long _due = long.MaxValue;

    /// <summary>How many panes one look reads; the rest have their turn in the next. tmux takes a command of 16 kB at most.</summary>
    public int CapturesPerLook { get; init; } = 4;

    /// <summary>What was read before the targets were named; dropped once they are, for it grows old.</summary>
    public ScreensAhead? Ahead { get; set; }

    /// <summary>When there is something to read next, in UTC ticks.</summary>
    public long Due => Volatile.Read(ref _due);

    public void Follow(PromptTarget[] targets, ImmutableArray<PaneSighting> panes)
    {
        if (targets.AsSpan().SequenceEqual(_targets))
            return;
        _targets = targets;
        Volatile.Write(ref _due, 0);
        if (Ahead is { } ahead)
            foreach (var target in targets)
                foreach (var pane in panes)
                    if (pane.Facts.PaneId == target.PaneId && ahead.Of(target.PaneId) is { } screen)
                        pane.Prompt = patterns.Find(screen, target.Program);
    }

    /// <summary>Adds to the command what it takes to see the panes that are due.</summary>
    public void Ask(List<string> command, DateTimeOffset now)
    {
        // Set first: targets that change from here on set it to 0 again.
        Volatile.Write(ref _due, long.MaxValue);
        Match(_panes);
        if (Ahead is { } ahead && (_targetsTaken.Length > 0 || now - ahead.At > AheadHolds))
            Ahead = null;
        _asked.Clear();
        for (int i = 0; i < _followed.Count && _asked.Count < CapturesPerLook; i++)
        {
            // Begins where the last look stopped, so that nobody is left out for ever.
            var pane = _followed[_next++ % _followed.Count];
            if (pane.DueAt(now) > now)
                continue;
            _asked.Add(pane);
            command.AddRange([";", "display-message", "-p", _mark, ";", "capture-pane", "-p", "-t", pane.Sighting.Facts.PaneId]);
        }
    }

    /// <summary>Whether the listing ends here: captures begin, or nothing follows.</summary>
    public bool IsEndOfListing(ReadOnlySpan<byte> rest) =>
        _asked.Count == 0 ? rest.IsEmpty : Encoding.UTF8.GetString(rest[..Math.Min(rest.Length, _mark.Length)]) == _mark;

    /// <summary>Takes the captures that follow the listing; a pane that went meanwhile ends them early.</summary>
    public void Take(ImmutableArray<PaneSighting> panes, ReadOnlySpan<byte> captures, DateTimeOffset now)
    {
        Match(panes);
        string[] screens = _asked.Count == 0 ? [] : Encoding.UTF8.GetString(captures).Split(_mark + "\n");
        for (int i = 0; i < _asked.Count; i++)
        {
            // Before the first mark stands nothing; what was not reached stays due.
            if (i + 1 >= screens.Length || _followed.Find(_asked[i].IsSameAs) is not { } pane)
                continue;
            pane.ReadAt = now;
            var prompt = patterns.Find(screens[i + 1], pane.Program);
            // The same question stays the same object.
            if (prompt != pane.Sighting.Prompt)
                pane.Sighting.Prompt = prompt;
        }
        _asked.Clear();
        long due = long.MaxValue;
        foreach (var pane in _followed)
            due = Math.Min(due, pane.DueAt(now).UtcTicks);
        Interlocked.CompareExchange(ref _due, due, long.MaxValue);
    }

    private void Match(ImmutableArray<PaneSighting> panes)
    {
        var targets = _targets;
        if (panes == _panes && targets == _targetsTaken)
            return;
        _panes = panes;
        _targetsTaken = targets;
        // Not [.. ], which would bring System.Linq in for this.
        var before = new List<FollowedPane>(_followed);
        _followed.Clear();
        foreach (var sighting in panes)
        {
            var target = Array.Find(targets, t => t.PaneId == sighting.Facts.PaneId);
            if (target is null || sighting.Facts.Dead)
            {
                sighting.Prompt = null;
                continue;
            }
            var pane = new FollowedPane(sighting, target.Program);
            pane.ReadAt = before.Find(pane.IsSameAs)?.ReadAt ?? (Ahead?.Of(target.PaneId) is null ? default : Ahead.At);
            _followed.Add(pane);
        }
    }
}
