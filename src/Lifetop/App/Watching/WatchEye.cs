using System;
using System.Collections.Immutable;
using Lifetop.Actions;
using Lifetop.Model;
using Lifetop.Platform;
using Lifetop.Screens;

namespace Lifetop.App.Watching;

/// <summary>Sees for a screen whether a watch leads and how it does: one stat a look, its file only when that was written anew.</summary>
internal sealed class WatchEye(string? state)
{
    private readonly string? _file = state is null ? null : new WatchFolder(state).Health;
    private FileStamp _stamp;
    private WatchHealth? _health;
    private ImmutableArray<WatchedWorker> _workers = [];

    /// <summary>Equal to the one before as long as nothing about it changed that is shown.</summary>
    public WatchMark? Look(DateTimeOffset now)
    {
        if (_file is null || state is null)
            return null;
        var stamp = FileStamp.Of(_file);
        if (stamp != _stamp)
        {
            _stamp = stamp;
            _health = stamp.Exists ? WatchHealth.Read(state) : null;
            if (_health is { } read && !IsSame(read.Workers, _workers))
                _workers = read.Workers;
        }
        return _health is { } health && PlanOwner.Lives(health.Process) ? new WatchMark(health.Process.Pid, health.Hangs(now), health.Failing.Length, _workers) : null;
    }

    private static bool IsSame(ImmutableArray<WatchedWorker> some, ImmutableArray<WatchedWorker> others)
    {
        if (some.Length != others.Length)
            return false;
        for (int i = 0; i < some.Length; i++)
            if (!some[i].Equals(others[i]))
                return false;
        return true;
    }
}
