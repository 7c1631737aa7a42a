using System;
using System.Collections.Immutable;
using Lifetop.Model;
using Microsoft.Data.Sqlite;

namespace Lifetop.Registry;

/// <summary>
/// Brings memory.json up to date with plans and what they reaped, for who commits such a change without a look of its own: what else
/// stands in it stays, or comes from the registry if that was newer already.
/// </summary>
public sealed class MemoryCopy(StateFolder folder, Guid boot, TimeSpan keep, TimeProvider time)
{
    /// <summary>Another commit may come between the reading and the writing.</summary>
    private const int Tries = 3;

    private bool _wasFresh;
    private bool _tidied;
    private long _version;
    private ImmutableArray<OpenPlan> _plans = [];
    private ImmutableArray<RememberedWorker> _cleaned = [];

    /// <summary>Told what was written, for the looks of this very lifetop.</summary>
    public Action<Recollection>? Written { get; init; }

    /// <summary>Under the write lock, before the change: nobody else's is on its way now.</summary>
    internal void Begin() => _wasFresh = MemoryFile.IsFresh(folder.Memory, folder.Registry);

    /// <summary>Under the write lock, after the change.</summary>
    internal void Take(SqliteConnection connection, ImmutableArray<RememberedWorker> cleaned)
    {
        _version = VersionOf(connection);
        _plans = OpenPlans.Read(connection);
        _cleaned = cleaned;
    }

    /// <summary>After the commit. What cannot be written here is older than the registry, so nobody is misled by it.</summary>
    internal void Write(RegistryFile registry, DateTimeOffset at)
    {
        if (!FolderLock.TryTake(folder, time, out var held))
            return;
        using (held)
        {
            if (!_tidied)
                MemoryFile.RemoveLeftovers(folder.Memory); // whose plan is taken over or dropped may have died over this very file
            _tidied = true;
            for (int i = 0; i < Tries; i++)
            {
                var now = (i == 0 && _wasFresh ? Changed() : null) ?? ReadAll(registry, at);
                if (now is null || MemoryFile.Write(folder.Memory, now with { WrittenAt = at }) is not null)
                    return;
                Written?.Invoke(now);
                long version = 0;
                if (registry.Read(connection => version = VersionOf(connection)).IsUsable && version == _version)
                    return;
            }
            // Better none than one that looks younger than what it does not hold.
            _ = StateFile.Remove(folder.Memory);
        }
    }

    private Recollection? Changed()
    {
        if (MemoryFile.Read(folder.Memory, out _) is not { } known || known.Boot != boot)
            return null;
        var workers = known.Workers.ToBuilder();
        foreach (var cleaned in _cleaned)
        {
            int index = 0;
            while (index < workers.Count && workers[index].Identity != cleaned.Identity)
                index++;
            if (index == workers.Count)
                workers.Add(cleaned);
            else
                workers[index] = cleaned with { Members = workers[index].Members };
        }
        return known with { OpenPlans = _plans, Workers = workers.ToImmutable() };
    }

    private Recollection? ReadAll(RegistryFile registry, DateTimeOffset at)
    {
        Recollection? found = null;
        registry.Read(connection =>
        {
            _version = VersionOf(connection);
            found = RecollectionReader.Build(connection, boot, at, keep);
        });
        return found;
    }

    // Moves with every commit of any other connection, and with none of this one.
    private static long VersionOf(SqliteConnection connection) => Sql.Number(connection, "PRAGMA data_version");
}
