using System;
using System.Collections.Generic;
using Lifetop.Platform;

namespace Lifetop.Observation.Systems.Orchestrator;

/// <summary>
/// Finds the projects that the orchestrator keeps state in: named by the environment, the config or its lifecycle log, or around a running
/// process. One is known by its state folder, which has to be this user's: what lies there names processes.
/// </summary>
internal sealed class OrchestratorRoots
{
    private static readonly string[] Variables = ["ORCHESTRATOR_PROJECT_ROOT", "CLAUDE_PROJECT_DIR"];

    private readonly ClaudeFolder _claude;
    private readonly LifecycleLog _log;
    private readonly List<OrchestratorRoot> _roots = [];
    private readonly NamedPlaces _named = new();
    private readonly uint _user = Libc.EffectiveUser();
    private readonly RootCandidates _around;
    private string[] _candidates = [], _stateFolders = [];
    private int _logged = -1;

    public OrchestratorRoots(SystemPlaces places, ClaudeFolder claude, LifecycleLog log)
    {
        (_claude, _log) = (claude, log);
        _around = new RootCandidates(places.Projects, _named, RootOf);
        foreach (string variable in Variables)
            if (places.Environment(variable) is ['/', _, ..] root)
                _named.Add(root.TrimEnd('/'), FoundBy.Environment);
        foreach (string root in places.Roots(OrchestratorSource.Label))
            _named.Add(root, FoundBy.Config);
    }

    public List<OrchestratorRoot> All => _roots;

    public IReadOnlyList<string> Named => _named.All;

    /// <summary>True when one came or went.</summary>
    public bool Refresh()
    {
        TakeCandidates();
        bool changed = false;
        for (int i = 0; i < _candidates.Length; i++)
            if (IsRoot(_stateFolders[i], out _))
                changed |= Add(_candidates[i]);
        for (int i = _roots.Count - 1; i >= 0; i--)
        {
            // What cannot be looked at now is not gone.
            if (IsRoot(_roots[i].StateFolder, out int errno) || errno is not (Errno.NoEntry or 0))
                continue;
            _roots.RemoveAt(i);
            changed = true;
        }
        if (changed)
            Label();
        return changed;
    }

    private bool IsRoot(string state, out int errno)
        => FileStamp.Of(state, followLinks: true, out errno) is { IsFolder: true } stamp && !stamp.IsOfAnother(_user);

    private bool Add(string folder)
    {
        if (IsKnown(folder))
            return false;
        string real = Observation.Paths.Real(folder);
        if (IsKnown(real))
            return false;
        _roots.Add(new OrchestratorRoot(real, _claude, _log) { FoundBy = _named.By(folder) ?? (_around.IsProject(folder) ? FoundBy.Process : FoundBy.OwnLog) });
        return true;
    }

    private bool IsKnown(string folder)
    {
        foreach (var root in _roots)
            if (root.Path == folder)
                return true;
        return false;
    }

    private void TakeCandidates()
    {
        if (!_around.HaveChanged && _logged == _log.Version)
            return;
        _logged = _log.Version;
        var candidates = _around.Take();
        foreach (var server in _log.Servers)
            if (server.Project is ['/', _, ..] project && RootOf(project.TrimEnd('/')) is { } root)
                _around.Add(root, candidates);
        _candidates = [.. candidates];
        _stateFolders = Array.ConvertAll(_candidates, OrchestratorRoot.StateFolderOf);
    }

    /// <summary>Servers refuse to keep state in the plugin's own cache, which an update wipes.</summary>
    private static string? RootOf(string folder) => folder.Contains("/.claude/plugins/cache/", StringComparison.Ordinal) ? null : folder;

    private void Label()
    {
        var paths = new List<string>(_roots.Count);
        foreach (var root in _roots)
            paths.Add(root.Path);
        foreach (var root in _roots)
            root.Label = PathLabels.Of(root.Path, paths);
    }
}
