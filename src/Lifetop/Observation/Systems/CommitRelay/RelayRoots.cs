using System;
using System.Collections.Generic;
using Lifetop.Platform;

namespace Lifetop.Observation.Systems.CommitRelay;

/// <summary>
/// Finds the projects that commit-relay works in: named by the environment or the config, in the home, or around a running process. One is
/// known by its folder of specs, and has to be this user's: what lies there says which processes to end.
/// </summary>
internal sealed class RelayRoots
{
    private const string WorkersPart = "/agents/workers/";
    private static readonly string[] Variables = ["COMMIT_RELAY_HOME", "CORTEX_HOME"];

    private readonly string _markers;
    private readonly List<RelayRoot> _roots = [];
    private readonly NamedPlaces _named = new();
    private readonly uint _user = Libc.EffectiveUser();
    private readonly RootCandidates _around;
    private string[] _candidates = [];
    private string[] _specFolders = [];

    public RelayRoots(SystemPlaces places)
    {
        _around = new RootCandidates(places.Projects, _named, RootOf);
        _markers = NativePath.Join(places.TempFolder, "commit-relay-workers");
        foreach (string variable in Variables)
            if (places.Environment(variable) is ['/', ..] root)
                _named.Add(root.Length > 1 ? root.TrimEnd('/') : root, FoundBy.Environment);
        foreach (string root in places.Roots(CommitRelaySource.Label))
            _named.Add(root, FoundBy.Config);
        if (places.Home is { } home)
            _named.Add(NativePath.Join(home, "commit-relay"), FoundBy.Default);
    }

    public IReadOnlyList<RelayRoot> All => _roots;

    public IReadOnlyList<string> Named => _named.All;

    /// <summary>True when one came or went.</summary>
    public bool Refresh()
    {
        TakeProjects();
        bool changed = false;
        for (int i = 0; i < _candidates.Length; i++)
            if (IsRoot(_specFolders[i], out _))
                changed |= Add(_candidates[i]);
        for (int i = _roots.Count - 1; i >= 0; i--)
        {
            // What cannot be read now is not gone.
            if (IsRoot(_roots[i].Specs, out int errno) || errno is not (Errno.NoEntry or 0))
                continue;
            _roots.RemoveAt(i);
            changed = true;
        }
        if (changed)
            Label();
        return changed;
    }

    /// <summary>The root that a folder is or lies in, so that it is one from now on; null when it is in none.</summary>
    public string? Around(string folder)
    {
        for (string at = folder; at is ['/', _, ..]; at = NativePath.Folder(at))
        {
            if (!IsRoot(SpecsOf(at), out _))
                continue;
            if (Add(at))
                Label();
            return Observation.Paths.Real(at);
        }
        return null;
    }

    public string? LabelOf(string? root)
    {
        foreach (var one in _roots)
            if (one.Path == root)
                return one.Label;
        return null;
    }

    private static string SpecsOf(string root) => NativePath.Join(root, RelaySpecs.Folder);

    private bool IsRoot(string specs, out int errno)
        => FileStamp.Of(specs, followLinks: true, out errno) is { IsFolder: true } stamp && !stamp.IsOfAnother(_user);

    private bool Add(string folder)
    {
        foreach (var root in _roots)
            if (root.Path == folder)
                return false;
        string real = Observation.Paths.Real(folder);
        foreach (var root in _roots)
            if (root.Path == real)
                return false;
        _roots.Add(new RelayRoot(real, _markers) { FoundBy = _named.By(folder) ?? FoundBy.Process });
        return true;
    }

    private void TakeProjects()
    {
        if (!_around.HaveChanged)
            return;
        _candidates = [.. _around.Take()];
        _specFolders = Array.ConvertAll(_candidates, SpecsOf);
    }

    /// <summary>A worker's own folder lies in its root.</summary>
    private static string RootOf(string folder) => folder.IndexOf(WorkersPart, StringComparison.Ordinal) is > 0 and var part ? folder[..part] : folder;

    private void Label()
    {
        var paths = new List<string>(_roots.Count);
        foreach (var root in _roots)
            paths.Add(root.Path);
        foreach (var root in _roots)
            root.Label = PathLabels.Of(root.Path, paths);
    }
}
