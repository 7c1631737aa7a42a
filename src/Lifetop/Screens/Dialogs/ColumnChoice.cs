using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Screens.Grid;

namespace Lifetop.Screens.Dialogs;

/// <summary>Which columns are shown and in which order, while that is being chosen.</summary>
internal sealed class ColumnChoice
{
    private readonly List<ColumnOffer> _offers = [];
    private readonly HashSet<string> _shown = [];

    /// <param name="width">Of the list they are for.</param>
    public ColumnChoice(ImmutableArray<string> chosen, int width) => Begin(chosen, width);

    public int Count => _offers.Count;

    public ColumnOffer this[int index] => _offers[index];

    public bool IsShown(int index) => _shown.Contains(_offers[index].Name);

    /// <summary>The names in their order.</summary>
    public ImmutableArray<string> Names
    {
        get
        {
            var names = ImmutableArray.CreateBuilder<string>();
            foreach (var offer in _offers)
                if (_shown.Contains(offer.Name))
                    names.Add(offer.Name);
            return names.DrainToImmutable();
        }
    }

    /// <summary>False for the name, without which nobody knows what a row is.</summary>
    public bool Toggle(int index)
    {
        string name = _offers[index].Name;
        if (name == "name")
            return false;
        if (!_shown.Remove(name))
            _shown.Add(name);
        return true;
    }

    /// <summary>Puts a column by so many places, as far as there are any, and returns its new one.</summary>
    public int Move(int index, int by)
    {
        int to = Math.Clamp(index + by, 0, _offers.Count - 1);
        var offer = _offers[index];
        _offers.RemoveAt(index);
        _offers.Insert(to, offer);
        return to;
    }

    /// <summary>The chosen ones stand before the others; without any, the width chooses.</summary>
    public void Begin(ImmutableArray<string> chosen, int width)
    {
        _offers.Clear();
        _shown.Clear();
        var all = GridColumns.Offers(width);
        foreach (string name in chosen)
            if (all.Find(offer => offer.Name == name) is { } offer && _shown.Add(name))
                _offers.Add(offer);
        foreach (var offer in all)
        {
            if (_shown.Contains(offer.Name))
                continue;
            _offers.Add(offer);
            if (chosen.IsEmpty && offer.IsUsual)
                _shown.Add(offer.Name);
        }
    }
}
