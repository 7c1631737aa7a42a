using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Model;
using Lifetop.Observation.Logs;
using Lifetop.Observation.Proc;
using Lifetop.Platform;

namespace Lifetop.Observation;

/// <summary>
/// One look at every source, into one census. Sources answer on threads of their own; a look asks those whose time has come, gives
/// them a moment, scans the processes after that (so that a pane's process is in the table) and takes what there is.
/// </summary>
public sealed class Observer : IDisposable
{
    /// <summary>After this a source that was asked counts as not answering.</summary>
    public static readonly TimeSpan LateAfter = TimeSpan.FromSeconds(1);

    /// <summary>So long a steady look waits for those it has just asked, rather than looking twice.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(50);

    /// <summary>Kept, because each mention of the method would make a new delegate.</summary>
    private readonly Action _answered;
    private readonly EarlyScan _processes;
    private readonly ProcScan _scan;
    private readonly BootClock _clock;
    private readonly DetailsKeeper _details;
    private readonly FileClocks _files = new();
    private readonly SelfTree _self = new();
    private readonly PartialViews _partial = new();
    private readonly HiddenDeaths _hidden = new();
    private ImmutableArray<Gap> _gaps = [];
    private ImmutableArray<string> _awaited = [];
    private bool _awaitsPorts;
    private readonly TmuxLanes _tmux;
    private readonly LaneCrew _crew = new("sources");
    private readonly List<SourceLane> _lanes = [];
    private readonly List<SourceAnswer?> _taken = [];
    private readonly LateSources _late;
    private readonly WatchedPaths _paths;
    private readonly OwnDeclarations _own = new();

    private Gap? _ownGap;
    private Gap? _procGap;
    private bool _gathersAnew = true;
    private bool _knowsProjects;
    private bool _mayAsk;

    public Observer(IEnumerable<IWorkerSource> sources, TmuxLanes tmux, EarlyScan processes, DateTimeOffset now)
    {
        _clock = new BootClock(now);
        _processes = processes;
        _scan = processes.Scan;
        _details = processes.Details;
        uint user = Libc.EffectiveUser();
        Wakeups = new Wakeups(_clock.Boot);
        _paths = new WatchedPaths(Wakeups);
        _late = new LateSources(_lanes, LateAfter);
        _answered = Wakeups.Answered;
        _tmux = tmux;
        foreach (var source in sources)
            _lanes.Add(new SourceLane(source, _crew, _answered));
        Census = new Census { Processes = _scan.Table, UserId = user, Exists = FileClocks.Exists, RealPath = Paths.Real, LastWords = LastLine.Of, WrittenAt = _files.WrittenAt };
    }

    public Census Census { get; }

    public Wakeups Wakeups { get; }

    /// <summary>All sources but tmux, with what each said last.</summary>
    public IReadOnlyList<SourceLane> Sources => _lanes;

    /// <summary>Whether a change of a file is to be heard of; who looks only once need not, and ends sooner.</summary>
    public bool HearsOfFiles { get; init; } = true;

    /// <summary>Told of the folders in which processes run.</summary>
    public Systems.ProjectFolders? Projects { get; init; }

    /// <summary>What became of the pull requests workers made.</summary>
    public Results.PullRequests? PullRequests
    {
        get;
        set
        {
            field = value;
            if (value is not null)
                Census.PullRequestOf = value.Of;
        }
    }

    public ProcScan Scan => _scan;

    /// <summary>Changes with everything that is not a number: then workers must be matched again.</summary>
    public long Version { get; private set; }

    /// <summary>lifetop's own declarations, and why they could not be read if so.</summary>
    public void Declare(ImmutableArray<Declaration> declared, Gap? gap)
    {
        _own.Declare(declared);
        _gathersAnew |= gap != _ownGap;
        _ownGap = gap;
    }

    /// <summary>Before a first look that somebody waits for: whose the listening sockets are is found out in one of the next.</summary>
    public void PutOffPorts(DateTimeOffset now) => _details.PutOffPorts(now);

    /// <summary>Asks everybody, so that they work while the caller does something else.</summary>
    public void Begin(DateTimeOffset now)
    {
        // Until now a tmux server nobody has looked for was among the awaited.
        _gathersAnew |= !_mayAsk;
        _mayAsk = true;
        _tmux.Discover(now, _answered);
        Ask(now);
    }

    /// <summary>Who was given a number lower than the last one, after a wrap or by somebody's choice, is found late by looking for births; not if somebody names him.</summary>
    private bool MeetWhoIsNamed()
    {
        bool any = false;
        foreach (var declaration in Census.Declarations.AsSpan())
            if (declaration.Process is { } claim)
                any |= _scan.Meets(claim.Pid);
        foreach (var pane in Census.Panes.AsSpan())
            if (!pane.Facts.Dead)
                any |= _scan.Meets(pane.Facts.Pid);
        return any;
    }

