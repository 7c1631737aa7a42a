using System;
using System.Text;

namespace Lifetop.Screens.Help;

/// <summary>One line of the help: rows of the key table that belong together, and what they do in few words.</summary>
internal sealed class HelpLine(string text, params UiAction[] actions)
{
    public UiAction[] Actions => actions;

    /// <summary>In few words; what the table says where there are none.</summary>
    public string Text => text.Length > 0 ? text : KeyMap.Of(actions[0]).Doc;

    public string Group => KeyMap.Of(actions[0]).Group;

    public bool HoldsIn(KeyContext where)
    {
        foreach (var action in actions)
            if ((KeyMap.Of(action).Where & where) != 0)
                return true;
        return false;
    }

    public bool Has(UiAction action)
    {
        foreach (var one in actions)
            if (one == action)
                return true;
        return false;
    }

    /// <summary>The first key of each, as they are bound now, or its name in the palette; a run of digits is written from-to.</summary>
    public string Keys(KeyBindings bindings)
    {
        var keys = new StringBuilder();
        char first = '\0', last = '\0';
        foreach (var action in actions)
        {
            string name = bindings.NameOf(action);
            if (name.Length == 0)
                name = ":" + KeyMap.Of(action).Name;
            bool next = name.Length == 1 && last != '\0' && name[0] == last + 1 && char.IsAsciiDigit(last);
            if (!next)
            {
                End(keys, first, last);
                keys.Append(keys.Length == 0 ? "" : " ").Append(name);
                first = name.Length == 1 ? name[0] : '\0';
            }
            last = name.Length == 1 ? name[0] : '\0';
        }
        End(keys, first, last);
        return keys.ToString();
    }

    /// <summary>Why none of them can be done now.</summary>
    public string? Refusal(UiState ui)
    {
        string? reason = null;
        foreach (var action in actions)
        {
            reason = KeyMap.Of(action).Unavailable?.Invoke(ui);
            if (reason is null)
                return null;
        }
        return reason;
    }

    private static void End(StringBuilder keys, char first, char last)
    {
        if (first != last && last != '\0')
            keys.Append('-').Append(last);
    }
}
