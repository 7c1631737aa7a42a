using System;
using System.Collections.Generic;
using Lifetop.Model;
using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens.Grid;

/// <summary>The keys for what is selected, as many as fit: what cannot be used is left out, help is the last to go.</summary>
internal sealed class FooterKeys
{
    /// <summary>In the order they stand.</summary>
    private static readonly UiAction[] Usual =
    [
        UiAction.Reap, UiAction.Restart, UiAction.Logs, UiAction.Attach, UiAction.Inspect, UiAction.Filter,
        UiAction.NextNeedy, UiAction.Mark, UiAction.Spawn, UiAction.Palette, UiAction.Help,
    ];

    /// <summary>In the order they are given room.</summary>
    private static readonly UiAction[] First =
    [
        UiAction.Help, UiAction.Reap, UiAction.Logs, UiAction.NextNeedy, UiAction.Attach, UiAction.Inspect, UiAction.Filter,
        UiAction.Restart, UiAction.Mark, UiAction.Spawn, UiAction.Palette,
    ];

    private static readonly UiAction[] EmptyFirst = [UiAction.Help, UiAction.Quit, UiAction.Spawn, UiAction.Adopt, UiAction.Processes, UiAction.Palette];

    private static readonly UiAction[] Empty = [UiAction.Spawn, UiAction.Adopt, UiAction.Processes, UiAction.Palette, UiAction.Quit, UiAction.Help];

    private readonly List<FooterKey> _keys = [];
    private JudgedWorker? _judged;
    private Roster? _roster;
    private KeyBindings? _bindings;
    private bool _readOnly, _isEmpty, _lacksTmux;
    private int _room, _marked;

    /// <summary>Chooses and places the keys between two columns; does nothing when nothing that matters changed.</summary>
    public void Lay(int left, int right, bool isEmpty, UiState ui)
    {
        if (ReferenceEquals(_judged, ui.Selected?.Judged) && ReferenceEquals(_roster, ui.Roster) && ReferenceEquals(_bindings, ui.Keys)
            && _readOnly == ui.ReadOnly && _isEmpty == isEmpty && _lacksTmux == ui.Tmux.IsSo && _room == right - left && _marked == ui.Marked.Count)
            return;
        (_judged, _roster, _bindings, _readOnly, _isEmpty, _lacksTmux, _room, _marked) = (ui.Selected?.Judged, ui.Roster, ui.Keys, ui.ReadOnly, isEmpty, ui.Tmux.IsSo, right - left, ui.Marked.Count);
        int gap = ui.Width >= 100 ? 3 : 2, used = -gap;
        var chosen = new List<FooterKey>();
        foreach (var action in isEmpty ? EmptyFirst : First)
            if (KeyOf(action, ui) is { } key && used + gap + key.Width <= right - left)
            {
                chosen.Add(key);
                used += gap + key.Width;
            }
        _keys.Clear();
        foreach (var action in isEmpty ? Empty : Usual)
            foreach (var key in chosen)
                if (key.Row.Action == action)
                {
                    key.X = left;
                    left += key.Width + gap;
                    _keys.Add(key);
                }
    }

    public void Draw(Canvas canvas, int y, UiState ui)
    {
        for (int i = 0; i < _keys.Count; i++)
        {
            int x = canvas.Write(_keys[i].X, y, _keys[i].Key, ui.Scheme[Role.Accent]);
            canvas.Write(x + 1, y, _keys[i].Row.Label, ui.Scheme[Role.Soft]);
        }
    }

    /// <summary>The key that is written at a column, for the mouse.</summary>
    public KeyRow? At(int column)
    {
        foreach (var key in _keys)
            if (column >= key.X && column < key.X + key.Width)
                return key.Row;
        return null;
    }

    private static FooterKey? KeyOf(UiAction action, UiState ui)
    {
        var row = KeyMap.Of(action);
        var keys = ui.Keys.KeysOf(action);
        return keys.Length == 0 || row.Unavailable?.Invoke(ui) is not null || (IsAboutWorker(action) && ui.Selected is null) ? null : new FooterKey(row, keys[0].ToString());
    }

    private static bool IsAboutWorker(UiAction action) => action is UiAction.Reap or UiAction.Restart or UiAction.Logs or UiAction.Attach or UiAction.Inspect or UiAction.Mark;
}

/// <summary>A key as the footer shows it, and where.</summary>
internal sealed class FooterKey(KeyRow row, string key)
{
    public KeyRow Row { get; } = row;
    public string Key { get; } = key;
    public int X { get; set; }
    public int Width => Key.Length + 1 + Row.Label.Length;
}
