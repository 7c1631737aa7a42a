using System;
using System.Collections.Immutable;

namespace Lifetop.Theming;

/// <summary>What roles are called in a theme's file, and which of them lie behind text.</summary>
public static class Roles
{
    /// <summary>In the order of <see cref="Role"/>.</summary>
    public static readonly ImmutableArray<string> Names =
    [
        "ground", "surface", "raised", "line", "faint", "soft", "text", "bright", "accent", "onaccent", "ok", "ask", "warn", "left", "bad", "match",
    ];

    /// <summary>What each is for, for whoever makes a theme; in the order of <see cref="Role"/>.</summary>
    public static readonly ImmutableArray<string> Meanings =
    [
        "the screen", "behind dialogs", "behind the cursor's row", "rules, borders, the quiet part of the life line",
        "heads, sources of evidence, what has ended, hints", "labels, secondary columns, idle", "what you read", "titles, what is selected, names that need you",
        "keys, cursor, focus, what lifetop is doing", "on the focused button, which has the accent behind",
        "running, done, for", "waiting", "stalled, gaps, kept, against", "zombie, orphan", "failed, blocked, errors", "behind a search hit",
    ];

    /// <summary>Those that are read as text on any ground.</summary>
    public static readonly Role[] Texts =
        [Role.Faint, Role.Soft, Role.Text, Role.Bright, Role.Accent, Role.Ok, Role.Ask, Role.Warn, Role.Left, Role.Bad];

    /// <summary>Those that text of any role may stand on.</summary>
    public static readonly Role[] Grounds = [Role.Ground, Role.Surface, Role.Raised];

    public static int Count => Names.Length;

    public static bool IsBehindText(this Role role) => role is Role.Ground or Role.Surface or Role.Raised or Role.Match;

    public static Role? Parse(ReadOnlySpan<char> name)
    {
        for (int i = 0; i < Names.Length; i++)
            if (name.SequenceEqual(Names[i]))
                return (Role)i;
        return null;
    }
}
