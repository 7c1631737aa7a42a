using System;

namespace Lifetop.Observation;

/// <summary>
/// Time that went by while lifetop was stopped (Ctrl-Z) or got no turn: whoever it had asked could not answer then. Told at the turns of the
/// observing thread, before and after each wait; a machine that sleeps is not counted by this clock at all.
/// </summary>
/// <param name="milliseconds">A clock that nobody sets.</param>
internal sealed class Standstill(Func<long> milliseconds)
{
    /// <summary>A turn that takes no longer than this is work.</summary>
    private const long Slack = 100;

    private long _last = milliseconds(), _lost;

    /// <param name="allowed">Milliseconds that were waited for since the last turn at most.</param>
    public void Turn(long allowed)
    {
        long now = milliseconds(), more = now - _last - allowed;
        _last = now;
        if (more > Slack)
            _lost += more;
    }

    /// <summary>The milliseconds since the last time this was asked.</summary>
    public long TakeLost()
    {
        Turn(0);
        long lost = _lost;
        _lost = 0;
        return lost;
    }
}
