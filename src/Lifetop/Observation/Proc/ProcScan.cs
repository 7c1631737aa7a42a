using System;
using Lifetop.Model;
using Lifetop.Platform;

namespace Lifetop.Observation.Proc;

/// <summary>
/// Keeps the process table true at the price of one clock reading a process: a process whose CPU clock stands still
/// neither ran nor was signalled, so its stat file is read only in rotation. Births come from the last pid the kernel
/// gave out, deaths from clocks that are gone. A steady look allocates nothing.
/// </summary>
public sealed unsafe class ProcScan : IDisposable
{
    /// <summary>Quiet rows are reread once in 16 looks, for what no clock tells: a new parent, renice, reclaimed memory, a reused pid.</summary>
    private const long Rotation = 15;

    /// <summary>So many new numbers are asked for one by one; more are found cheaper by listing the folder.</summary>
    private const int LongestProbe = 512;

    /// <summary>A number is given out a moment before its process can be seen, so the newest are asked for in the next look again.</summary>
    private const int Hindsight = 64;

    /// <summary>A process this young may have been seen between fork and exec; rotation would show the wrong program for too long.</summary>
    private const long YoungTicks = 2 * Census.TicksPerSecond;

    private readonly ProcFolder _proc = new();
    private readonly LastPid _lastPid = new();
    private readonly NumberListing _listing = new();
    private readonly int _self = Libc.ProcessId();
    private int _thread;
    private int _last, _readFrom;
    private int _askedUpTo;
    private bool _listDue = true;
    private long _looks;
    private long _watchedLooks;
    private long _sampledAt;
    private long _youngFrom;

    public ProcScan(Guid boot)
    {
        Table = new ProcessTable { Boot = boot, SeesEverybody = HiddenProcesses.SeesEverybody(), Lacks = HiddenProcesses.Lack };
    }

    public ProcessTable Table { get; }

    /// <summary>False when /proc is missing or no descriptor was free: then rows may be missing, and what is missing is not gone.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>Stat files read so far.</summary>
    public long StatReads { get; private set; }

    /// <summary>Processes met so far, those of the first look included.</summary>
    public long Births { get; private set; }

    /// <summary>Time between the last two readings of the clocks.</summary>
    public TimeSpan CpuWatched { get; private set; }

    /// <summary>The numbers given out since the last look read its rows.</summary>
    public GivenNumbers GivenSince => new(_readFrom, _lastPid.Read());

    /// <summary>Who has this pid at this moment, whatever the table says.</summary>
    public ProcessIdentity? Identify(int pid) => _proc.TryIdentify(pid, Table.Boot, out var identity) ? identity : null;

    /// <summary>
    /// The next look finds everybody, also whose number is lower than the last one given out: after a wrap of the numbers, or where somebody
    /// chooses them. For whoever ends processes a listing is not too dear.
    /// </summary>
    public void ListNext() => _listDue = true;

    /// <summary>Looks at every process. All clocks are read before the first stat file, so that they are of one moment.</summary>
    public void Look()
    {
        _looks++;
        IsWhole = _proc.Descriptor >= 0;
        long now = Begin();
        FindBirths();
        _readFrom = _last;
        SampleAll(now, _looks);
        for (int index = Table.Count - 1; index >= 0; index--)
            if ((Table.Rows[index].Marks & RowMarks.Due) != 0)
                Reread(index);
    }

    /// <summary>Whether this one lives and was not in the table; then <see cref="LookForNewborn"/> reads it.</summary>
    public bool Meets(int pid)
    {
        if (pid <= 0 || Table.IndexOf(pid) >= 0)
            return false;
        // The look before may have been another thread's.
        _thread = Libc.ThreadId();
        if (Clock(pid) < 0)
            return false;
        Meet(pid);
        return true;
    }

    /// <summary>Only for those born since the look: what was said meanwhile may be of them. Nothing is measured anew.</summary>
    public void LookForNewborn()
    {
        _thread = Libc.ThreadId();
        FindBirths();
        for (int index = Table.Count - 1; index >= 0; index--)
        {
            ref var row = ref Table.Writable[index];
            if ((row.Marks & RowMarks.Fresh) == 0)
                continue;
            long clock = Clock(row.Pid);
            if (clock < 0)
            {
                Remove(index);
                continue;
            }
            Sample(ref row, clock, _sampledAt, _looks);
            Reread(index);
        }
    }

    /// <summary>Looks at these rows only. Rows of the dead are removed at the end; an index that is out of the table by now is passed over.</summary>
    public void LookWatched(ReadOnlySpan<int> rowIndexes)
    {
        _watchedLooks++;
        IsWhole = _proc.Descriptor >= 0;
        long now = Begin();
        var rows = Table.Writable;
        bool anyGone = false;
        foreach (int index in rowIndexes)
        {
            if ((uint)index >= (uint)rows.Length)
                continue;
            ref var row = ref rows[index];
            long clock = Clock(row.Pid);
            if (clock < 0)
            {
                row.Marks |= RowMarks.Gone;
                anyGone = true;
                continue;
            }
            Sample(ref row, clock, now, _watchedLooks);
        }
        foreach (int index in rowIndexes)
            if ((uint)index < (uint)rows.Length && (rows[index].Marks & (RowMarks.Due | RowMarks.Gone)) == RowMarks.Due && !Refresh(index))
            {
                rows[index].Marks |= RowMarks.Gone;
                anyGone = true;
            }
        for (int index = Table.Count - 1; anyGone && index >= 0; index--)
            if ((rows[index].Marks & RowMarks.Gone) != 0)
                Remove(index);
    }

