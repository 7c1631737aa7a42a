namespace Lifetop.Model;

/// <summary>The sign of each state, never alone without its word where there is room, and the sentence that says what it means.</summary>
public static class LifecycleMarks
{
    private static readonly Row[] Table =
    [
        new('░', '%', "something needed to judge it could not be read"),
        new('↓', '~', "lifetop is ending it"),
        new('↑', '^', "it is being started again"),
        new('·', '_', "lifetop ended it and nothing of it has come since"),
        new('■', 'b', "ended without the result its source waits for"),
        new('◆', 'z', "dead, and something of it remains"),
        new('✓', '+', "ended well, nothing remains"),
        new('×', 'x', "ended badly, nothing remains"),
        new('◌', '.', "declared, not started yet, still within its grace"),
        new('◇', 'o', "alive, and what should own it is gone"),
        new('!', '!', "alive, and the heartbeat it promised is overdue"),
        new('?', '?', "alive, and asking for a person"),
        new('○', '-', "alive, without output or CPU for a while"),
        new('●', '*', "alive and at work"),
    ];

    public static char Glyph(this Lifecycle state, bool ascii = false) => ascii ? Table[(int)state].Ascii : Table[(int)state].Glyph;

    /// <summary>What the state means, for somebody who has never seen the word.</summary>
    public static string Meaning(this Lifecycle state) => Table[(int)state].Meaning;

    private readonly record struct Row(char Glyph, char Ascii, string Meaning);
}
