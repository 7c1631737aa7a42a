using System;
using Lifetop.Platform;

namespace Lifetop.Observation.Systems.AgentRelay;

/// <summary>A folder that may hold state of agent-relay, now or later. It has to be this user's: what lies there says which processes to end.</summary>
/// <param name="marks">Names of which one has to be in it; none where the folder's own name says enough.</param>
internal sealed class RelayCandidate(string path, string foundBy, Func<string, RelayState> make, params string[] marks)
{
    private string[]? _marks;
    private RelayState? _state;

    /// <summary>Its state, made once it is there.</summary>
    public RelayState? State(uint user)
    {
        bool isThere = FileStamp.Of(path, followLinks: true, out int errno) is { IsFolder: true } stamp && !stamp.IsOfAnother(user);
        if (_state is not null)
            // What cannot be read now is not gone.
            return isThere || errno is not (Errno.NoEntry or 0) ? _state : _state = null;
        if (!isThere)
            return null;
        _marks ??= Paths();
        bool isMarked = _marks.Length == 0;
        foreach (string mark in _marks)
            isMarked |= FileStamp.Of(mark).Exists;
        if (isMarked)
        {
            _state = make(Observation.Paths.Real(path));
            _state.FoundBy = foundBy;
        }
        return _state;
    }

    private string[] Paths()
    {
        string[] paths = new string[marks.Length];
        for (int i = 0; i < paths.Length; i++)
            paths[i] = NativePath.Join(path, marks[i]);
        return paths;
    }
}
