using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Model;
using Lifetop.Terminal;

namespace Lifetop.Screens;

/// <summary>Which key asks for what: the table, with the user's own keys in the place of ours.</summary>
public sealed class KeyBindings
{
    private readonly KeyRow[] _rows;
    private readonly Key[][] _keys;

    /// <summary>Written once, for they are drawn with every frame.</summary>
    private readonly string?[] _names;
    private string? _reasonOfProtected;

    private readonly IReadOnlyList<KeyValuePair<string, string>> _own;
    private readonly ImmutableArray<KeyProblem> _problems;

    private KeyBindings(IReadOnlyList<KeyValuePair<string, string>> own, KeyRow[] rows, Key[][] keys, ImmutableArray<KeyProblem> problems)
    {
        _own = own;
        _problems = problems;
        _rows = rows;
        _keys = keys;
        _names = new string?[rows.Length];
    }

    public static readonly KeyBindings Shipped = With([], out _);

    /// <summary>
    /// The table with rows rebound, by name (<c>reap</c> to <c>K</c>, or to several with blanks between). What is wrong stays as
    /// it was and is named, each by the name it was given with: an unknown action, no key, two actions on one key.
    /// </summary>
    public static KeyBindings With(IReadOnlyList<KeyValuePair<string, string>> own, out ImmutableArray<KeyProblem> problems)
    {
        var wrong = ImmutableArray.CreateBuilder<KeyProblem>();
        var rows = new KeyRow[KeyMap.All.Length];
        KeyMap.All.CopyTo(rows);
        var keys = new Key[rows.Length][];
        for (int i = 0; i < rows.Length; i++)
            keys[i] = rows[i].ParsedKeys;
        // Where in the user's list a row was rebound, from 1; 0 for a row as shipped.
        int[] rebound = new int[rows.Length];
        for (int i = 0; i < own.Count; i++)
        {
            int row = IndexOf(rows, own[i].Key);
            if (row < 0)
                wrong.Add(new KeyProblem(own[i].Key, Unknown(rows, own[i].Key)));
            else if (TryParse(rows[row], own[i], wrong, out var parsed))
                (keys[row], rebound[row]) = (parsed, i + 1);
        }
        if (own.Count > 0)
            TakeBackConflicts(rows, keys, rebound, wrong);
        problems = wrong.DrainToImmutable();
        return new KeyBindings(own, rows, keys, problems);
    }

    /// <summary>How many rows the user gave keys of their own.</summary>
    public int OwnCount => _own.Count;

    public bool IsOwn(KeyRow row) => OwnAt(row) >= 0;

    /// <summary>The same with one row on other keys, or on its shipped ones where none are given; null where something new would be wrong with that, and what.</summary>
    public KeyBindings? Rebound(KeyRow row, string keys, out string wrong)
    {
        int at = OwnAt(row);
        if (keys.Length == 0 && at < 0)
        {
            wrong = "";
            return this;
        }
        // In the order of the config, which changes a key where it stands and adds one at the end: of two rebound rows the first keeps a key.
        int count = _own.Count + (keys.Length == 0 ? -1 : at < 0 ? 1 : 0);
        var own = new KeyValuePair<string, string>[count];
        for (int i = 0, to = 0; i < _own.Count; i++)
            if (i != at)
                own[to++] = _own[i];
            else if (keys.Length > 0)
                own[to++] = new(row.Name, keys);
        if (at < 0)
            own[^1] = new(row.Name, keys);
        var rebound = With(own, out var problems);
        wrong = "";
        foreach (var problem in problems)
            if (!_problems.Contains(problem))
                wrong = problem.Text;
        return wrong.Length == 0 ? rebound : null;
    }

    private int OwnAt(KeyRow row)
    {
        for (int i = 0; i < _own.Count; i++)
            if (_own[i].Key == row.Name)
                return i;
        return -1;
    }

    public Key[] KeysOf(UiAction action)
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

    /// <summary>Of two that belong together, <c>J K</c>.</summary>
    public string NamesOf(UiAction one, UiAction other)
    {
        string first = NameOf(one), second = NameOf(other);
        return first.Length > 0 && second.Length > 0 ? $"{first} {second}" : first + second;
    }

