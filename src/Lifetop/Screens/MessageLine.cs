using System;
using System.Collections.Generic;
using System.Collections.Immutable;

namespace Lifetop.Screens;

/// <summary>One line that was said, and when.</summary>
public sealed record SaidLine(DateTimeOffset At, Outcome Outcome, string Text, string? Hint)
{
    /// <summary>What was done one by one, and what came of each.</summary>
    public ImmutableArray<string> Steps { get; init; } = [];
}

/// <summary>The last thing said, shown in place of the keys for a while; and what was said before, for the log of actions.</summary>
public sealed class MessageLine
{
    private const int Kept = 500;
    private static readonly TimeSpan ShownFor = TimeSpan.FromSeconds(5);
    private readonly List<SaidLine> _said = [];

    /// <summary>Oldest first; only what was done, tried or refused, not what was merely noted.</summary>
    public IReadOnlyList<SaidLine> Said => _said;

    /// <summary>What stands in the line now; null when the keys do.</summary>
    public SaidLine? Current { get; private set; }

    public void Say(DateTimeOffset now, Outcome outcome, string text, string? hint = null, ImmutableArray<string> steps = default)
    {
        Current = new SaidLine(now, outcome, text, hint) { Steps = steps.IsDefault ? [] : steps };
        if (outcome == Outcome.Noted)
            return;
        if (_said.Count == Kept)
            _said.RemoveAt(0);
        _said.Add(Current);
    }

    /// <summary>How far something is that goes on: stands until the next word of it, and gives way to what was said last.</summary>
    public void Follow(DateTimeOffset now, string text, string? hint)
    {
        if (Current is null or { Outcome: Outcome.UnderWay })
            Current = new SaidLine(now, Outcome.UnderWay, text, hint);
    }

    /// <summary>A key was pressed: the keys come back.</summary>
    public void Clear() => Current = null;

    /// <summary>True when its time was over and it went.</summary>
    public bool Expire(DateTimeOffset now)
    {
        if (Current is not { } current || now - current.At < ShownFor)
            return false;
        Current = null;
        return true;
    }
}
