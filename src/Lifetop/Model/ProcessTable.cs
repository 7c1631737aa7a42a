using System;
using System.Collections.Generic;

namespace Lifetop.Model;

/// <summary>
/// Every process of the machine at one look. It belongs to the observing thread, which refills it in place;
/// what crosses threads is made from it.
/// </summary>
public sealed class ProcessTable
{
    private readonly Dictionary<int, int> _byPid = new(1024);
    private ProcessRow[] _rows = new ProcessRow[1024];
    private ProcessDetails?[] _details = new ProcessDetails?[1024];

    public Guid Boot { get; set; }

    public int Count { get; private set; }

    /// <summary>Changes whenever anybody was born, died, got another parent, group, session or program, or newly read details.</summary>
    public long Version { get; set; }

    /// <summary>False where the kernel hides other users' processes (hidepid), so that not seen is not gone for them.</summary>
    public bool SeesEverybody { get; set; } = true;

    /// <summary>Whether the kernel has no process of a number, shown or not.</summary>
    public Func<int, bool> Lacks { get; init; } = static _ => false;

    public ProcessRows Rows => new(_rows, Count);

    /// <summary>For the scan that fills the table: rows to be changed in place.</summary>
    public WritableRows Writable => new(_rows, Count);

    public int IndexOf(int pid) => _byPid.TryGetValue(pid, out int index) ? index : -1;

    /// <summary>The row of exactly this process; -1 when it is gone or the pid is somebody else's now.</summary>
    public int IndexOf(in ProcessIdentity identity)
    {
        int index = IndexOf(identity.Pid);
        return index >= 0 && _rows[index].StartTicks == identity.StartTicks && Boot == identity.Boot ? index : -1;
    }

    /// <summary>Not in the table, but it may well be alive: only which process it is cannot be known.</summary>
    public bool MayHide(int pid) => !SeesEverybody && IndexOf(pid) < 0 && !Lacks(pid);

    public ProcessIdentity IdentityAt(int index) => new(_rows[index].Pid, _rows[index].StartTicks, Boot);

    public ProcessDetails? DetailsAt(int index) => _details[index];

    public void SetDetails(int index, ProcessDetails? details) => _details[index] = details;

    /// <summary>The row of a pid, made empty when the pid is new; the caller fills it.</summary>
    public int Add(int pid)
    {
        if (_byPid.TryGetValue(pid, out int index))
            return index;
        if (Count == _rows.Length)
        {
            // Not Array.Resize, which would be compiled on the spot for an array of our own.
            var more = new ProcessRow[Count * 2];
            Array.Copy(_rows, more, Count);
            _rows = more;
            Array.Resize(ref _details, Count * 2);
        }
        _rows[Count] = new ProcessRow { Pid = pid, CpuPercent = -1, ExitStatus = -1 };
        _details[Count] = null;
        _byPid[pid] = Count;
        return Count++;
    }

    /// <summary>Drops a row; the last row takes its place, so walk backwards while removing.</summary>
    public void RemoveAt(int index)
    {
        _byPid.Remove(_rows[index].Pid);
        int last = --Count;
        if (index != last)
        {
            _rows[index] = _rows[last];
            _details[index] = _details[last];
            _byPid[_rows[index].Pid] = index;
        }
        _details[last] = null;
    }
}
