using System;
using System.Collections.Immutable;
using Lifetop.Actions;
using Lifetop.Model;
using Lifetop.Platform;

namespace Lifetop.App.Watching;

/// <summary>How a leading watch is doing, in a file that doctor, lists and screens read without asking it.</summary>
/// <param name="Process">Who leads: while exactly that process lives, the rest is true.</param>
public sealed record WatchHealth(ProcessIdentity Process, DateTimeOffset Since, DateTimeOffset LastLook)
{
    private const int Largest = 4 << 20;

    /// <summary>A look is due every second or so: one that is this late hangs.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(30);

    /// <summary>What cannot be read now.</summary>
    public ImmutableArray<Gap> Failing { get; init; } = [];

    /// <summary>What could not be read for a while and can again: the last failure of each source.</summary>
    public ImmutableArray<PastFailure> Recovered { get; init; } = [];

    /// <summary>Why the registry took nothing the last time; empty while all is well.</summary>
    public string Trouble { get; init; } = "";

    /// <summary>Why the config as it is now does not hold for it; empty where it does.</summary>
    public string Config { get; init; } = "";

    /// <summary>Those that it starts again, or would.</summary>
    public ImmutableArray<WatchedWorker> Workers { get; init; } = [];

    /// <summary>What it does about this one; null for nothing.</summary>
    public WatchedWorker? About(string identity)
    {
        foreach (var worker in Workers)
            if (worker.Identity == identity)
                return worker;
        return null;
    }

    public bool Hangs(DateTimeOffset now) => now - LastLook > Late;

    /// <summary>Of the one that leads; null when nobody does.</summary>
    public static WatchHealth? Living(string? state) => state is not null && Read(state) is { } health && PlanOwner.Lives(health.Process) ? health : null;

    /// <summary>As it was written last, by whomever, alive or not.</summary>
    public static WatchHealth? Read(string state)
    {
        if (RegularFile.Read(new WatchFolder(state).Health, Largest) is not { IsRead: true } file)
            return null;
        try
        {
            return WatchHealthJson.Read(file.Bytes);
        }
        catch (Exception damage) when (damage is FormatException or InvalidOperationException or OverflowException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Null when written, else why not.</summary>
    public string? Write(WatchFolder folder)
    {
        int errno = AtomicFile.WriteUnsynced(folder.Health, WatchHealthJson.Write(this));
        return errno == 0 ? null : $"{folder.Health}: {FileFailures.Words(errno)}";
    }
}

/// <summary>A source that failed and does no more.</summary>
public sealed record PastFailure(string Source, string What, DateTimeOffset Since, DateTimeOffset Until);
