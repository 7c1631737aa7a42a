using System;
using Lifetop.Platform;
using Lifetop.Screens;

namespace Lifetop.App;

/// <summary>Sees for a screen whether there is a tmux on PATH. One that is there is not looked for again: what needs it says so when it is gone.</summary>
internal sealed class TmuxEye(bool isWanted)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(5);

    private bool _isMissing;
    private DateTimeOffset _next = isWanted ? DateTimeOffset.MinValue : DateTimeOffset.MaxValue;

    /// <summary>Null while nothing changed.</summary>
    public TmuxSeen? News(DateTimeOffset now)
    {
        if (now < _next)
            return null;
        bool isMissing = !TmuxClient.IsInstalled();
        _next = isMissing ? now + BetweenLooks : DateTimeOffset.MaxValue;
        if (isMissing == _isMissing)
            return null;
        _isMissing = isMissing;
        return new TmuxSeen(isMissing);
    }
}
