using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Model;
using Lifetop.Observation.Tmux;

namespace Lifetop.Observation;

/// <summary>Puts what all sources have said together into the census, anew only when one of them has said something else than before.</summary>
/// <param name="lanes">All sources but tmux.</param>
/// <param name="lateAfter">After this a source that was asked counts as not answering.</param>
internal sealed class Gathering(Census census, List<SourceLane> lanes, TmuxLanes tmux, TimeSpan lateAfter, Standstill standstill)
{
    private readonly OwnDeclarations _own = new();
    private readonly LateSources _late = new(lanes, lateAfter, standstill);
    private readonly PartialViews _partial = new();
    private readonly List<SourceAnswer?> _taken = [];
    private ImmutableArray<Gap> _gaps = [];
    private ImmutableArray<string> _awaited = [];
    private Gap? _ownGap, _procGap;
    private bool _isDue = true, _hasBegun, _awaitsPorts;

    /// <summary>The files and folders whose change is worth a look.</summary>
    public HashSet<string> Watch { get; private set; } = [];

    /// <summary>One of them that belongs to no source.</summary>
    public string? AlsoWatch
    {
        get;
        set
        {
            field = value;
            _isDue = true;
        }
    }

    /// <summary>lifetop's own declarations, and why they could not be read if so.</summary>
    public void Declare(ImmutableArray<Declaration> declared, Gap? gap)
    {
        _own.Declare(declared);
        _isDue |= gap != _ownGap;
        _ownGap = gap;
    }

    /// <summary>Everybody is asked from now on; before, a tmux server that nobody has looked for is among the awaited.</summary>
    public void Begin()
    {
        _late.Excuse();
        _isDue |= !_hasBegun;
        _hasBegun = true;
    }

    /// <summary>Whose dev servers are found by their ports belongs to the processes.</summary>
    /// <returns>Whether this is news.</returns>
    public bool AwaitPorts(bool awaits)
    {
        if (awaits == _awaitsPorts)
            return false;
        _awaitsPorts = awaits;
        census.Awaited = Awaited();
        return true;
    }

    /// <summary>Processes of which something is not ours to read are a gap too, which hides nobody.</summary>
    /// <returns>Whether there is another such gap than before.</returns>
    public bool FindPartialViews()
    {
        if (!_partial.Refresh(census))
            return false;
        census.Gaps = _gaps.AddRange(_partial.Gaps);
        return true;
    }

    /// <summary>For who comes in between.</summary>
    public void GatherAgain(DateTimeOffset now, bool sawAllProcesses)
    {
        _isDue = true;
        _ = Gather(now, sawAllProcesses);
    }

    /// <returns>Whether the census is another than before, but for numbers.</returns>
    public bool Gather(DateTimeOffset now, bool sawAllProcesses)
    {
        bool changed = _own.Refresh(now) | _isDue | ProcGapChanged(now, sawAllProcesses) | TakeAnswers(lanes, 0) | TakeAnswers(tmux.Lanes, lanes.Count) | _late.Refresh();
        if (!changed)
            return false;
        _isDue = false;
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
        if (!_hasBegun && tmux.IsOn)
            awaited.Add(TmuxServerSource.Label);
        watch.UnionWith(tmux.Watch);
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
        census.Declarations = declarations.DrainToImmutable();
        census.Panes = panes.DrainToImmutable();
        census.Servers = servers.DrainToImmutable();
        _gaps = gaps.DrainToImmutable();
        census.Gaps = _gaps.AddRange(_partial.Gaps);
        _awaited = awaited.DrainToImmutable();
        census.Awaited = Awaited();
        Watch = watch;
        return true;
    }

    private ImmutableArray<string> Awaited() => _awaitsPorts ? _awaited.Add("process") : _awaited;

    private IEnumerable<SourceLane> All()
    {
        foreach (var lane in lanes)
            yield return lane;
        foreach (var lane in tmux.Lanes)
            yield return lane;
    }

    private bool TakeAnswers(List<SourceLane> from, int at)
    {
        bool changed = false;
        for (int i = 0; i < from.Count; i++)
        {
            if (at + i == _taken.Count)
            {
                _taken.Add(null);
                changed = true;
            }
            changed |= !ReferenceEquals(_taken[at + i], from[i].Answer);
            _taken[at + i] = from[i].Answer;
        }
        if (at > 0 && _taken.Count > at + from.Count)
        {
            _taken.RemoveRange(at + from.Count, _taken.Count - at - from.Count);
            changed = true;
        }
        return changed;
    }

    /// <summary>Where /proc could not be read whole, who is missing from it is not dead.</summary>
    private bool ProcGapChanged(DateTimeOffset now, bool isWhole)
    {
        if (isWhole == (_procGap is null))
            return false;
        _procGap = isWhole ? null : new Gap(Gap.OfProcesses, "", "/proc cannot be read whole (not mounted, or no file descriptor free)", now);
        return true;
    }
}
