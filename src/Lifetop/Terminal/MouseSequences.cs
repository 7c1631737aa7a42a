namespace Lifetop.Terminal;

/// <summary>What a mouse code says, as SGR mode 1006 and the older mode 1000 write it.</summary>
internal static class MouseSequences
{
    private const int Shift = 4, Alt = 8, Ctrl = 16, Motion = 32, Wheel = 64, More = 128, NoButton = 3;

    /// <summary>False for what there is no event for: a wheel to the side, more than three buttons.</summary>
    public static bool TryDecode(int code, int x, int y, bool isRelease, out InputEvent click)
    {
        click = default;
        int button = code & 3;
        if (code < 0 || x < 0 || y < 0 || (code & More) != 0 || ((code & Wheel) != 0 && (button > 1 || isRelease)))
            return false;
        var action = (code & Wheel) != 0 ? (button == 0 ? MouseAction.WheelUp : MouseAction.WheelDown)
            : (code & Motion) != 0 ? MouseAction.Move
            : isRelease || button == NoButton ? MouseAction.Release
            : MouseAction.Press;
        click = new InputEvent(InputKind.Mouse)
        {
            X = x,
            Y = y,
            Mouse = action,
            Button = (code & Wheel) != 0 || button == NoButton ? 0 : button,
            Modifiers = ((code & Shift) != 0 ? KeyModifiers.Shift : 0) | ((code & Alt) != 0 ? KeyModifiers.Alt : 0) | ((code & Ctrl) != 0 ? KeyModifiers.Ctrl : 0),
        };
        return true;
    }
}
