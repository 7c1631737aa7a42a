namespace Lifetop.Model;

/// <summary>The sign of each state, never alone without its word where there is room, and the sentence that says what it means.</summary>
public static class LifecycleMarks
{
    private static readonly (char Glyph, char Ascii, string Meaning)[] Table =
    [
        ('░', '%', "something needed to judge it could not be read"),
        ('↓', '~', "lifetop is ending it"),
        ('↑', '^', "it is being started again"),
        ('·', '_', "lifetop ended it and nothing of it has come since"),
        ('■', 'b', "ended without the result its source waits for"),
        ('◆', 'z', "dead, and something of it remains"),
        ('✓', '+', "ended well, nothing remains"),
        ('×', 'x', "ended badly, nothing remains"),
        ('◌', '.', "declared, not started yet, still within its grace"),
        ('◇', 'o', "alive, and what should own it is gone"),
        ('!', '!', "alive, and the heartbeat it promised is overdue"),
        ('?', '?', "alive, and asking for a person"),
        ('○', '-', "alive, without output or CPU for a while"),
        ('●', '*', "alive and at work"),
    ];

    public static char Glyph(this Lifecycle state, bool ascii = false) => ascii ? Table[(int)state].Ascii : Table[(int)state].Glyph;

    /// <summary>What the state means, for somebody who has never seen the word.</summary>
    public static string Meaning(this Lifecycle state) => Table[(int)state].Meaning;
}
