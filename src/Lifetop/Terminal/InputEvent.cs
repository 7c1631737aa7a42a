namespace Lifetop.Terminal;

public enum InputKind
{
    None,
    Key,
    Mouse,
    /// <summary>Text between the marks of a bracketed paste: never keys.</summary>
    Paste,
    FocusGained,
    FocusLost,
    /// <summary>Where the cursor is (X, Y from 1): the answer to a question of ours.</summary>
    CursorPosition,
    /// <summary>Any other answer of the terminal, its text without escape.</summary>
    Reply,
}

public enum MouseAction
{
    Press,
    Release,
    Move,
    WheelUp,
    WheelDown,
}

/// <summary>One thing that came from the terminal.</summary>
public readonly struct InputEvent(InputKind kind)
{
    public InputKind Kind { get; } = kind;
    public Key Key { get; init; }

    /// <summary>Cell from 0, for the mouse.</summary>
    public int X { get; init; }
    public int Y { get; init; }
    public MouseAction Mouse { get; init; }

    /// <summary>0 left, 1 middle, 2 right.</summary>
    public int Button { get; init; }
    public KeyModifiers Modifiers { get; init; }
    public string? Text { get; init; }

    public static InputEvent Of(Key key) => new(InputKind.Key) { Key = key };
}
