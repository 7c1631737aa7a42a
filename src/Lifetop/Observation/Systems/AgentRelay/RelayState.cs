using System;
using System.Collections.Generic;
using Lifetop.Model;

namespace Lifetop.Observation.Systems.AgentRelay;

/// <summary>The state of one project: a folder of the daemon's, or of the broker that took its place.</summary>
internal abstract class RelayState(string path)
{
    /// <summary>Links resolved.</summary>
    public string Path => path;

    public string FoundBy { get; set; } = "";

    /// <summary>The project it is about.</summary>
    public abstract string Root { get; }

    /// <summary>What keys of its workers begin with.</summary>
    public string Label { get; set; } = "";

    /// <summary>What sets its keys apart where two of one project would have the same.</summary>
    public abstract string Kind { get; }

    /// <summary>0 while no dashboard of it can be asked.</summary>
    public virtual int DashboardPort => 0;

    /// <summary>Takes in whether another one's dashboard is at the same port; true when that is news.</summary>
    public virtual bool Share(bool isPortShared) => false;

    /// <summary>True when anything is not as it was.</summary>
    public abstract bool Refresh(DateTimeOffset now);

    public abstract void AddTo(List<Declaration> declarations, List<Gap> gaps, List<string> watch);

    protected static void Add(RelayFile file, List<Gap> gaps, List<string> watch)
    {
        watch.Add(file.Path);
        if (file.Gap is { } gap)
            gaps.Add(gap);
    }
}
