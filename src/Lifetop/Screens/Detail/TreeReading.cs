using System;
using System.Collections.Immutable;
using Lifetop.Model;
using Lifetop.Model.Query;

namespace Lifetop.Screens.Detail;

/// <summary>The processes of the selected worker's tree, read again each second while somebody looks.</summary>
/// <param name="most">So many at most: reading them all would cost more than everything else where there are thousands.</param>
internal sealed class TreeReading(int most)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private Worker? _asked;
    private DateTimeOffset _askedAt;
    private bool _awaited;

    /// <summary>Null until they came.</summary>
    public ImmutableArray<TreeProcess>? Processes { get; private set; }

    public void Refresh(UiState ui, WorkerRow row)
    {
        if (row.Worker.Members.IsEmpty)
        {
            Processes = [];
            return;
        }
        if (_awaited && ReferenceEquals(_asked, row.Worker) && ui.Now - _askedAt < Patience)
            return;
        (_asked, _askedAt, _awaited) = (row.Worker, ui.Now, true);
        ui.Ask(new ReadTree(row.Worker, most));
    }

    /// <summary>How many of the worker's processes were not read.</summary>
    public int Unread(WorkerRow row) => Processes is { } read && read.Length == most ? Math.Max(0, row.Worker.Members.Length - most) : 0;

    /// <summary>True when it says something new.</summary>
    public bool Take(Message message, WorkerRow row)
    {
        if (message is not TreeRead read || read.Worker.Identity != row.Worker.Identity)
            return false;
        _awaited = false;
        if (Processes is { } before && IsSame(before, read.Processes))
            return false;
        Processes = read.Processes;
        return true;
    }

    public void Forget() => (_asked, Processes, _awaited) = (null, null, false);

    public long Ages(DateTimeOffset now)
    {
        long stamp = 0;
        if (Processes is { } processes)
            foreach (var process in processes)
                if (process.StartedAt is { } started)
                    stamp = AgeStamp.Add(stamp, started, now);
        return stamp;
    }

    private static bool IsSame(ImmutableArray<TreeProcess> one, ImmutableArray<TreeProcess> other)
    {
        if (one.Length != other.Length)
            return false;
        for (int i = 0; i < one.Length; i++)
        {
            var (a, b) = (one[i], other[i]);
            if (a.Pid != b.Pid || a.Depth != b.Depth || a.Tie != b.Tie || a.Command != b.Command || a.StartedAt != b.StartedAt
                || a.Cpu != b.Cpu || a.ResidentBytes != b.ResidentBytes || !Numbers.Same(a.Ports, b.Ports))
                return false;
        }
        return true;
    }
}
