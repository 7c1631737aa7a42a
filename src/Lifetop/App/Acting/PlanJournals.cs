using System;
using System.Threading;
using Lifetop.Actions;
using Lifetop.Registry;

namespace Lifetop.App.Acting;

/// <summary>The journal for who acts on a look: what it writes is in memory.json at once, and in that look's past.</summary>
internal static class PlanJournals
{
    /// <param name="lookout">Has looked.</param>
    /// <param name="registry">Belongs to the caller.</param>
    /// <param name="actor">Who asked.</param>
    /// <param name="waiting">Told whom a beginning waits for.</param>
    /// <param name="cancel">Breaks off that wait.</param>
    public static PlanJournal Of(Lookout lookout, RegistryFile registry, Actor actor, Action<string>? waiting, CancellationToken cancel)
        => new(registry, actor, PlanOwner.Self(), lookout.Time)
        {
            Cancel = cancel,
            Waiting = waiting,
            Memory = lookout.Memory?.Folder is { } folder
                ? new MemoryCopy(folder, lookout.Engine!.Boot, lookout.Settings.Policy.ArchiveAfter, lookout.Time) { Written = lookout.Engine.Take }
                : null,
        };
}
