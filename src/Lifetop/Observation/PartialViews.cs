using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using Lifetop.Model;

namespace Lifetop.Observation;

/// <summary>Declared processes of which something is not ours to read (another user's, not dumpable, hidepid). A gap to be told, which hides nobody.</summary>
internal sealed class PartialViews
{
    private readonly List<int> _seen = [];
    private readonly List<int> _now = [];

    public ImmutableArray<Gap> Gaps { get; private set; } = [];

    /// <summary>True when the gaps are others than before.</summary>
    public bool Refresh(Census census)
    {
        _now.Clear();
        foreach (var declaration in census.Declarations)
            if (declaration.Process is { } claim && census.Processes.IndexOf(claim.Pid) is >= 0 and var index
                && census.Processes.DetailsAt(index) is { Partial: true } && !_now.Contains(claim.Pid))
                _now.Add(claim.Pid);
        bool same = _now.Count == _seen.Count;
        for (int i = 0; same && i < _now.Count; i++)
            same = _now[i] == _seen[i];
        if (same)
            return false;
        _seen.Clear();
        _seen.AddRange(_now);
        var gaps = ImmutableArray.CreateBuilder<Gap>(_now.Count);
        foreach (int pid in _now)
            gaps.Add(new Gap(Gap.OfProcesses, "", $"folder, environment or open files of pid {pid.ToString(CultureInfo.InvariantCulture)} are not ours to read", census.Time) { HidesWorkers = false });
        Gaps = gaps.DrainToImmutable();
        return true;
    }
}