    /// <summary>Asks once more who looks where processes run: where that is became known only by a look at them.</summary>
    public void AskAboutProjects(DateTimeOffset now)
    {
        foreach (var lane in _lanes)
            if (lane.Source.LooksInProjects && lane.IsDue(now))
                lane.Ask(now);
    }

    /// <summary>
    /// Waits until everybody who was asked has answered, or the limit has passed. A turn counts for no more than its length: while we are
    /// stopped, or the whole machine stands still, nobody could answer.
    /// </summary>
    public void WaitForAll(TimeSpan limit, TimeProvider time)
    {
        var left = limit;
        long last = time.GetTimestamp();
        while (AnyBusy() && left > TimeSpan.Zero)
        {
            var turn = left < LaneCrew.Patience ? left : LaneCrew.Patience;
            Wakeups.WaitForAnswer(turn);
            _crew.Relieve();
            long now = time.GetTimestamp();
            var passed = time.GetElapsedTime(last, now);
            left -= passed < turn ? passed : turn;
            last = now;
        }
    }

    public Census Look(DateTimeOffset now, TimeProvider time)
    {
        MarkChanged();
        Begin(now);
        WaitForAll(Moment, time);
        return Take(now);
    }

    /// <summary>Scans the processes and takes what the sources have said so far.</summary>
    /// <param name="takesEarly">Content with the processes as they were read when lifetop began, a moment ago.</param>
    public Census Take(DateTimeOffset now, bool takesEarly = false)
    {
        _files.BeginLook();
        Census.Time = now;
        if (_clock.Look(now) != Census.BootTime)
        {
            // The clock was set: what is told by it of when somebody started is another.
            Census.BootTime = _clock.BootTime;
            Version++;
        }
        bool isEarly = _processes.Wait() && takesEarly;
        long before = isEarly ? -1 : _scan.Table.Version;
        if (!isEarly)
            _scan.Look();
        if (Gather(now) | MeetWhoIsNamed())
            _scan.LookForNewborn();
        if (_mayAsk && PullRequests?.Refresh(Census.Declarations, now) == true)
            Version++;
        Census.Self = _self.Of(_scan.Table);
        if (_details.Scopes.Refresh(Census))
        {
            Census.Scopes = _details.Scopes.Now;
            Version++;
        }
        _details.Refresh(_scan, now);
        if (_details.AwaitsPorts != _awaitsPorts)
        {
            _awaitsPorts = !_awaitsPorts;
            Census.Awaited = Awaited();
            Version++;
        }
        if (Projects?.Refresh(_scan.Table) == true && !_knowsProjects)
            MarkProjects();
        if (_scan.Table.Version != before | _hidden.Refresh(Census))
            Version++;
        if (_partial.Refresh(Census))
        {
            Version++;
            Census.Gaps = _gaps.AddRange(_partial.Gaps);
        }
        _tmux.RefreshOutputs();
        Census.CpuWatched = _scan.CpuWatched;
        Census.Deaths = Wakeups.CollectDeaths(now);
        return Census;
    }

    /// <summary>The details' part of a look alone; for measuring.</summary>
    public void RefreshDetails() => _details.RefreshFolders(_scan);

    /// <summary>The search for listening sockets alone; for measuring.</summary>
    public void RefreshPorts() => _details.RefreshPorts(_scan.Table);

    /// <summary>What a look does about tmux when no server has done anything; for measuring.</summary>
    public void CheckTmux(DateTimeOffset now)
    {
        _tmux.Discover(now, _answered);
        foreach (var source in _tmux.Sources)
            _ = source.HasMoved(now);
        _tmux.RefreshOutputs();
    }

    /// <summary>Reads again when the logs were written; for measuring.</summary>
    public void CheckLogs()
    {
        _files.BeginLook();
        foreach (var declaration in Census.Declarations.AsSpan())
            if (declaration.Log is { } log)
                _files.WrittenAt(log);
    }

    public void Dispose()
    {
        _crew.Dispose();
        PullRequests?.Dispose();
        _tmux.Dispose();
        _processes.Dispose();
        Wakeups.Dispose();
    }

    /// <summary>They were first asked before anybody knew where processes run; who comes later is found when their time has come.</summary>
    private void MarkProjects()
    {
        _knowsProjects = true;
        foreach (var lane in _lanes)
            if (lane.Source.LooksInProjects)
                lane.MarkChanged();
    }

    private void MarkChanged()
    {
        foreach (string path in Wakeups.ChangedFiles())
        {
            foreach (var lane in _lanes)
                if (lane.Answer is { } answer && answer.Watch.Contains(path))
                    lane.MarkChanged();
        }
    }

