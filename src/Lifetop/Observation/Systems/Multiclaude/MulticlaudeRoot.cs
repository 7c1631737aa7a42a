using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Model;
using Lifetop.Platform;

namespace Lifetop.Observation.Systems.Multiclaude;

/// <summary>One installation: its state file with the last good view of it, its daemon's files, and the worktrees it made.</summary>
internal sealed class MulticlaudeRoot
{
    private const int Limit = 16 * 1024 * 1024, PidLimit = 4096;

    private readonly uint _user = Libc.EffectiveUser();
    private readonly MulticlaudePaths _paths;
    private readonly SystemFile _stateFile, _pidFile;
    private readonly SystemFolder _worktrees;
    private readonly List<SystemFolder> _ofRepositories = [];
    private readonly AgentDeclaration _agents;
    private readonly DaemonDeclaration _daemon;
    private readonly LogEnd _log;
    private StateFields? _state;
    private bool _hasSocket, _isAbsent = true;
    private Gap? _gap;

    /// <param name="wrapper">The user's command that starts its daemon.</param>
    public MulticlaudeRoot(string root, string label, string? tmuxSocket, ImmutableArray<string> wrapper)
    {
        _paths = new MulticlaudePaths(root);
        _stateFile = new SystemFile(_paths.State, Limit);
        _pidFile = new SystemFile(_paths.DaemonPid, PidLimit);
        _worktrees = new SystemFolder(_paths.Worktrees);
        _agents = new AgentDeclaration(_paths, label, tmuxSocket);
        _daemon = new DaemonDeclaration(_paths, label, tmuxSocket, wrapper);
        _log = new LogEnd(_paths.DaemonLog, DaemonLog.Meaning);
    }

    public string Path => _paths.Root;

    public required string FoundBy { get; init; }

    public bool IsThere => !_isAbsent;

    /// <summary>True when there is something else to tell than before.</summary>
    public bool Refresh(DateTimeOffset now)
    {
        if (_isAbsent && !FileStamp.Of(_paths.Root, followLinks: true, out int errno).Exists && errno is Errno.NoEntry or Errno.NotDirectory)
            return false;
        _isAbsent = false;
        bool changed = false;
        if (_stateFile.Refresh(now))
        {
            TakeState(now);
            changed = true;
        }
        changed |= _pidFile.Refresh(now);
        changed |= _log.Refresh(now);
        bool hasSocket = FileStamp.Of(_paths.DaemonSocket).Exists;
        changed |= hasSocket != _hasSocket;
        _hasSocket = hasSocket;
        return changed | RefreshWorktrees(now);
    }

    public void AddTo(List<Declaration> declarations, ImmutableArray<Gap>.Builder gaps, ImmutableArray<string>.Builder watch)
    {
        if (_isAbsent)
            return;
        watch.Add(_paths.Root);
        foreach (var folder in (SystemFolder[])[_worktrees, .. _ofRepositories])
        {
            watch.Add(folder.Path);
            if (folder.Why is { } why)
                gaps.Add(new Gap(MulticlaudeSource.Label, folder.Path, $"{folder.Path}: {why}", _stateFile.Reading.Stamp.Modified) { HidesWorkers = false });
        }
        if (_gap is not null)
            gaps.Add(_gap);
        var written = _stateFile.Reading.Stamp.Modified;
        if (_daemon.Of(_pidFile, _hasSocket, _state, written, _log.Says) is { } daemon)
            declarations.Add(daemon);
        if (_state is null)
            return;
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var repository in _state.Repositories)
        {
            names.Clear();
            foreach (var agent in repository.Agents)
                if (SafeName.Is(agent.Name) && names.TryAdd(agent.Name, 1))
                    declarations.Add(_agents.Of(repository, agent, written, _daemon.Pid));
            AddFolders(repository.Name, repository.Session ?? MulticlaudePaths.SessionOf(repository.Name), names, declarations);
            AddHistory(repository, names, written, declarations);
        }
        foreach (var folder in _ofRepositories)
            if (!IsKnown(folder.Name))
                AddFolders(folder.Name, MulticlaudePaths.SessionOf(folder.Name), [], declarations);
    }

    /// <summary>Writing is atomic, so one that is torn is read once more after a moment; then the last good view stays, and a gap says so.</summary>
    private void TakeState(DateTimeOffset now)
    {
        string wrong = Parse();
        if (wrong.Length > 0 && _stateFile.Reading.IsRead)
        {
            WriterPause.Wait();
            _stateFile.Take(now);
            wrong = Parse();
        }
        if (wrong.Length == 0)
            _gap = null;
        else if (_gap is null || !_gap.What.EndsWith(wrong, StringComparison.Ordinal))
            _gap = new Gap(MulticlaudeSource.Label, _paths.State, $"{_paths.State} is unreadable: {wrong}", _gap?.Since ?? now);
    }

    private string Parse()
    {
        var reading = _stateFile.Reading;
        if (reading.Failure == FileFailure.Missing)
        {
            _state = null;
            return "";
        }
        if (!reading.IsRead)
            return reading.Why;
        // It names folders to remove and panes to close: that is for us alone to say.
        if (reading.Stamp.IsOfAnother(_user))
            return "it belongs to another user";
        if (reading.Bytes.IsEmpty)
            return "empty";
        if (StateReader.Read(reading.Bytes, out string wrong) is not { } state)
            return wrong;
        _state = state;
        return "";
    }

    private bool RefreshWorktrees(DateTimeOffset now)
    {
        bool changed = _worktrees.Refresh(now);
        if (changed)
        {
            _ofRepositories.RemoveAll(folder => !Contains(_worktrees.Folders, folder.Name));
            foreach (string name in _worktrees.Folders)
                if (_paths.WorktreesOf(name) is { } path && Of(name) is null)
                    _ofRepositories.Add(new SystemFolder(path));
        }
        foreach (var folder in _ofRepositories)
            changed |= folder.Refresh(now);
        return changed;
    }

    private void AddFolders(string repository, string session, Dictionary<string, int> names, List<Declaration> to)
    {
        if (Of(repository) is not { } folder)
            return;
        foreach (string name in folder.Folders)
        {
            string path = NativePath.Join(folder.Path, name);
            if (SafeName.Is(name) && names.TryAdd(name, 1))
                to.Add(_agents.OfFolder(repository, session, name, path, FileStamp.Of(path).Modified));
        }
    }

    /// <summary>Newest first, so that a name that is free goes to the last who bore it.</summary>
    private void AddHistory(RepositoryFields repository, Dictionary<string, int> names, DateTimeOffset written, List<Declaration> to)
    {
        for (int i = repository.History.Count - 1; i >= 0; i--)
        {
            var entry = repository.History[i];
            if (entry.Name is not { } name || !SafeName.Is(name))
                continue;
            names.TryGetValue(name, out int again);
            names[name] = again + 1;
            to.Add(_agents.Of(repository, entry, again, written));
        }
    }

    private SystemFolder? Of(string repository)
    {
        foreach (var folder in _ofRepositories)
            if (folder.Name == repository)
                return folder;
        return null;
    }

    private bool IsKnown(string repository)
    {
        foreach (var known in _state!.Repositories)
            if (known.Name == repository)
                return true;
        return false;
    }

    private static bool Contains(IReadOnlyList<string> names, string name)
    {
        foreach (string one in names)
            if (one == name)
                return true;
        return false;
    }
}
