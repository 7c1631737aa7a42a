using System.Collections.Generic;

namespace Lifetop.Observation;

/// <summary>The processes something is so of in this look, and whether they are others than in the last. Nothing is made while they stay.</summary>
internal sealed class PidsOfALook
{
    private List<int> _seen = [];
    private List<int> _now = [];

    public List<int> Now => _now;

    /// <summary>Those of the last look are what the new ones will be compared with.</summary>
    public void Begin()
    {
        (_seen, _now) = (_now, _seen);
        _now.Clear();
    }

    public void Add(int pid)
    {
        if (!_now.Contains(pid))
            _now.Add(pid);
    }

    public bool HaveChanged
    {
        get
        {
            bool same = _now.Count == _seen.Count;
            for (int i = 0; same && i < _now.Count; i++)
                same = _now[i] == _seen[i];
            return !same;
        }
    }
}
