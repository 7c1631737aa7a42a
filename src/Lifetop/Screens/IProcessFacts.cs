using Lifetop.Model;

namespace Lifetop.Screens;

/// <summary>Tells about single processes as of the last look. Whoever fills it may keep plain rows: one fact is copied out at a time.</summary>
public interface IProcessFacts
{
    /// <summary>False when it is gone, or the pid is somebody else's now.</summary>
    bool Find(in ProcessIdentity process, out ProcessFact fact);
}

/// <summary>One process in numbers, and the command line its reader keeps anyway.</summary>
public struct ProcessFact
{
    public int Parent;

    /// <summary>Percent of one core; negative when it could not be read.</summary>
    public float CpuPercent;

    /// <summary>Negative when it could not be read.</summary>
    public long ResidentBytes;
    public bool IsStopped;

    /// <summary>As it came from the world: not safe to draw.</summary>
    public string Command;
}
