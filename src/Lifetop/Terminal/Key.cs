using System;
using System.Globalization;

namespace Lifetop.Terminal;

[Flags]
public enum KeyModifiers : byte
{
    None = 0,
    Shift = 1,
    Alt = 2,
    Ctrl = 4,
}

/// <summary>One key as pressed: a code point or a named key, and what was held with it. Shift is in the letter itself.</summary>
public readonly struct Key(int code, KeyModifiers modifiers = KeyModifiers.None) : IEquatable<Key>
{
    private const int Named = 0x200000;

    public static readonly Key
        Enter = new(Named), Esc = new(Named + 1), Tab = new(Named + 2), Backspace = new(Named + 3), Delete = new(Named + 4), Insert = new(Named + 5),
        CursorUp = new(Named + 6), CursorDown = new(Named + 7), CursorLeft = new(Named + 8), CursorRight = new(Named + 9),
        Home = new(Named + 10), End = new(Named + 11), PageUp = new(Named + 12), PageDown = new(Named + 13), Space = new(' ');

    private static readonly string[] Names =
        ["Enter", "Esc", "Tab", "Backspace", "Delete", "Insert", "Up", "Down", "Left", "Right", "Home", "End", "PageUp", "PageDown"];

    private const int FunctionKeys = Named + 0x100;

    public int Code { get; } = code;
    public KeyModifiers Modifiers { get; } = modifiers;

    public static Key F(int number) => new(FunctionKeys + number);

    public bool IsNamed => Code >= Named;

    /// <summary>Types a letter: no named key, and neither Ctrl nor Alt held.</summary>
    public bool IsText => !IsNamed && (Modifiers & (KeyModifiers.Ctrl | KeyModifiers.Alt)) == 0;

    public Key With(KeyModifiers more) => new(Code, Modifiers | more);

    public Key WithCtrl => With(KeyModifiers.Ctrl);

    /// <summary>As config and help write it: <c>x</c>, <c>C-d</c>, <c>M-Left</c>, <c>S-Tab</c>, <c>F9</c>, <c>Space</c>.</summary>
    public override string ToString()
    {
        string name = Code == ' ' ? "Space"
            : Code >= FunctionKeys ? "F" + (Code - FunctionKeys).ToString(CultureInfo.InvariantCulture)
            : IsNamed ? Names[Code - Named]
            : char.ConvertFromUtf32(Code);
        return string.Concat(
            (Modifiers & KeyModifiers.Ctrl) != 0 ? "C-" : "",
            (Modifiers & KeyModifiers.Alt) != 0 ? "M-" : "",
            (Modifiers & KeyModifiers.Shift) != 0 ? "S-" : "",
            name);
    }

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    public static bool TryParse(string text, out Key key)
    {
        key = default;
        var modifiers = KeyModifiers.None;
        int at = 0;
        for (; text.Length - at > 2 && text[at + 1] == '-'; at += 2)
        {
            switch (text[at])
            {
                case 'C': modifiers |= KeyModifiers.Ctrl; break;
                case 'M': modifiers |= KeyModifiers.Alt; break;
                case 'S': modifiers |= KeyModifiers.Shift; break;
                default: return false;
            }
        }
        string name = text[at..];
        int code = CodeOf(name);
        key = new Key(code, modifiers);
        return code > 0;
    }

    private static int CodeOf(string name)
    {
        if (name == "Space")
            return ' ';
        for (int i = 0; i < Names.Length; i++)
            if (Names[i] == name)
                return Named + i;
        if (name.Length is 2 or 3 && name[0] == 'F' && NumberOf(name.AsSpan(1)) is >= 1 and <= 24 and var number)
            return FunctionKeys + number;
        if (name.Length == 1 && name[0] > ' ' && name[0] != '\x7F' && !char.IsSurrogate(name[0]))
            return name[0];
        return name.Length == 2 && char.IsSurrogatePair(name[0], name[1]) ? char.ConvertToUtf32(name[0], name[1]) : 0;
    }

    /// <summary>Of at most two digits, -1 for anything else; the framework's way takes a millisecond the first time.</summary>
    private static int NumberOf(ReadOnlySpan<char> digits)
    {
        int number = 0;
        foreach (char digit in digits)
        {
            if (!char.IsAsciiDigit(digit))
                return -1;
            number = number * 10 + digit - '0';
        }
        return number;
    }

    public bool Equals(Key other) => Code == other.Code && Modifiers == other.Modifiers;

    public override bool Equals(object? obj) => obj is Key other && Equals(other);

    public override int GetHashCode() => Code * 8 + (int)Modifiers;

    public static bool operator ==(Key left, Key right) => left.Equals(right);

    public static bool operator !=(Key left, Key right) => !left.Equals(right);
}
