using System;

namespace Lifetop.Terminal;

/// <summary>Events in their order, in an array that is used again; who never takes any loses the newest.</summary>
internal sealed class EventQueue
{
    private const int Limit = 1 << 16;

    private InputEvent[] _events = new InputEvent[64];
    private int _first, _count;

    public bool IsEmpty => _count == 0;

    public void Add(in InputEvent happened)
    {
        if (_count == Limit)
            return;
        if (_count == _events.Length)
            Grow();
        _events[(_first + _count++) & (_events.Length - 1)] = happened;
    }

    public bool TryTake(out InputEvent happened)
    {
        if (_count == 0)
        {
            happened = default;
            return false;
        }
        happened = _events[_first];
        // Its text must not be kept alive.
        _events[_first] = default;
        _first = (_first + 1) & (_events.Length - 1);
        _count--;
        return true;
    }

    private void Grow()
    {
        var larger = new InputEvent[_events.Length * 2];
        for (int i = 0; i < _count; i++)
            larger[i] = _events[(_first + i) & (_events.Length - 1)];
        _events = larger;
        _first = 0;
    }
}
