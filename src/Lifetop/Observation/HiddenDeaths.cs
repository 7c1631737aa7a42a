using System.Collections.Generic;
using Lifetop.Model;

namespace Lifetop.Observation;

/// <summary>Declared processes that the kernel hides from us and that have ended: no table shows their death, so it is asked for in each look.</summary>
internal sealed class HiddenDeaths
{
    private readonly List<int> _seen = [];
    private readonly List<int> _now = [];

    /// <summary>True when others are dead than before.</summary>
    public bool Refresh(Census census)
    {
        if (census.Processes.SeesEverybody)
            return false;
        _now.Clear();
        foreach (var declaration in census.Declarations.AsSpan())
            if (declaration.Process is { } claim && census.Processes.IndexOf(claim.Pid) < 0 && census.Processes.Lacks(claim.Pid))
                _now.Add(claim.Pid);
        bool same = _now.Count == _seen.Count;
        for (int i = 0; same && i < _now.Count; i++)
            same = _now[i] == _seen[i];
        if (same)
            return false;
        _seen.Clear();
        _seen.AddRange(_now);
        return true;
    }
}
