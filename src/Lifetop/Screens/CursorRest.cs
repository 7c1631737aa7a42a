using System;

namespace Lifetop.Screens;

/// <summary>Tells a cursor that stays on a row from one that only passes: what is asked about a row costs tmux, git and the disk something.</summary>
public sealed class CursorRest
{
    /// <summary>Longer than between two keys of one that is held down; shorter than anybody looks for.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(120);

    private DateTimeOffset _movedAt;

    /// <summary>When it will have rested; null when nobody waits for that.</summary>
    public DateTimeOffset? Until { get; private set; }

    /// <summary>It came to another row.</summary>
    /// <returns>Whether it rested before: a single step is asked about at once, one of many when they are over.</returns>
    public bool Move(DateTimeOffset now)
    {
        bool rested = now - _movedAt >= Rest || now < _movedAt;
        _movedAt = now;
        Until = rested ? null : now + Rest;
        return rested;
    }

    /// <summary>True once, when it has rested as long as somebody waits for.</summary>
    public bool IsOver(DateTimeOffset now)
    {
        // A clock that was set back must not make anybody wait.
        if (Until is not { } until || (now < until && now >= _movedAt))
            return false;
        Until = null;
        return true;
    }
}
