using System;
using System.Threading;
using Lifetop.Model;

namespace Lifetop.Screens.Processes;

/// <summary>
/// Hands snapshots from the observing thread to the screen's without copying: one is filled, one is read, and the newest lies
/// between them. Filled only while somebody goes on wanting it.
/// </summary>
public sealed class ProcessBoard
{
    /// <summary>So many looks after it was last wanted nobody shows it any more.</summary>
    private const int LooksWanted = 4;

    private ProcessSnapshot _filling = new(), _reading = new(), _between = new();
    private long _published, _taken;
    private int _wanted;

    /// <summary>Makes the observing side look soon.</summary>
    public Action? Wake { get; set; }

    /// <summary>A login name; null shows the number.</summary>
    public Func<uint, string?>? UserName { get; set; }

    /// <summary>Whether a program is known to be a coding agent.</summary>
    public Func<ProgramNames, bool>? IsAgent { get; set; }

    /// <summary>The user's home, which is shown as <c>~</c>.</summary>
    public string? Home { get; set; }

    /// <summary>The screen's side: goes on wanting it.</summary>
    public void Want()
    {
        if (Interlocked.Exchange(ref _wanted, LooksWanted) == 0)
            Wake?.Invoke();
    }

    /// <summary>The observing side, once a look: whether to fill.</summary>
    public bool IsWanted()
    {
        int wanted = Volatile.Read(ref _wanted);
        // When the screen renews it meanwhile, that counts and not this.
        if (wanted > 0)
            Interlocked.CompareExchange(ref _wanted, wanted - 1, wanted);
        return wanted > 0;
    }

    /// <summary>The observing side's own, until it is published.</summary>
    public ProcessSnapshot Filling => _filling;

    public void Publish()
    {
        _filling = Interlocked.Exchange(ref _between, _filling);
        Interlocked.Increment(ref _published);
    }

    /// <summary>The screen's own, until it takes the next.</summary>
    public ProcessSnapshot Reading => _reading;

    /// <summary>True when a newer one came.</summary>
    public bool Take()
    {
        long published = Interlocked.Read(ref _published);
        if (published == _taken)
            return false;
        // Had it been taken already between the two reads, the next Take only gets a newer one.
        _taken = published;
        _reading = Interlocked.Exchange(ref _between, _reading);
        return true;
    }
}
