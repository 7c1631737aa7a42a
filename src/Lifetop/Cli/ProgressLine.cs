using Lifetop.Terminal;

namespace Lifetop.Cli;

/// <summary>One line of a terminal that says how far an action is, written over itself and gone at the end. Nothing where nobody watches.</summary>
internal sealed class ProgressLine(TextOutput error)
{
    private readonly bool _isWatched = Stdio.IsTerminal(Stdio.Error);
    private int _width;

    public void Show(string text)
    {
        if (!_isWatched)
            return;
        string safe = SafeText.Of(text);
        int width = TextWidth.Of(safe);
        error.Write("\r" + safe);
        error.Write(new string(' ', System.Math.Max(0, _width - width)));
        error.Flush();
        _width = width;
    }

    public void Clear()
    {
        if (_width == 0)
            return;
        error.Write("\r" + new string(' ', _width) + "\r");
        error.Flush();
        _width = 0;
    }
}
