using System;
using System.Collections.Immutable;
using Lifetop.Model;

namespace Lifetop.Observation.Proc;

/// <summary>
/// Gives each of this user's processes its details once, when it is new or has called exec, and looks at working directories
/// again in rotation. Whoever listens or lost its parent is read more closely: only those can be servers or strays.
/// </summary>
public sealed class DetailsKeeper(uint userId, Func<string, string?> checkoutOf) : IDisposable
{
    /// <summary>Working directories are compared once in so many looks.</summary>
    private const int Rotation = 63;

    /// <summary>Beyond the frame that is waited for, and before the next look on the clock.</summary>
    private static readonly TimeSpan PutOff = TimeSpan.FromMilliseconds(250);

    private readonly DetailsReader _reader = new();
    private readonly ListeningPorts _ports = new();
    private readonly NumberSet _claimed = new();
    private int[] _candidates = new int[256];
    private int[] _newlyRead = new int[256];
    private int _newlyReadCount;
    private DateTimeOffset _portsAt;
    private int _look;
    private bool _hasNewMarkers;

    /// <summary>Environment variables that mark membership. Whoever was looked through for fewer of them is looked through again.</summary>
    public ImmutableArray<string> MarkerNames
    {
        get;
        set
        {
            _hasNewMarkers |= value.Length != field.Length;
            field = value;
        }
    } = ["LIFETOP_WORKER"];

    /// <summary>Where panes have scopes to themselves, the control group is read of whoever may be known by it alone.</summary>
    internal PaneScopeReader Scopes => field ??= new PaneScopeReader(_reader);

