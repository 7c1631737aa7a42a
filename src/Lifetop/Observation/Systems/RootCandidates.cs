using System;
using System.Collections.Generic;
using System.Collections.Immutable;

namespace Lifetop.Observation.Systems;

/// <summary>The folders that may be a root of an agent system: those that are named, and those around what runs now.</summary>
/// <param name="rootOf">Where the root would be of a process that runs in this folder; null where it cannot be one.</param>
internal sealed class RootCandidates(ProjectFolders projects, NamedPlaces named, Func<string, string?> rootOf)
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private ImmutableArray<string> _projects;

    /// <summary>Processes run in other folders than when they were taken.</summary>
    public bool HaveChanged => _projects.IsDefault || _projects != projects.Folders;

    /// <summary>Each once, the named ones first; the caller may add to the list.</summary>
    public List<string> Take()
    {
        _projects = projects.Folders;
        _known.Clear();
        var all = new List<string>(named.All.Count + _projects.Length);
        foreach (string folder in named.All)
            Add(folder, all);
        foreach (string folder in _projects)
            if (rootOf(folder) is { } root)
                Add(root, all);
        return all;
    }

    /// <summary>Processes run in this very folder.</summary>
    public bool IsProject(string folder) => !_projects.IsDefault && _projects.Contains(folder);

    /// <summary>To a list of <see cref="Take"/>, unless it is in it.</summary>
    public void Add(string folder, List<string> to)
    {
        if (_known.Add(folder))
            to.Add(folder);
    }
}
