namespace Lifetop.Theming;

/// <summary>What a colour is for. Hue says what to do, brightness how much it matters.</summary>
public enum Role
{
    /// <summary>The screen itself.</summary>
    Ground,
    /// <summary>Behind dialogs.</summary>
    Surface,
    /// <summary>Behind the cursor's row.</summary>
    Raised,
    /// <summary>Rules, borders, the quiet part of the life line.</summary>
    Line,
    /// <summary>Heads, sources of evidence, what has ended, hints.</summary>
    Faint,
    /// <summary>Labels, secondary columns, idle.</summary>
    Soft,
    /// <summary>What is read.</summary>
    Text,
    /// <summary>Titles, what is selected, names that need you.</summary>
    Bright,
    /// <summary>lifetop itself: keys, cursor, focus, what it is doing right now.</summary>
    Accent,
    /// <summary>On the focused button, which has the accent behind.</summary>
    OnAccent,
    /// <summary>Running, done, for.</summary>
    Ok,
    /// <summary>Waiting: answer it.</summary>
    Ask,
    /// <summary>Stalled, gaps, kept, against: check it.</summary>
    Warn,
    /// <summary>Zombie, orphan: something is left over.</summary>
    Left,
    /// <summary>Failed, blocked, errors: read why.</summary>
    Bad,
    /// <summary>Behind a search hit.</summary>
    Match,
}
