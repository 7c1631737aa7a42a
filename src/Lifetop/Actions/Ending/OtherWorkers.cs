using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Model;

namespace Lifetop.Actions.Ending;

/// <summary>
/// Whose each process is by the newest look: one of the orders', somebody else's, or nobody's. What an ending brings to light (the server
/// below an agent that has just died, found as a worker of its own) is not somebody else.
/// </summary>
internal sealed class OtherWorkers
{
    private readonly IReadOnlyList<EndingOrder> _orders;
    private readonly HashSet<string> _known = [];
    private readonly Dictionary<int, int> _order = [];
    private readonly Dictionary<int, string> _other = [];
    private readonly HashSet<string> _names = [];
    private readonly List<string> _worktrees = [];
    private ImmutableArray<JudgedWorker> _read;

    public OtherWorkers(IReadOnlyList<EndingOrder> orders, Roster roster)
    {
        _orders = orders;
        foreach (var judged in roster.Workers)
            _known.Add(judged.Worker.Identity);
    }

    public void Read(Roster roster, Census census)
    {
        if (_read == roster.Workers)
            return;
        _read = roster.Workers;
        _order.Clear();
        _other.Clear();
        _names.Clear();
        _worktrees.Clear();
        foreach (var judged in roster.Workers)
        {
            var worker = judged.Worker;
            int order = OrderOf(worker);
            // Somebody started it anew: what of that one belongs to the old tree shows by whom it descends from.
            if (order >= 0 && PlannedWorkers.IsOtherAttempt(_orders[order].Worker, worker))
                continue;
            if (order < 0 && worker.Declaration is null && !worker.OwnsPane && !_known.Contains(worker.Identity))
                continue;
            foreach (var member in worker.Members)
                if (order >= 0)
                    _order[member.Process.Pid] = order;
                else
                    _other[member.Process.Pid] = worker.Key.Text;
            if (order >= 0)
                continue;
            if (worker is { RootAlive: true, Root: { } root })
                _other[root.Pid] = worker.Key.Text;
            if (worker.Declaration is not { } declaration)
                continue;
            _names.Add(declaration.Key.Text);
            _names.Add(declaration.Identity);
            if (declaration.Worktree is { Length: > 1 } worktree)
                _worktrees.Add(census.RealPath(worktree));
        }
    }

    /// <summary>Whether a folder inside one of ours shows whose a process is no more: it carries the name of another, or is in another's worktree inside that.</summary>
    public bool HaveNearer(ProcessDetails details, string folder, string worktree)
    {
        foreach (var marker in details.Markers)
            if (_names.Contains(marker.Value))
                return true;
        foreach (string other in _worktrees)
            if (other.Length > worktree.Length && PathText.IsIn(folder, other))
                return true;
        return false;
    }

    /// <summary>The order whose worker it belongs to; -1 for none.</summary>
    public int OrderOf(int pid) => _order.GetValueOrDefault(pid, -1);

    /// <summary>The key of the worker of another it belongs to.</summary>
    public string? Key(int pid) => _other.GetValueOrDefault(pid);

    private int OrderOf(Worker worker)
    {
        for (int i = 0; i < _orders.Count; i++)
            if (PlannedWorkers.Is(_orders[i].Worker, worker))
                return i;
        return -1;
    }
}
