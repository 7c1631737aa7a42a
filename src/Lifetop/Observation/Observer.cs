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
    private readonly HiddenDeaths _hidden = new();
    private readonly TmuxLanes _tmux;
    private readonly LaneCrew _crew = new("sources");
    private readonly List<SourceLane> _lanes = [];
    private readonly WatchedPaths _paths;
    private readonly Gathering _gathering;
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
        _answered = Wakeups.Answered;
        _tmux = tmux;
        foreach (var source in sources)
            _lanes.Add(new SourceLane(source, _crew, _answered));
        Census = new Census { Processes = _scan.Table, UserId = user, Exists = FileClocks.Exists, RealPath = Paths.Real, LastWords = LastLine.Of, WrittenAt = _files.WrittenAt, LooksAtTmux = tmux.LooksAt, LooksAtFile = LooksAt };
        _gathering = new Gathering(Census, _lanes, tmux, LateAfter, Wakeups.Standstill);
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

    /// <summary>The last look has heard of tmux servers that nobody had asked: they are asked now, and the next look knows their panes.</summary>
    public bool HasMetServers { get; private set; }

    /// <summary>Changes with everything that is not a number: then workers must be matched again.</summary>
    public long Version { get; private set; }

    /// <summary>lifetop's own declarations, and why they could not be read if so.</summary>
    public void Declare(ImmutableArray<Declaration> declared, Gap? gap) => _gathering.Declare(declared, gap);

    /// <summary>Before a first look that somebody waits for: whose the listening sockets are is found out in one of the next.</summary>
    public void PutOffPorts(DateTimeOffset now) => _details.PutOffPorts(now);

    /// <summary>Asks everybody, so that they work while the caller does something else.</summary>
    public void Begin(DateTimeOffset now)
    {
        _mayAsk = true;
        _gathering.Begin();
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
        if (_gathering.AwaitPorts(_details.AwaitsPorts))
            Version++;
        if (Projects?.Refresh(_scan.Table) == true && !_knowsProjects)
            MarkProjects();
        if (_scan.Table.Version != before | _hidden.Refresh(Census))
            Version++;
        if (_gathering.FindPartialViews())
            Version++;
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
        get => _gathering.AlsoWatch;
        set => _gathering.AlsoWatch = value;
    }

    private bool LooksAt(string source, string file)
    {
        foreach (var lane in _lanes)
            if (lane.Source.Name == source && lane.Source.LooksAt(file))
                return true;
        return false;
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

    /// <returns>Whether something was said that was not known; it may be newer than the scan.</returns>
    private bool Gather(DateTimeOffset now)
    {
        HasMetServers = false;
        if (!_gathering.Gather(now, _scan.IsWhole))
            return false;
        if (_tmux.Name(Census.Declarations) && _mayAsk)
            MeetServers(now);
        Version++;
        _details.Claim(Census.Declarations);
        _details.MarkerNames = MarkersOf(Census.Declarations);
        // Not before anybody is asked: the first watch on a folder through which many names have gone (/tmp) takes the kernel milliseconds.
        if (HearsOfFiles && _mayAsk)
            _paths.Follow(_gathering.Watch);
        return true;
    }

    /// <summary>What is said of their panes has to wait for them, so they are among the awaited in this very look.</summary>
    private void MeetServers(DateTimeOffset now)
    {
        HasMetServers = true;
        _tmux.ReadsAhead = true;
        _tmux.Discover(now, _answered);
        _tmux.ReadsAhead = false;
        _tmux.Ask(now);
        _gathering.GatherAgain(now, _scan.IsWhole);
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
