namespace Lifetop.Terminal;

/// <summary>Which key a finished sequence stands for: xterm, linux, rxvt, vt220, tmux, modifyOtherKeys and the kitty protocol.</summary>
internal static class KeySequences
{
    /// <summary>CSI … final; false for what is no key, or none we know.</summary>
    public static bool TryControl(SequenceParameters parameters, byte final, out Key key)
    {
        key = default;
        if (parameters.Private != 0 || parameters.Second(1) == Released)
            return false;
        var modifiers = ModifiersOf(parameters[1]);
        switch (final)
        {
            case (byte)'~':
                return parameters[0] == 27 && parameters.Count >= 3
                    ? TryCode(parameters[2], 0, modifiers, out key)
                    : TryTilde(parameters[0], modifiers, out key);
            // rxvt says by the final letter what was held.
            case (byte)'^':
                return TryTilde(parameters[0], KeyModifiers.Ctrl, out key);
            case (byte)'$':
                return TryTilde(parameters[0], KeyModifiers.Shift, out key);
            case (byte)'@':
                return TryTilde(parameters[0], KeyModifiers.Ctrl | KeyModifiers.Shift, out key);
            case >= (byte)'a' and <= (byte)'d':
                return TryLetter((byte)(final - 0x20), KeyModifiers.Shift, out key);
            case (byte)'u':
                int code = parameters[0], shifted = parameters.Second(0);
                return TryCode(code, shifted, modifiers, out key);
            default:
                return TryLetter(final, modifiers, out key);
        }
    }

    /// <summary>SS3 … final: application mode, and the numeric keypad.</summary>
    public static bool TrySingleShift(int modifier, byte final, out Key key)
    {
        var modifiers = ModifiersOf(modifier);
        switch (final)
        {
            case (byte)'M':
                key = Key.Enter.With(modifiers);
                return true;
            case (byte)'I':
                key = Key.Tab.With(modifiers);
                return true;
            case (byte)'X':
                key = new Key('=');
                return true;
            case >= (byte)'j' and <= (byte)'y':
                key = new Key("*+,-./0123456789"[final - 'j']);
                return true;
            case >= (byte)'a' and <= (byte)'d':
                return TryLetter((byte)(final - 0x20), KeyModifiers.Ctrl, out key);
            default:
                return TryLetter(final, modifiers, out key);
        }
    }

    /// <summary>linux: CSI [ A to E.</summary>
    public static bool TryLinuxFunction(byte final, out Key key)
    {
        key = Key.F(final - 'A' + 1);
        return final is >= (byte)'A' and <= (byte)'E';
    }

    /// <summary>A single byte of the keyboard: a control letter, Enter, Tab, Backspace, or ASCII.</summary>
    public static Key OfByte(byte typed) => typed switch
    {
        0 => Key.Space.WithCtrl,
        8 or 127 => Key.Backspace,
        9 => Key.Tab,
        13 => Key.Enter,
        27 => Key.Esc,
        < 27 => new Key('a' + typed - 1, KeyModifiers.Ctrl),
        28 => new Key('\\', KeyModifiers.Ctrl),
        29 => new Key(']', KeyModifiers.Ctrl),
        30 => new Key('^', KeyModifiers.Ctrl),
        31 => new Key('_', KeyModifiers.Ctrl),
        _ => new Key(typed),
    };

    /// <summary>What xterm writes as 1 + shift, alt, ctrl, and meta, which we take for alt; locks do not count.</summary>
    public static KeyModifiers ModifiersOf(int parameter)
    {
        int bits = parameter > 0 ? parameter - 1 : 0;
        return ((bits & 1) != 0 ? KeyModifiers.Shift : 0) | ((bits & (2 | 8)) != 0 ? KeyModifiers.Alt : 0) | ((bits & 4) != 0 ? KeyModifiers.Ctrl : 0);
    }

    /// <summary>The kitty protocol's event type for letting a key go.</summary>
    private const int Released = 3;

    private static bool TryLetter(byte letter, KeyModifiers modifiers, out Key key)
    {
        key = letter switch
        {
            (byte)'A' => Key.CursorUp,
            (byte)'B' => Key.CursorDown,
            (byte)'C' => Key.CursorRight,
            (byte)'D' => Key.CursorLeft,
            (byte)'F' => Key.End,
            (byte)'H' => Key.Home,
            (byte)'Z' => Key.Tab.With(KeyModifiers.Shift),
            >= (byte)'P' and <= (byte)'S' => Key.F(letter - 'P' + 1),
            _ => default,
        };
        if (key == default)
            return false;
        key = key.With(modifiers);
        return true;
    }

    private static bool TryTilde(int number, KeyModifiers modifiers, out Key key)
    {
        key = number switch
        {
            1 or 7 => Key.Home,
            2 => Key.Insert,
            3 => Key.Delete,
            4 or 8 => Key.End,
            5 => Key.PageUp,
            6 => Key.PageDown,
            >= 11 and <= 15 => Key.F(number - 10),
            >= 17 and <= 21 => Key.F(number - 11),
            >= 23 and <= 26 => Key.F(number - 12),
            28 or 29 => Key.F(number - 13),
            >= 31 and <= 34 => Key.F(number - 14),
            _ => default,
        };
        if (key == default)
            return false;
        key = key.With(modifiers);
        return true;
    }

    /// <summary>A key by its code point, or by a number of the kitty protocol's private range.</summary>
    private static bool TryCode(int code, int shifted, KeyModifiers modifiers, out Key key)
    {
        key = code switch
        {
            8 or 127 => Key.Backspace,
            9 => Key.Tab,
            13 or 57414 => Key.Enter,
            27 => Key.Esc,
            >= 57376 and <= 57387 => Key.F(code - 57376 + 13),
            >= 57399 and <= 57408 => new Key('0' + code - 57399),
            >= 57409 and <= 57413 => new Key("./*-+"[code - 57409]),
            57415 => new Key('='),
            57417 => Key.CursorLeft,
            57418 => Key.CursorRight,
            57419 => Key.CursorUp,
            57420 => Key.CursorDown,
            57421 => Key.PageUp,
            57422 => Key.PageDown,
            57423 => Key.Home,
            57424 => Key.End,
            57425 => Key.Insert,
            57426 => Key.Delete,
            _ => default,
        };
        if (key != default)
        {
            key = key.With(key.IsNamed ? modifiers : modifiers & ~KeyModifiers.Shift);
            return true;
        }
        if ((modifiers & KeyModifiers.Shift) != 0)
            code = shifted > 0 ? shifted : code is >= 'a' and <= 'z' ? code - 0x20 : code;
        key = new Key(code, modifiers & ~KeyModifiers.Shift);
        return IsText(code);
    }

    /// <summary>Private-use numbers are keys without a letter: media keys, and the modifiers themselves.</summary>
    public static bool IsText(int point)
        => point is >= ' ' and < 0x7F or >= 0xA0 and < 0xD800 or > 0xDFFF and <= 0x10FFFF && point is not (>= 57344 and <= 63743);
}