    /// <summary>A key and what it does, <c>p unprotects it</c>; null where it has none.</summary>
    public string? HintOf(UiAction action, string does) => NameOf(action) is { Length: > 0 } key ? $"{key} {does}" : null;

    public string? HintOf(UiAction one, UiAction other, string does) => NamesOf(one, other) is { Length: > 0 } keys ? $"{keys} {does}" : null;

    /// <summary>Why no plan touches who is protected; written once too.</summary>
    public string ReasonOfProtected => _reasonOfProtected ??= HintOf(UiAction.Protect, "unprotects it") is { } helps ? $"it is protected, {helps}" : "it is protected";

    /// <summary>The row this key stands for there; null when it means nothing.</summary>
    public KeyRow? Find(KeyContext where, Key key)
    {
        for (int i = 0; i < _rows.Length; i++)
        {
            if ((_rows[i].Where & where) == 0)
                continue;
            if (Holds(_keys[i], key))
                return _rows[i];
        }
        return null;
    }

    internal static bool Holds(Key[] keys, Key sought)
    {
        foreach (var key in keys)
            if (key == sought)
                return true;
        return false;
    }

    private static int IndexOf(KeyRow[] rows, string name) => Array.FindIndex(rows, row => row.Name == name);

    private static string Unknown(KeyRow[] rows, string name)
        => Nearest.To(name, Array.ConvertAll(rows, static row => row.Name)) is { } near ? $"no action {name}: did you mean {near}?" : $"no action {name}: man lifetop lists them";

    private static bool TryParse(KeyRow row, KeyValuePair<string, string> given, ImmutableArray<KeyProblem>.Builder wrong, out Key[] parsed)
    {
        string[] names = given.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        parsed = new Key[names.Length];
        for (int i = 0; i < names.Length; i++)
        {
            if (Key.TryParse(names[i], out parsed[i]))
                continue;
            wrong.Add(new KeyProblem(given.Key, $"{names[i]} is no key: write x, C-d, M-Left, S-Tab, F9 or Space"));
            return false;
        }
        // Nobody gets out of a dialog or out of lifetop without these.
        if (parsed.Length > 0 || row.Action is not (UiAction.Press or UiAction.Back or UiAction.Quit))
            return true;
        wrong.Add(new KeyProblem(given.Key, $"{row.Name} needs a key"));
        return false;
    }

    /// <summary>
    /// All new keys are in place before any are compared, so that two actions can swap theirs. Then, while two have one key where
    /// both could be meant, the rebound one goes back to its shipped keys; of two rebound ones, the one given later.
    /// </summary>
    private static void TakeBackConflicts(KeyRow[] rows, Key[][] keys, int[] rebound, ImmutableArray<KeyProblem>.Builder wrong)
    {
        while (FindConflict(rows, keys, out int first, out int second, out var key))
        {
            int loser = rebound[first] > rebound[second] ? first : second;
            int winner = loser == first ? second : first;
            if (rebound[loser] == 0)
                throw new InvalidOperationException($"{key} is both {rows[first].Name} and {rows[second].Name} as shipped");
            keys[loser] = rows[loser].ParsedKeys;
            rebound[loser] = 0;
            string stays = rows[loser].Keys.Length > 0 ? $"{rows[loser].Name} stays on {rows[loser].Keys}" : $"{rows[loser].Name} stays without a key";
            wrong.Add(new KeyProblem(rows[loser].Name, $"{key} cannot be both {rows[winner].Name} and {rows[loser].Name}: {stays}"));
        }
    }

    private static bool FindConflict(KeyRow[] rows, Key[][] keys, out int first, out int second, out Key shared)
    {
        for (first = 0; first < rows.Length; first++)
            foreach (var key in keys[first])
                for (second = first + 1; second < rows.Length; second++)
                    if ((rows[first].Where & rows[second].Where) != 0 && Holds(keys[second], key))
                    {
                        shared = key;
                        return true;
                    }
        (second, shared) = (0, default);
        return false;
    }
}

/// <summary>What is wrong with a key the user chose.</summary>
/// <param name="Name">Of the action, as it was given.</param>
public sealed record KeyProblem(string Name, string Text);