    /// <summary>A file that belongs to no source and whose change is worth a look.</summary>
    public string? AlsoWatch
    {
        get;
        set
        {
            field = value;
            _gathersAnew = true;
        }
    }

    private void Ask(DateTimeOffset now)
    {
        _crew.Relieve();
        foreach (var lane in _lanes)
            if (lane.IsDue(now))
                lane.Ask(now);
        _tmux.Ask(now);
    }

    private bool AnyBusy()
    {
        foreach (var lane in _lanes)
            if (lane.IsBusy)
                return true;
        return _tmux.AnyBusy;
    }

    /// <summary>Puts the answers together, anew only when one of them is another object than before.</summary>
    /// <returns>Whether something was said that was not known; it may be newer than the scan.</returns>
    private bool Gather(DateTimeOffset now)
    {
        bool changed = _own.Refresh(now) | _gathersAnew | ProcGapChanged(now) | TakeAnswers(_lanes, 0) | TakeAnswers(_tmux.Lanes, _lanes.Count) | _late.Refresh(now);
        if (!changed)
            return false;
        _gathersAnew = false;
        Version++;
        var declarations = ImmutableArray.CreateBuilder<Declaration>();
        var panes = ImmutableArray.CreateBuilder<PaneSighting>();
        var servers = ImmutableArray.CreateBuilder<TmuxServer>();
        var gaps = ImmutableArray.CreateBuilder<Gap>();
        var awaited = ImmutableArray.CreateBuilder<string>();
        var watch = new HashSet<string>();
        declarations.AddRange(_own.Current);
        gaps.AddRange(_late.Gaps);
        if (_ownGap is not null)
            gaps.Add(_ownGap);
        if (_procGap is not null)
            gaps.Add(_procGap);
        if (!_mayAsk && _tmux.IsOn)
            awaited.Add(Tmux.TmuxServerSource.Label);
        watch.UnionWith(_tmux.Watch);
        _own.AddWatch(watch);
        if (AlsoWatch is { } also)
            watch.Add(also);
        foreach (var lane in All())
        {
            if (lane.Answer is not { } answer)
            {
                if (!awaited.Contains(lane.Source.Name))
                    awaited.Add(lane.Source.Name);
                continue;
            }
            declarations.AddRange(answer.Declarations);
            panes.AddRange(answer.Panes);
            servers.AddRange(answer.Servers);
            gaps.AddRange(answer.Gaps);
            watch.UnionWith(answer.Watch);
        }
        Census.Declarations = declarations.DrainToImmutable();
        Census.Panes = panes.DrainToImmutable();
        Census.Servers = servers.DrainToImmutable();
        _gaps = gaps.DrainToImmutable();
        Census.Gaps = _gaps.AddRange(_partial.Gaps);
        _awaited = awaited.DrainToImmutable();
        Census.Awaited = Awaited();
        _details.Claim(Census.Declarations);
        _details.MarkerNames = MarkersOf(Census.Declarations);
        if (HearsOfFiles)
            _paths.Follow(watch);
        return true;
    }

    /// <summary>Whose dev servers are found by their ports belongs to the processes.</summary>
    private ImmutableArray<string> Awaited() => _awaitsPorts ? _awaited.Add("process") : _awaited;

    private IEnumerable<SourceLane> All()
    {
        foreach (var lane in _lanes)
            yield return lane;
        foreach (var lane in _tmux.Lanes)
            yield return lane;
    }

    private bool TakeAnswers(List<SourceLane> lanes, int at)
    {
        bool changed = false;
        for (int i = 0; i < lanes.Count; i++)
        {
            if (at + i == _taken.Count)
            {
                _taken.Add(null);
                changed = true;
            }
            changed |= !ReferenceEquals(_taken[at + i], lanes[i].Answer);
            _taken[at + i] = lanes[i].Answer;
        }
        if (at > 0 && _taken.Count > at + lanes.Count)
        {
            _taken.RemoveRange(at + lanes.Count, _taken.Count - at - lanes.Count);
            changed = true;
        }
        return changed;
    }

    /// <summary>Where /proc could not be read whole, who is missing from it is not dead.</summary>
    private bool ProcGapChanged(DateTimeOffset now)
    {
        if (_scan.IsWhole == (_procGap is null))
            return false;
        _procGap = _scan.IsWhole ? null : new Gap(Gap.OfProcesses, "", "/proc cannot be read whole (not mounted, or no file descriptor free)", now);
        return true;
    }

    private ImmutableArray<string> MarkersOf(ImmutableArray<Declaration> declarations)
    {
        var names = _details.MarkerNames;
        foreach (var declaration in declarations)
            foreach (var marker in declaration.Markers)
                if (!names.Contains(marker.Name))
                    names = names.Add(marker.Name);
        return names;
    }
}
