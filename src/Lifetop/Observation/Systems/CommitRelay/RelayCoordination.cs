using System;
using System.Collections.Immutable;
using Lifetop.Model;
using Lifetop.Platform;

namespace Lifetop.Observation.Systems.CommitRelay;

/// <summary>What the scripts and daemons of a project keep beside its specs: tasks, the pool of workers, and who is started again.</summary>
internal sealed class RelayCoordination(string root)
{
    private readonly CircuitBreakers _breakers = new(root);

    public StatusList Tasks { get; } = new(NativePath.Join(root, "coordination/task-queue.json"), "tasks", "id");
    public StatusList Pool { get; } = new(NativePath.Join(root, "coordination/worker-pool.json"), "active_workers", "worker_id");
    public RestartQueue Queue { get; } = new(root);

    /// <summary>Another number after every change.</summary>
    public int Version { get; private set; }

    public string? BreakerOf(string? type) => _breakers.Of(type);

    /// <summary>True when any of it says something else than before.</summary>
    public bool Refresh(DateTimeOffset now)
    {
        if (!(Tasks.Refresh(now) | Pool.Refresh(now) | _breakers.Refresh(now) | Queue.Refresh(now)))
            return false;
        Version++;
        return true;
    }

    public void AddTo(ImmutableArray<Gap>.Builder gaps, ImmutableArray<string>.Builder watch)
    {
        Add(Tasks, gaps, watch);
        Add(Pool, gaps, watch);
        Add(_breakers, gaps, watch);
        Queue.AddTo(gaps, watch);
    }

    private static void Add(CoordinationFile file, ImmutableArray<Gap>.Builder gaps, ImmutableArray<string>.Builder watch)
    {
        watch.Add(file.Path);
        if (file.Gap is { } gap)
            gaps.Add(gap);
    }
}
