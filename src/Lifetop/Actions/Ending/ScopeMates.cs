using System;
using System.Collections.Generic;
using Lifetop.Model;
using Lifetop.Observation.Proc;

namespace Lifetop.Actions.Ending;

/// <summary>
/// Who is in the scope of a pane that is being ended. A look finds them by it only while the pane's root lives, which is among the first to go;
/// whoever is born there after that is found here.
/// </summary>
internal sealed class ScopeMates : IDisposable
{
    private readonly BirthMarks[] _marks;
    private readonly DetailsReader? _reader;
    private readonly Dictionary<ProcessIdentity, string?> _asked = [];
    private readonly long _since = long.MaxValue;

    /// <param name="marks">By order: what its processes are known by.</param>
    public ScopeMates(BirthMarks[] marks)
    {
        _marks = marks;
        foreach (var one in marks)
            if (one.Scope is { } scope)
                _since = Math.Min(_since, scope.Root.StartTicks);
        _reader = _since < long.MaxValue ? new DetailsReader() : null;
    }

    /// <summary>The order of the pane it was born in; -1 for none. One with a terminal is somebody's who looks on, and nobody older than the pane is of it.</summary>
    public int OrderOf(in ProcessRow row, Census census)
    {
        if (_reader is null || row.StartTicks < _since || row.Terminal != 0 || row.IsKernelThread || row.UserId != census.UserId)
            return -1;
        string? group = ControlGroupOf(row, census.Processes);
        for (int i = 0; i < _marks.Length && group is not null; i++)
            if (_marks[i].HasInScope(group, census))
                return i;
        return -1;
    }

    public void Dispose() => _reader?.Dispose();

    /// <summary>Read once of each: a look reads it of those alone who may be tied by it.</summary>
    private string? ControlGroupOf(in ProcessRow row, ProcessTable table)
    {
        var process = new ProcessIdentity(row.Pid, row.StartTicks, table.Boot);
        if (!_asked.TryGetValue(process, out string? group))
            _asked[process] = group = _reader?.Read(row, [], DetailParts.ControlGroup)?.ControlGroup;
        return group;
    }
}
