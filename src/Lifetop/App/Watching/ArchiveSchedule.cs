using System;
using Lifetop.Registry;

namespace Lifetop.App.Watching;

/// <summary>When what ended long ago moves to the history. Who does that needs a look of its own and all that the registry has: only where there is somebody.</summary>
/// <param name="after">So long ago is long ago.</param>
/// <param name="open">The registry; null when there is none.</param>
/// <param name="order">Has them all archived.</param>
public sealed class ArchiveSchedule(TimeSpan after, Func<RegistryFile?> open, Action<WatchOrder> order)
{
    /// <summary>What is a week old may be some minutes older.</summary>
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(10);

    private DateTimeOffset _next;

    public void See(DateTimeOffset now)
    {
        if (now < _next)
            return;
        _next = now + (after < Every ? after : Every);
        using var registry = open();
        if (registry is not null && EndedLongAgo.Any(registry, now - after, out bool any).IsUsable && any)
            order(new WatchOrder(WatchDeed.Archive, "", "archive", null));
    }
}
