using System.Collections.Generic;

namespace Lifetop.Observation;

/// <summary>The files and folders whose change wakes the observer: those that the sources name now, and no others.</summary>
internal sealed class WatchedPaths(Wakeups wakeups)
{
    private readonly HashSet<string> _watched = [];

    public void Follow(HashSet<string> watch)
    {
        foreach (string path in watch)
            wakeups.WatchFile(path);
        foreach (string path in _watched)
            if (!watch.Contains(path))
                wakeups.ForgetFile(path);
        _watched.Clear();
        _watched.UnionWith(watch);
    }
}
