using System;
using System.Numerics;

namespace Lifetop.Screens.Processes;

/// <summary>Finds the row of a pid. Filled anew without allocating.</summary>
internal sealed class PidIndex
{
    private int[] _pids = [];
    private int[] _rows = [];
    private int _mask;

    public void Fill(ReadOnlySpan<int> pids)
    {
        int room = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(64, pids.Length * 2));
        if (_pids.Length < room)
        {
            _pids = new int[room];
            _rows = new int[room];
        }
        else
            Array.Clear(_pids);
        _mask = _pids.Length - 1;
        for (int row = 0; row < pids.Length; row++)
        {
            // No pid is 0, so 0 is an empty place.
            int at = Place(pids[row]);
            _pids[at] = pids[row];
            _rows[at] = row;
        }
    }

    public int RowOf(int pid)
    {
        if (pid <= 0 || _pids.Length == 0)
            return -1;
        int at = Place(pid);
        return _pids[at] == pid ? _rows[at] : -1;
    }

    private int Place(int pid)
    {
        int at = (int)((uint)pid * 2654435769u >> 7) & _mask;
        while (_pids[at] != 0 && _pids[at] != pid)
            at = (at + 1) & _mask;
        return at;
    }
}
