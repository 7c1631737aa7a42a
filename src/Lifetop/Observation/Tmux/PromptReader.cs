using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Text;
using System.Threading;
using Lifetop.Model;
using Lifetop.Platform;

namespace Lifetop.Observation.Tmux;

/// <summary>A pane in whose last lines a question may stand, and the program that would ask it.</summary>
public sealed record PromptTarget(string PaneId, string Program);

/// <summary>
/// Reads the last lines of panes once they stand still, because a question does. Read belongs to the source's thread;
/// Due and Follow may be used from any.
/// </summary>
internal sealed class PromptReader(TmuxClient client, PromptPatterns patterns)
{
    private const int CapturesPerLook = 4;

    private readonly List<FollowedPane> _followed = [];
    private ImmutableArray<PaneSighting> _panes = [];
    private volatile PromptTarget[] _targets = [];
    private PromptTarget[] _targetsTaken = [];
    private int _next;
    private long _due = long.MaxValue;

    /// <summary>When there is something to read next, in UTC ticks.</summary>
    public long Due => Volatile.Read(ref _due);

    public void Follow(PromptTarget[] targets)
    {
        if (targets.AsSpan().SequenceEqual(_targets))
            return;
        _targets = targets;
        Volatile.Write(ref _due, 0);
    }

    /// <summary>Nothing can be read for now.</summary>
    public void Rest() => Volatile.Write(ref _due, long.MaxValue);

    public void Read(ImmutableArray<PaneSighting> panes, DateTimeOffset now)
    {
        // Set first: targets that change meanwhile set it to 0 again.
        Rest();
        var targets = _targets;
        if (panes != _panes || targets != _targetsTaken)
            Match(panes, targets);
        int captures = 0;
        for (int i = 0; i < _followed.Count && captures < CapturesPerLook; i++)
        {
            // Begins where the last look stopped, so that nobody is left out for ever.
            var pane = _followed[_next++ % _followed.Count];
            if (pane.DueAt(now) > now)
                continue;
            captures++;
            if (!Capture(pane, now))
                break;
        }
        long due = long.MaxValue;
        foreach (var pane in _followed)
            due = Math.Min(due, pane.DueAt(now).UtcTicks);
        if (due < Due)
            Interlocked.CompareExchange(ref _due, due, long.MaxValue);
    }

    private bool Capture(FollowedPane pane, DateTimeOffset now)
    {
        pane.ReadAt = now;
        var reply = client.Run("capture-pane", "-p", "-t", pane.Sighting.Facts.PaneId);
        if (reply.End == TmuxEnd.Answered)
        {
            var prompt = patterns.Find(Encoding.UTF8.GetString(reply.Output.Span), pane.Program);
            // The same question stays the same object.
            if (prompt != pane.Sighting.Prompt)
                pane.Sighting.Prompt = prompt;
        }
        return reply.End is TmuxEnd.Answered or TmuxEnd.Failed;
    }

    private void Match(ImmutableArray<PaneSighting> panes, PromptTarget[] targets)
    {
        _panes = panes;
        _targetsTaken = targets;
        List<FollowedPane> before = [.. _followed];
        _followed.Clear();
        foreach (var sighting in panes)
        {
            var target = Array.Find(targets, t => t.PaneId == sighting.Facts.PaneId);
            if (target is null || sighting.Facts.Dead)
            {
                sighting.Prompt = null;
                continue;
            }
            var old = before.Find(f => f.Sighting.Facts.PaneId == target.PaneId && f.Sighting.Facts.Pid == sighting.Facts.Pid && f.Program == target.Program);
            _followed.Add(new FollowedPane(sighting, target.Program) { ReadAt = old?.ReadAt ?? default });
        }
    }
}