    public void Dispose()
    {
        _proc.Dispose();
        _lastPid.Dispose();
    }

    private long Begin()
    {
        TimeSpec time;
        _ = Libc.ClockGetTime(Libc.ClockMonotonic, &time);
        long now = time.Seconds * 1_000_000_000 + time.Nanoseconds;
        if (_sampledAt != 0)
            CpuWatched = new TimeSpan((now - _sampledAt) / TimeSpan.NanosecondsPerTick);
        _sampledAt = now;
        _youngFrom = BootClock.TicksSinceBoot() - YoungTicks;
        _thread = Libc.ThreadId();
        return now;
    }

    /// <summary>Threads take numbers too, but have no process clock: only our own thread's number answers with our process's, so it is left out.</summary>
    private long Clock(int pid) => pid == _thread && pid != _self ? -1 : Libc.CpuClock(pid);

    private void FindBirths()
    {
        int last = _lastPid.Read();
        if (_listDue || last < 0 || last < _last || last - _askedUpTo > LongestProbe || (_looks & Rotation) == 0)
        {
            _listing.Begin(_proc.Descriptor);
            while (_listing.TryNext(out int pid))
                Meet(pid);
            _listDue = _listing.Failed;
            IsWhole &= !_listDue;
        }
        else
        {
            for (int pid = _askedUpTo + 1; pid <= last; pid++)
                if (Clock(pid) >= 0)
                    Meet(pid);
        }
        _askedUpTo = Math.Max(last >= _last ? _last : 0, last - Hindsight);
        _last = last;
    }

    private void Meet(int pid)
    {
        if (Table.IndexOf(pid) >= 0)
            return;
        int index = Table.Add(pid);
        Table.Writable[index].Marks = RowMarks.Fresh;
    }

    private void SampleAll(long now, long turn)
    {
        var rows = Table.Writable;
        for (int index = rows.Length - 1; index >= 0; index--)
        {
            ref var row = ref rows[index];
            long clock = Clock(row.Pid);
            if (clock < 0)
                Remove(index);
            else
                Sample(ref row, clock, now, turn);
        }
    }

    private void Sample(ref ProcessRow row, long clock, long now, long turn)
    {
        if (clock != row.CpuNanoseconds || ((row.Pid ^ turn) & Rotation) == 0 || row.StartTicks >= _youngFrom
            || (row.Marks & RowMarks.Fresh) != 0)
            row.Marks |= RowMarks.Due;
        Measure(ref row, clock, now);
    }

    private static void Measure(ref ProcessRow row, long clock, long now)
    {
        // A clock that went back is somebody else's: the pid was reused, and stat will tell.
        if (row.SampledAt == 0 || clock < row.CpuNanoseconds)
            row.CpuPercent = -1;
        else if (now > row.SampledAt)
            row.CpuPercent = (float)((clock - row.CpuNanoseconds) * 100.0 / (now - row.SampledAt));
        row.CpuNanoseconds = clock;
        row.SampledAt = now;
    }

    private void Reread(int index)
    {
        if (!Refresh(index))
            Remove(index);
    }

    /// <summary>Reads stat of a row again; false when the row has to go.</summary>
    private bool Refresh(int index)
    {
        ref var row = ref Table.Writable[index];
        bool fresh = (row.Marks & RowMarks.Fresh) != 0;
        var seen = row;
        StatReads++;
        switch (_proc.ReadStat(row.Pid, ref seen))
        {
            case StatReading.Gone:
                return false;
            case StatReading.Denied:
                row.Marks &= ~RowMarks.Due;
                return !fresh;
            case StatReading.Failed:
                // Nothing is known about a newcomer yet: list again until it can be read. Others stay as they were, and due.
                IsWhole = false;
                _listDue |= fresh;
                return !fresh;
        }

        bool reborn = fresh || seen.StartTicks != row.StartTicks;
        if (reborn || ((row.Pid ^ _looks) & Rotation) == 0 || seen.StartTicks >= _youngFrom)
            seen.UserId = _proc.ReadUser(row.Pid, reborn ? 0 : row.UserId);
        if (seen.IsZombie)
            _proc.DistrustForeignExit(ref seen);
        seen.Marks = RowMarks.None;
        // A kernel worker's name tells what it works on at the moment: nothing to wake anybody for.
        if (seen.IsKernelThread && !reborn)
            seen.Name = row.Name;
        // Where there are no arguments, nothing can be read any more: a zombie, one on its way out, one whose main thread is
        // gone. What it was stays known.
        bool otherProgram = seen.ArgumentsAt != row.ArgumentsAt && seen.ArgumentsAt != 0 || !seen.Name.Bytes.SequenceEqual(row.Name.Bytes);
        if (reborn)
        {
            Births++;
            if (!fresh)
                seen.CpuPercent = -1;
        }
        if (reborn || otherProgram)
            Table.SetDetails(index, null);
        if (reborn || otherProgram || seen.Parent != row.Parent || seen.Group != row.Group || seen.Session != row.Session
            || seen.Terminal != row.Terminal || seen.UserId != row.UserId || seen.IsZombie != row.IsZombie)
            Table.Version++;
        row = seen;
        return true;
    }

    private void Remove(int index)
    {
        // One that came and went within the look was never in the table for anybody.
        if ((Table.Rows[index].Marks & RowMarks.Fresh) == 0)
            Table.Version++;
        Table.RemoveAt(index);
    }
}
