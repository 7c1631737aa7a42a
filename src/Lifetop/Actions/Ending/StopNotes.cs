using System;
using System.Collections.Generic;
using Lifetop.Model;

namespace Lifetop.Actions.Ending;

/// <summary>
/// Whom an ending stops, written down for who finds its plan unfinished: they are to go on then. Who stands still already was stopped
/// by somebody else and is not among them.
/// </summary>
/// <param name="write">Takes all of an order, again when there are more; null where nothing is written.</param>
internal sealed class StopNotes(EndingTree tree, int orders, Action<int, IReadOnlyList<ProcessIdentity>>? write)
{
    private readonly HashSet<ProcessIdentity> _seen = [];
    private readonly List<ProcessIdentity>[] _of = Lists(orders);

    public void Write()
    {
        if (write is null)
            return;
        var more = new bool[orders];
        foreach (var target in tree.All)
            if (target.IsPending && _seen.Add(target.Process) && (target.Got(EndingSignal.Stop) || target.TryRead(out var row) && row.State != (byte)'T'))
            {
                _of[target.Order].Add(target.Process);
                more[target.Order] = true;
            }
        for (int order = 0; order < orders; order++)
            if (more[order])
                write(order, _of[order]);
    }

    private static List<ProcessIdentity>[] Lists(int count)
    {
        var lists = new List<ProcessIdentity>[count];
        for (int i = 0; i < count; i++)
            lists[i] = [];
        return lists;
    }
}
