using System;
using System.Collections.Generic;
using Lifetop.Platform;

namespace Lifetop.Observation.Systems.EveryCode;

/// <summary>
/// Finds Every Code's state folders: where its wrapper puts one, where the config says, and <c>state</c> below the folder of a running
/// process. One is known by what lies in it, and has to be this user's: it names sessions to close and folders to remove.
/// </summary>
internal sealed class StateFolders
{
    private readonly List<StateFolder> _folders = [];
    private readonly NamedPlaces _named = new();
    private readonly uint _user = Libc.EffectiveUser();
    private readonly SystemPlaces _places;
    private readonly RootCandidates _around;
    private string[] _candidates = [], _workers = [], _requests = [];

    public StateFolders(SystemPlaces places)
    {
        _places = places;
        _around = new RootCandidates(places.Projects, _named, static folder => NativePath.Join(folder, "state"));
        if (places.Environment("LAUNCHPLANE_EVERY_CODE_STATE_DIR") is ['/', _, ..] told)
            _named.Add(told.TrimEnd('/'), FoundBy.Environment);
        if (places.Home is { } home)
            _named.Add(NativePath.Join(home, ".local/state/launchplane/every-code"), FoundBy.Default);
        foreach (string root in places.Roots(EveryCodeSource.Label))
            _named.Add(root, FoundBy.Config);
    }

    public IReadOnlyList<StateFolder> All => _folders;

    public IReadOnlyList<string> Named => _named.All;

    public string HowFound(StateFolder folder) => _named.By(folder.Named) ?? FoundBy.Process;

    /// <summary>True when one came or went.</summary>
    public bool Refresh()
    {
        TakeProjects();
        bool changed = false;
        for (int i = 0; i < _candidates.Length; i++)
            if (IsState(_workers[i], _requests[i], out _))
                changed |= Add(_candidates[i]);
        for (int i = _folders.Count - 1; i >= 0; i--)
        {
            // What cannot be read now is not gone.
            if (IsState(_folders[i].Paths.Worker, _folders[i].Paths.Requests, out int errno) || errno is not (Errno.NoEntry or 0))
                continue;
            _folders.RemoveAt(i);
            changed = true;
        }
        return changed;
    }

    private bool IsState(string worker, string requests, out int errno)
        => IsOurs(worker, out errno) || (errno is Errno.NoEntry or 0 && IsOurs(requests, out errno));

    private bool IsOurs(string folder, out int errno)
        => FileStamp.Of(folder, followLinks: true, out errno) is { IsFolder: true } stamp && !stamp.IsOfAnother(_user);

    private bool Add(string folder)
    {
        foreach (var known in _folders)
            if (known.Named == folder)
                return false;
        string real = Observation.Paths.Real(folder);
        foreach (var known in _folders)
            if (known.Paths.Root == real)
                return false;
        _folders.Add(new StateFolder(folder, new EveryCodePaths(real), LabelOf(folder), _places));
        return true;
    }

    private void TakeProjects()
    {
        if (!_around.HaveChanged)
            return;
        _candidates = [.. _around.Take()];
        _workers = Array.ConvertAll(_candidates, EveryCodePaths.WorkerOf);
        _requests = Array.ConvertAll(_candidates, EveryCodePaths.RequestsOf);
    }

    /// <summary>What keys begin with: plain for the first, and as much of its path behind it as tells another one from those there are.</summary>
    private string LabelOf(string folder)
    {
        if (IsFree(EveryCodeSource.Label))
            return EveryCodeSource.Label;
        string name = "";
        for (string at = folder; at is ['/', _, ..]; at = NativePath.Folder(at))
        {
            var last = NativePath.Name(at);
            if (name.Length == 0 && last is "state" or "every-code")
                continue;
            name = name.Length == 0 ? last.ToString() : $"{last}.{name}";
            if (IsFree($"{EveryCodeSource.Label}@{name}"))
                break;
        }
        return $"{EveryCodeSource.Label}@{name}";
    }

    private bool IsFree(string label)
    {
        foreach (var known in _folders)
            if (known.Label == label)
                return false;
        return true;
    }
}
