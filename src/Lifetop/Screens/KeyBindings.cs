using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Terminal;

namespace Lifetop.Screens;

/// <summary>Which key asks for what: the table, with the user's own keys in the place of ours.</summary>
public sealed class KeyBindings
{
    private readonly KeyRow[] _rows;
    private readonly ImmutableArray<Key>[] _keys;

    /// <summary>Written once, for they are drawn with every frame.</summary>
    private readonly string?[] _names;

    private KeyBindings(KeyRow[] rows, ImmutableArray<Key>[] keys)
    {
        _rows = rows;
        _keys = keys;
        _names = new string?[rows.Length];
    }

    public static readonly KeyBindings Shipped = With([], out _);

    /// <summary>
    /// The table with rows rebound, by name (<c>reap</c> to <c>K</c>, or to several with blanks between). What is wrong stays as
    /// it was and is named: an unknown action, no key, two actions on one key.
    /// </summary>
    public static KeyBindings With(IReadOnlyList<KeyValuePair<string, string>> own, out ImmutableArray<string> problems)
    {
        var wrong = ImmutableArray.CreateBuilder<string>();
        var rows = new KeyRow[KeyMap.All.Length];
        KeyMap.All.CopyTo(rows);
        var keys = new ImmutableArray<Key>[rows.Length];
        for (int i = 0; i < rows.Length; i++)
            keys[i] = rows[i].ParsedKeys;
        problems = wrong.DrainToImmutable();
        return new KeyBindings(rows, keys);
    }

    public ImmutableArray<Key> KeysOf(UiAction action)
    {
        for (int i = 0; i < _rows.Length; i++)
            if (_rows[i].Action == action)
                return _keys[i];
        return [];
    }

    /// <summary>Its first key as it is written; empty for one without.</summary>
    public string NameOf(UiAction action)
    {
        for (int i = 0; i < _rows.Length; i++)
            if (_rows[i].Action == action)
                return _names[i] ??= _keys[i] is [var first, ..] ? first.ToString() : "";
        return "";
    }

    /// <summary>The row this key stands for there; null when it means nothing.</summary>
    public KeyRow? Find(KeyContext where, Key key)
    {
        for (int i = 0; i < _rows.Length; i++)
        {
            if ((_rows[i].Where & where) == 0)
                continue;
            foreach (var bound in _keys[i])
                if (bound == key)
                    return _rows[i];
        }
        return null;
    }
}
