using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Model.Query;

namespace Lifetop.Screens.Dialogs;

/// <summary>Which columns are shown and in which order, while that is being chosen.</summary>
internal sealed class ColumnChoice
{
    /// <summary>What the width shows by itself, and from which width on.</summary>
    private static readonly (string Name, int From)[] ByWidth =
    [
        ("state", 0), ("name", 0), ("source", 110), ("kind", 110), ("age", 0), ("idle", 100), ("cpu", 66), ("mem", 72), ("note", 72), ("where", 150), ("pid", 150),
    ];

    private readonly List<WorkerField> _fields = [];
    private readonly HashSet<string> _shown = [];

    public ColumnChoice(ImmutableArray<string> chosen, int width) => Begin(chosen, width);

    public int Count => _fields.Count;

    public int Shown => _shown.Count;

    public WorkerField this[int index] => _fields[index];

    public bool IsShown(int index) => _shown.Contains(_fields[index].Name);

    /// <summary>The names in their order.</summary>
    public ImmutableArray<string> Names
    {
        get
        {
            var names = ImmutableArray.CreateBuilder<string>();
            foreach (var column in _fields)
                if (_shown.Contains(column.Name))
                    names.Add(column.Name);
            return names.DrainToImmutable();
        }
    }

    /// <summary>False for the name, without which nobody knows what a row is.</summary>
    public bool Toggle(int index)
    {
        string name = _fields[index].Name;
        if (name == "name")
            return false;
        if (!_shown.Remove(name))
            _shown.Add(name);
        return true;
    }

    /// <summary>Puts a column by so many places, as far as there are any, and returns its new one.</summary>
    public int Move(int index, int by)
    {
        int to = Math.Clamp(index + by, 0, _fields.Count - 1);
        var field = _fields[index];
        _fields.RemoveAt(index);
        _fields.Insert(to, field);
        return to;
    }

    public void Begin(ImmutableArray<string> chosen, int width)
    {
        _fields.Clear();
        _shown.Clear();
        foreach (string name in chosen)
            if (WorkerFields.Find(name) is { } field && _shown.Add(field.Name))
                _fields.Add(field);
        foreach (var (name, from) in ByWidth)
        {
            if (WorkerFields.Find(name) is not { } field || _fields.Contains(field))
                continue;
            _fields.Add(field);
            if (chosen.IsEmpty && width >= from)
                _shown.Add(name);
        }
        foreach (var field in WorkerFields.All)
            if (!_fields.Contains(field))
                _fields.Add(field);
    }
}
