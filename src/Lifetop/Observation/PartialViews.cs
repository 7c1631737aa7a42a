using System;
using System.Collections.Immutable;
using System.Globalization;
using Lifetop.Model;

namespace Lifetop.Observation;

/// <summary>Declared processes of which something is not ours to read (another user's, not dumpable, hidepid). A gap to be told, which hides nobody.</summary>
internal sealed class PartialViews
{
    private readonly PidsOfALook _pids = new();

    public ImmutableArray<Gap> Gaps { get; private set; } = [];

    /// <summary>True when the gaps are others than before.</summary>
    public bool Refresh(Census census)
    {
        _pids.Begin();
        foreach (var declaration in census.Declarations.AsSpan())
            if (declaration.Process is { } claim && census.Processes.IndexOf(claim.Pid) is >= 0 and var index
                && census.Processes.DetailsAt(index) is { Partial: true })
                _pids.Add(claim.Pid);
        if (!_pids.HaveChanged)
            return false;
        var gaps = ImmutableArray.CreateBuilder<Gap>(_pids.Now.Count);
        foreach (int pid in _pids.Now)
            gaps.Add(new Gap(Gap.OfProcesses, "", $"folder, environment or open files of pid {pid.ToString(CultureInfo.InvariantCulture)} are not ours to read", census.Time) { HidesWorkers = false });
        Gaps = gaps.DrainToImmutable();
        return true;
    }
}
