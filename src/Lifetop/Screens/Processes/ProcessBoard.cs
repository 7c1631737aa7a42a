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

    /// <summary>Beside the place of the one that lies between: nobody has read it yet. Both in one word, so that they change at once.</summary>
    private const int Fresh = 4;

    private readonly ProcessSnapshot[] _snapshots = [new(), new(), new()];
    private int _filling, _between = 1, _reading = 2;
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
    public ProcessSnapshot Filling => _snapshots[_filling];

    public void Publish() => _filling = Interlocked.Exchange(ref _between, _filling | Fresh) & ~Fresh;

    /// <summary>The screen's own, until it takes the next.</summary>
    public ProcessSnapshot Reading => _snapshots[_reading];

    /// <summary>True when a newer one came.</summary>
    public bool Take()
    {
        if ((Volatile.Read(ref _between) & Fresh) == 0)
            return false;
        // Meanwhile another may have been published: that one is newer still.
        _reading = Interlocked.Exchange(ref _between, _reading) & ~Fresh;
        return true;
    }
}
