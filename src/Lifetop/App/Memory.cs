using System;
using Lifetop.Model;
using Lifetop.Platform;
using Lifetop.Registry;

namespace Lifetop.App;

/// <summary>
/// Where a look's knowledge of earlier ones comes from: memory.json, and the registry only when that is missing, torn or old.
/// Says why, if nothing can be known; a lifetop without memory still observes.
/// </summary>
public sealed class Memory
{
    public const string Source = "registry";

    private Memory(StateFolder? folder, Recollection recollection, Gap? gap, bool isFresh, bool isDamaged = false)
    {
        IsDamaged = isDamaged;
        Folder = folder;
        Recollection = recollection;
        Gap = gap;
        IsFresh = isFresh;
    }

    /// <summary>Null when there is no place to keep anything.</summary>
    public StateFolder? Folder { get; }

    public Recollection Recollection { get; }

    public Gap? Gap { get; }

    /// <summary>What people decided is from the registry itself, and no copy that is written later replaces it.</summary>
    public bool IsDecided { get; private init; }

    /// <summary>Of memory.json before it was read: another one is news.</summary>
    public FileStamp Stamp { get; private init; }

    /// <summary>Of the registry before anything was read: another file in its place has yet to be told what people decided.</summary>
    public FileStamp RegistryStamp { get; private init; }

    /// <summary>memory.json held all there is; SQLite was not touched.</summary>
    public bool IsFresh { get; }

    /// <summary>The registry is no database any more; who may write begins a new one.</summary>
    public bool IsDamaged { get; }

    /// <param name="decided">What people decided is read from the registry even if the copy is good, as far as that can be read.</param>
    public static Memory Load(XdgPaths paths, Guid boot, TimeProvider time, TimeSpan keep, bool decided = false)
    {
        var now = time.GetUtcNow();
        if (paths.StateFolder is not { } path)
            return new Memory(null, Recollection.Nothing, new Gap(Source, "", paths.Missing ?? "there is no state folder", now) { HidesWorkers = false }, isFresh: true);
        var folder = new StateFolder(path);
        if (folder.Distrust() is { } reason)
            return new Memory(folder, Recollection.Nothing, new Gap(Source, path, reason, now) { HidesWorkers = false }, isFresh: true);
        var stamp = FileStamp.Of(folder.Memory);
        var registryStamp = FileStamp.Of(folder.Registry);
        if (MemoryFile.IsFresh(folder.Memory, folder.Registry) && MemoryFile.Read(folder.Memory, out _) is { } remembered)
            return new Memory(folder, decided ? Decided(ForBoot(remembered, boot), folder, boot, time, keep) : ForBoot(remembered, boot), null, isFresh: true) { Stamp = stamp, RegistryStamp = registryStamp, IsDecided = decided };
        if (!registryStamp.Exists)
            return new Memory(folder, Recollection.Nothing, null, isFresh: false) { Stamp = stamp, RegistryStamp = registryStamp, IsDecided = decided };
        using var registry = new RegistryFile(folder, time);
        var read = RecollectionReader.Read(registry, boot, now, keep, out var status);
        var gap = read is null ? new Gap(Source, folder.Registry, status.Message, now) { HidesWorkers = false } : null;
        // Who can read no registry had better know what was so a while ago than nothing: what people decided is in the copy too.
        read ??= MemoryFile.Read(folder.Memory, out _) is { } copy ? ForBoot(copy, boot) : Recollection.Nothing;
        return new Memory(folder, read, gap, isFresh: false, status.State == RegistryState.Corrupt) { Stamp = stamp, RegistryStamp = registryStamp, IsDecided = decided };
    }

    /// <summary>The copy is as young as the registry, but may have been written to by anybody; samples and members are in it alone.</summary>
    private static Recollection Decided(Recollection copy, StateFolder folder, Guid boot, TimeProvider time, TimeSpan keep)
    {
        using var registry = new RegistryFile(folder, time);
        return RecollectionReader.Read(registry, boot, time.GetUtcNow(), keep, out var status) is { } read && status.State == RegistryState.Usable
            ? copy with { Declarations = read.Declarations, Protected = read.Protected, Snoozed = read.Snoozed, OpenPlans = read.OpenPlans }
            : copy;
    }

    /// <summary>After a reboot no process and no tmux server is what it was: only what people decided holds.</summary>
    private static Recollection ForBoot(Recollection recollection, Guid boot) => recollection.ForBoot(boot);
}
