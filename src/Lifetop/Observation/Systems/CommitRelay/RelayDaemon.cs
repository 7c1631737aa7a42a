using System;
using System.Collections.Immutable;
using Lifetop.Model;
using Lifetop.Model.Systems;
using Lifetop.Observation.Sources;
using Lifetop.Platform;

namespace Lifetop.Observation.Systems.CommitRelay;

/// <summary>
/// One of commit-relay's daemons. Its pid file is the machine's, not a project's, so whose it is tell its environment and its folder; and who
/// works for no project and does not name the daemon in its command line is another process that has the pid now.
/// </summary>
/// <param name="wrapper">The user's command that starts it.</param>
internal sealed class RelayDaemon(string name, string folder, ImmutableArray<string> wrapper)
{
    private readonly WatchedFile _file = new(NativePath.Join(folder, $"commit-relay-{name}.pid"));
    private int? _pid;
    private long? _startTicks;
    private string? _root, _label;
    private LogEnd? _log;
    private string? _trouble;
    private DateTimeOffset _troubleSince;
    private bool? _runs;
    private string _words = "", _elsewhere = "";

    /// <summary>Null when it has left no pid file.</summary>
    public Declaration? Shown { get; private set; }
    public Gap? Gap { get; private set; }
    public string Path => _file.Path;

    /// <summary>The project it works for; of one that is dead that can be told only where there is but one.</summary>
    public string? Place { get; private set; }

    /// <summary>True when there is something else to show than before.</summary>
    public bool Refresh(DateTimeOffset now, RelayRoots roots, ProcessPlace processes)
    {
        bool changed = false;
        if (_file.Refresh(now) is { } reading)
            changed = Take(reading, now);
        long? started = _pid is { } named ? processes.StartTicks(named) : null;
        bool hasTurned = _runs != started is not null;
        _runs = started is not null;
        if (_pid is { } pid && started is { } start)
        {
            if (start != _startTicks)
            {
                _startTicks = start;
                _root = (processes.HomeOf(pid) is { } home ? roots.Around(home) : null) ?? (processes.WorkingDirectory(pid) is { } at ? roots.Around(at) : null);
                changed = true;
            }
        }
        if (changed || hasTurned)
            Tell();
        changed |= RefreshLog(roots, now);
        string? label = roots.LabelOf(Works);
        if (changed || label != _label)
        {
            _label = label;
            Show();
            changed = true;
        }
        return changed;
    }

    /// <summary>How it is for the workers of a root, in words.</summary>
    public string WordsFor(string root) => _runs == true && _root is not null && _root != root ? _elsewhere : _words;

    /// <summary>It runs, and for this project for certain.</summary>
    public bool RunsFor(string root) => _runs == true && _root == root;

    /// <summary>As it is shown while it has no pid file, and something in a project waits for it.</summary>
    public Declaration Missed(RelayRoot root) => new()
    {
        Source = CommitRelaySource.Label,
        Identity = Identity,
        Key = new WorkerKey(CommitRelaySource.Label, $"{root.Label}/{name}"),
        Name = name,
        Kind = WorkerKind.Daemon,
        Type = name,
        Cwd = root.Path,
        System = new CommitRelayDaemonFacts(name, root.Path) { Wrapper = wrapper, HasNoFile = true, LogSays = Place == root.Path && _log is { } log ? log.Says : "" },
    };

    /// <summary>The project it works for, or did; of one that runs only what was seen.</summary>
    private string? Works => _runs == true ? _root : Place;

    private string Identity => $"{CommitRelaySource.Label}:{Path}";

    private void Tell()
    {
        string pid = _pid?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "";
        _elsewhere = $"{name} runs for {_root} only";
        _words = _trouble is { } trouble ? $"{name}: {trouble}"
            : _pid is null ? $"{name} is down: there is no {Path}"
            : _runs == true && _root is null ? $"{name}: pid {pid} of {Path} lives, and for which project cannot be told"
            : _runs == true ? $"{name} runs, pid {pid}"
            : $"{name} is down: pid {pid} of {Path} is gone";
    }

    private bool RefreshLog(RelayRoots roots, DateTimeOffset now)
    {
        string? place = _root ?? (roots.All.Count == 1 ? roots.All[0].Path : null);
        bool changed = place != Place;
        if (changed)
        {
            Place = place;
            _log = place is null ? null : new LogEnd($"{place}/agents/logs/system/{name}.log", DaemonLog.Meaning);
        }
        return (_log?.Refresh(now) ?? false) | changed;
    }

    private bool Take(FileReading reading, DateTimeOffset now)
    {
        string? before = _trouble;
        int? pid = _pid;
        bool wasThere = Shown is not null || Gap is not null;
        _trouble = null;
        if (reading.Failure == FileFailure.Missing)
            _pid = null;
        else if (!reading.IsRead)
            _trouble = $"{Path}: {reading.Why}";
        else if (PidText.Parse(reading.Bytes) is { } number)
            _pid = number;
        else
            _trouble = $"{Path}: no pid in it";
        if (_pid != pid)
            (_startTicks, _root) = (null, null);
        if (_trouble is not null && before is null)
            _troubleSince = now;
        return _pid != pid || _trouble != before || wasThere != _file.Stamp.Exists || Shown?.WrittenAt != _file.Stamp.Modified;
    }

    private void Show()
    {
        Gap = _trouble is null ? null : new Gap(CommitRelaySource.Label, Path, $"{_trouble}; it is read again when it changes", _troubleSince);
        if (_pid is null && _trouble is null)
        {
            Shown = null;
            return;
        }
        Shown = new Declaration
        {
            Source = CommitRelaySource.Label,
            Identity = Identity,
            Key = new WorkerKey(CommitRelaySource.Label, _label is null ? name : $"{_label}/{name}"),
            Name = name,
            Kind = WorkerKind.Daemon,
            Type = name,
            File = Path,
            WrittenAt = _file.Stamp.Modified,
            Process = _pid is not { } pid ? null : new ProcessClaim(pid) { Mention = _root is null ? name : "" },
            Cwd = Works,
            Leaves = [new Residue("file", Path)],
            System = new CommitRelayDaemonFacts(name, Works) { OnlyRoot = _root is null ? Place : null, Wrapper = wrapper, LogSays = _log?.Says ?? "" },
        };
    }
}
