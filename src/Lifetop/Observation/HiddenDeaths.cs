using Lifetop.Model;

namespace Lifetop.Observation;

/// <summary>Declared processes that the kernel hides from us and that have ended: no table shows their death, so it is asked for in each look.</summary>
internal sealed class HiddenDeaths
{
    private readonly PidsOfALook _pids = new();

    /// <summary>True when others are dead than before.</summary>
    public bool Refresh(Census census)
    {
        if (census.Processes.SeesEverybody)
            return false;
        _pids.Begin();
        foreach (var declaration in census.Declarations.AsSpan())
            if (declaration.Process is { } claim && census.Processes.IndexOf(claim.Pid) < 0 && census.Processes.Lacks(claim.Pid))
                _pids.Add(claim.Pid);
        return _pids.HaveChanged;
    }
}
