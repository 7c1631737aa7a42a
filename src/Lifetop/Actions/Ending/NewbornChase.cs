using System;
using System.Collections.Generic;
using System.Threading;
using Lifetop.Model;
using Lifetop.Observation.Proc;
using Lifetop.Platform;

namespace Lifetop.Actions.Ending;

/// <summary>
/// Catches who lives more briefly than a look takes: a chain of processes each of which forks the next, leaves its session and ends. Every number
/// that the kernel gives out is asked for at once, whose child and of what environment, folder and scope it is; who belongs to the tree is held, and
/// signalled in the same breath, so that it has no time for a child.
/// </summary>
internal sealed class NewbornChase : IDisposable
{
    /// <summary>Nobody of the tree was born for so long: then there is nobody left who could.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(20);

    /// <summary>A chain that cannot be caught is given up; the next look says that it is there.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    /// <summary>In so short a time no number is given out twice to those who are born one after another.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(500);

    private readonly LastPid _last = new();
    private readonly DetailsReader _reader = new();
    private readonly TimeProvider _time;
    private readonly BirthMarks[] _marks;
    private readonly string[] _names;
    private readonly DetailParts _parts = DetailParts.Markers | DetailParts.WorkingDirectory;
    private readonly Dictionary<int, (int Order, long StartTicks, long At, bool IsNewborn)> _lineage = [];
    private int _from;

    /// <summary>Changing while they were asked for, so that nothing can be told of them yet.</summary>
    private readonly List<int> _unsettled = [];

    private const int MomentMilliseconds = 1;

    /// <param name="marks">By order: what its processes are known by.</param>
    public NewbornChase(BirthMarks[] marks, TimeProvider time)
    {
        (_marks, _time) = (marks, time);
        var names = new List<string>();
        foreach (var one in marks)
        {
            foreach (var marker in one.Markers)
                if (!names.Contains(marker.Name))
                    names.Add(marker.Name);
            if (one.Scope is not null)
                _parts |= DetailParts.ControlGroup;
        }
        _names = names.ToArray();
    }

    /// <summary>The number that was given out last; before a look, so that nobody is born unseen between that look and the chase.</summary>
    public int LastBorn() => _last.Read();

    /// <summary>How many were found.</summary>
    /// <param name="tree">Takes who is found, and signals it.</param>
    /// <param name="since">Everybody with a later number is asked for.</param>
    public int Run(EndingTree tree, int since, EndingSignal signal)
    {
        long began = _time.GetTimestamp(), quiet = began;
        int found = 0;
        foreach (var target in tree.All)
            _lineage[target.Process.Pid] = (target.Order, target.Process.StartTicks, began, _lineage.TryGetValue(target.Process.Pid, out var known) && known.IsNewborn && known.StartTicks == target.Process.StartTicks);
        _unsettled.Clear();
        _from = since;
        while (since >= 0 && (_time.GetElapsedTime(quiet) < Quiet || _unsettled.Count > 0) && _time.GetElapsedTime(began) < Longest)
        {
            for (int i = _unsettled.Count - 1; i >= 0; i--)
            {
                int pid = _unsettled[i];
                _unsettled.RemoveAt(i);
                if (Catch(tree, pid, signal))
                {
                    found++;
                    quiet = _time.GetTimestamp();
                }
            }
            int last = _last.Read();
            // They begin again from the lowest: who was born around that moment is left to the next look.
            for (int pid = since + 1; pid <= last && _time.GetElapsedTime(began) < Longest; pid++)
                if (Catch(tree, pid, signal))
                {
                    found++;
                    quiet = _time.GetTimestamp();
                }
            since = last;
            // Who runs before others must let them come to be what they are becoming.
            if (_unsettled.Count > 0)
                Pause.For(MomentMilliseconds);
            else
                Thread.Yield();
        }
        return found;
    }

    public void Dispose()
    {
        _last.Dispose();
        _reader.Dispose();
    }

    private bool Catch(EndingTree tree, int pid, EndingSignal signal)
    {
        var row = new ProcessRow { Pid = pid };
        if (tree.Proc.ReadStat(pid, ref row) != StatReading.Done || row.IsTmuxServer)
            return false;
        int order = OrderOf(tree, row);
        if (order < 0 || tree.IsAnothers(row))
            return false;
        // Also one that has ended by now: its child may be the next.
        _lineage[pid] = (order, row.StartTicks, _time.GetTimestamp(), true);
        return !row.IsZombie && tree.Take(row, order, signal, _time.GetTimestamp());
    }

    private int OrderOf(EndingTree tree, in ProcessRow row)
    {
        if (row.Parent > 1 && _lineage.TryGetValue(row.Parent, out var parent) && IsStill(tree, row.Parent, parent.StartTicks, parent.At, parent.IsNewborn))
            return parent.Order;
        // With a terminal it is somebody's who looks on: a marker may have been handed down, a folder is open to all.
        if (row.Terminal != 0 || row.IsZombie || _marks.Length == 0)
            return -1;
        var details = _reader.Read(row, _names, _parts);
        if (details is not null)
            for (int i = 0; i < _marks.Length; i++)
                if (_marks[i].Fit(details, tree.Census, tree.Others))
                    return i;
        if (details is not { Partial: true } && Unsettled.Is(tree.Proc, row))
            _unsettled.Add(row.Pid);
        return -1;
    }

    /// <summary>Who is gone by now still is his child's parent, unless his number may have been another's meanwhile: that of an old one is given out as soon as it is its turn.</summary>
    private bool IsStill(EndingTree tree, int pid, long startTicks, long at, bool isNewborn)
    {
        var now = new ProcessRow { Pid = pid };
        return tree.Proc.ReadStat(pid, ref now) == StatReading.Done
            ? now.StartTicks == startTicks
            : _time.GetElapsedTime(at) < Fresh && (isNewborn || !new GivenNumbers(_from, _last.Read()).Contains(pid));
    }
}
