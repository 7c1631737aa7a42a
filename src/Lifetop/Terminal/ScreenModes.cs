namespace Lifetop.Terminal;

/// <summary>What is switched on when our screen begins, and all of it off again when it ends.</summary>
internal sealed class ScreenModes(TerminalProfile profile, AnsiWriter writer)
{
    private const byte Cancel = 0x18;

    public void Enter(bool mouse)
    {
        if (profile.HasAlternateScreen)
            writer.SetMode(ScreenMode.AlternateScreen, true);
        writer.ResetStyle();
        writer.EraseScreen();
        writer.SetMode(ScreenMode.Cursor, false);
        // What is written into the last column must not move anything.
        writer.SetMode(ScreenMode.AutoWrap, false);
        writer.SetMode(ScreenMode.BracketedPaste, true);
        writer.SetMode(ScreenMode.Focus, true);
        if (profile.StacksKeyModes)
            writer.Write("\e[>1u"u8);
        if (mouse)
            Mouse(true);
    }

    /// <summary>Right after whatever was sent before, half a sequence too.</summary>
    public void Leave()
    {
        writer.Write(Cancel);
        if (profile.AnswersModes)
            writer.SetMode(ScreenMode.Synchronized, false);
        if (profile.StacksKeyModes)
            writer.Write("\e[<u"u8);
        Mouse(false);
        writer.SetMode(ScreenMode.Focus, false);
        writer.SetMode(ScreenMode.BracketedPaste, false);
        writer.SetMode(ScreenMode.AutoWrap, true);
        writer.ResetStyle();
        // The alternate screen as well: tmux, grown meanwhile, keeps rows of it above what was there before.
        writer.EraseScreen();
        if (profile.HasAlternateScreen)
            writer.SetMode(ScreenMode.AlternateScreen, false);
        else
            writer.MoveTo(0, 0);
        writer.SetMode(ScreenMode.Cursor, true);
    }

    public void Mouse(bool on)
    {
        writer.SetMode(ScreenMode.Clicks, on);
        writer.SetMode(ScreenMode.ClicksAsNumbers, on);
    }

    public void Synchronize(bool begin) => writer.SetMode(ScreenMode.Synchronized, begin);
}