    /// <summary>How often the listening sockets are looked through.</summary>
    public TimeSpan PortsEvery { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Processes named by declarations are read whoever they belong to.</summary>
    public void Claim(ImmutableArray<Declaration> declarations)
    {
        _claimed.Clear();
        foreach (var declaration in declarations)
            if (declaration.Process is { } claim)
                _claimed.Add(claim.Pid);
    }

    /// <summary>Leaves the listening sockets to a later look: whose they are takes as long to find out as everything else.</summary>
    public void PutOffPorts(DateTimeOffset now)
    {
        _portsAt = now + PutOff;
        AwaitsPorts = true;
    }

    /// <summary>Nobody has looked yet whose the listening sockets are: who is found by his alone is not found so far.</summary>
    public bool AwaitsPorts { get; private set; }

    public void Refresh(ProcScan scan, DateTimeOffset now)
    {
        RefreshFolders(scan);
        if (now >= _portsAt || now < _portsAt - PortsEvery)
        {
            _portsAt = now + PortsEvery;
            RefreshPorts(scan.Table);
            AwaitsPorts = false;
        }
    }

    /// <summary>Reads who is new, and compares the working directories whose turn it is.</summary>
    public void RefreshFolders(ProcScan scan)
    {
        _look++;
        _newlyReadCount = 0;
        var table = scan.Table;
        bool hasNewMarkers = _hasNewMarkers;
        _hasNewMarkers = false;
        var rows = table.Rows;
        for (int i = 0; i < rows.Length; i++)
        {
            ref readonly var row = ref rows[i];
            if (row.IsKernelThread || row.State == (byte)'Z')
                continue;
            if (table.DetailsAt(i) is not { } details)
            {
                if (row.UserId == userId || _claimed.Contains(row.Pid))
                    Read(table, i);
            }
            else if (!ReadMissing(table, i, details, hasNewMarkers) && ((row.Pid ^ _look) & Rotation) == 0 && HasMoved(row.Pid, details))
            {
                ReadPlace(table, i, details);
            }
        }
        if (_newlyReadCount > 0)
            Confirm(table, scan.GivenSince);
    }

    /// <summary>What was read of a number that was given out meanwhile may be of another process: then it is read again.</summary>
    private void Confirm(ProcessTable table, GivenNumbers given)
    {
        for (int i = 0; i < _newlyReadCount; i++)
        {
            int index = _newlyRead[i];
            if (given.Contains(table.Rows[index].Pid) && !_reader.IsStill(table.Rows[index]))
                table.SetDetails(index, null);
        }
    }

    public void Dispose()
    {
        _reader.Dispose();
        _ports.Dispose();
    }

    private void Read(ProcessTable table, int index)
    {
        ref readonly var row = ref table.Rows[index];
        var parts = DetailParts.Arguments | DetailParts.WorkingDirectory;
        if (MayHaveLeftItsTree(table, row))
            parts |= DetailParts.Markers;
        if (row.Parent == 1 || Scopes.Now.Any && (parts & DetailParts.Markers) != 0 && MayBeTiedByScope(table, row))
            parts |= DetailParts.ControlGroup;
        var details = _reader.Read(row, MarkerNames.AsSpan(), parts, confirms: false);
        // exe says more than argv[0] only where the kernel's name for the program is another, or argv[0] says nothing.
        if (details is not null && !row.Name.Begins(details.Program.Invoked))
            details = _reader.Read(row, [], DetailParts.Executable, details, confirms: false);
        if (details is null)
            return;
        if (_newlyReadCount == _newlyRead.Length)
            Array.Resize(ref _newlyRead, _newlyReadCount * 2);
        _newlyRead[_newlyReadCount++] = index;
        var placed = Placed(details);
        var ports = _ports.PortsOf(row.Pid);
        table.SetDetails(index, ports.IsEmpty ? placed : placed with { Ports = ports });
        table.Version++;
    }

    /// <summary>
    /// A child that stays below its parent is found there; only who was re-parented, or left its parent's session, can be
    /// known by its marker alone. Who does so later is read then.
    /// </summary>
    private static bool MayHaveLeftItsTree(ProcessTable table, in ProcessRow row)
    {
        int parent = table.IndexOf(row.Parent);
        return row.Parent == 1 || parent < 0 || table.Rows[parent].Session != row.Session;
    }

    /// <summary>What ties one to a worker that has left its tree since it was read. Whether anything was missing.</summary>
    private bool ReadMissing(ProcessTable table, int index, ProcessDetails details, bool hasNewMarkers)
    {
        bool marks = hasNewMarkers || !details.HasMarkers, group = Scopes.Now.Any && !details.HasControlGroup;
        if (!marks && !group || !MayHaveLeftItsTree(table, table.Rows[index]))
            return false;
        if (marks)
            ReadMarkers(table, index, details);
        group = group && MayBeTiedByScope(table, table.Rows[index]);
        if (group)
            ReadControlGroup(table, index, table.DetailsAt(index) ?? details);
        return marks || group;
    }

    private void ReadMarkers(ProcessTable table, int index, ProcessDetails details)
    {
        var marked = _reader.Read(table.Rows[index], MarkerNames.AsSpan(), DetailParts.Markers, details) ?? details;
        table.SetDetails(index, marked with { HasMarkers = true });
        if (!marked.Markers.IsEmpty)
            table.Version++;
    }

    private ProcessDetails Placed(ProcessDetails details) => details with
    {
        Checkout = details.WorkingDirectory is { } folder ? checkoutOf(folder) : null,
        InSystemService = ControlGroups.IsSystemService(details.ControlGroup),
        InService = ControlGroups.IsService(details.ControlGroup),
    };

    private bool HasMoved(int pid, ProcessDetails details)
        => details is { WorkingDirectory: { } folder, WorkingDirectoryDeleted: false } && !_reader.IsInFolder(pid, folder)
            || Scopes.Now.Any && details.HasControlGroup && !_reader.IsInControlGroup(pid, details.ControlGroup);

    private void ReadPlace(ProcessTable table, int index, ProcessDetails details)
    {
        var parts = DetailParts.WorkingDirectory | (details.HasControlGroup ? DetailParts.ControlGroup : DetailParts.None);
        if (_reader.Read(table.Rows[index], [], parts, details) is not { } moved)
            return;
        table.SetDetails(index, Placed(moved));
        table.Version++;
    }

    /// <summary>
    /// Its scope may be all that ties it to its worker: it has left its tree, and is not below a pane that has a scope to itself. Who is born in
    /// no such place is tied by more.
    /// </summary>
    private bool MayBeTiedByScope(ProcessTable table, in ProcessRow row)
    {
        int parent = row.Parent;
        for (int hops = 0; parent > 1 && hops < 64 && Scopes.Now.OfRoot(parent) is null; hops++)
            parent = table.IndexOf(parent) is >= 0 and var index ? table.Rows[index].Parent : 0;
        return parent <= 1;
    }

    private void ReadControlGroup(ProcessTable table, int index, ProcessDetails details)
    {
        var read = _reader.Read(table.Rows[index], [], DetailParts.ControlGroup, details) ?? details;
        table.SetDetails(index, Placed(read) with { HasControlGroup = true });
        if (Scopes.Now.Around(read.ControlGroup) is not null)
            table.Version++;
    }

    public void RefreshPorts(ProcessTable table)
    {
        if (!_ports.Refresh(table, Candidates(table)))
            return;
        for (int i = 0; i < table.Count; i++)
        {
            if (table.DetailsAt(i) is not { } details)
                continue;
            var ports = _ports.PortsOf(table.Rows[i].Pid);
            if (Numbers.Same(ports, details.Ports))
                continue;
            if (details.ControlGroup is null)
                details = (_reader.Read(table.Rows[i], [], DetailParts.ControlGroup, details) ?? details) with { HasControlGroup = true };
            table.SetDetails(i, Placed(details) with { Ports = ports });
            table.Version++;
        }
    }

    /// <summary>Whoever has details is a candidate; the youngest first, for new sockets are mostly theirs.</summary>
    private ReadOnlySpan<int> Candidates(ProcessTable table)
    {
        if (_candidates.Length < table.Count)
            _candidates = new int[table.Count * 3 / 2];
        int count = 0;
        for (int i = table.Count - 1; i >= 0; i--)
            if (table.DetailsAt(i) is not null)
                _candidates[count++] = i;
        return _candidates.AsSpan(0, count);
    }
}
