using System;
using System.Text;
using Lifetop.Terminal;

namespace Lifetop.Tests.Support;

/// <summary>
/// A terminal that is not there, for the whole screen inside a test: a frame becomes the bytes that would be sent, and whoever
/// tries the screen is told whenever it goes to sleep.
/// </summary>
internal sealed class PaperTerminal(int width, int height, Func<PaperTerminal, bool> goesOn) : ITerminal
{
    private readonly AnsiWriter _writer = new();
    private DiffRenderer? _renderer;

    public TerminalProfile Profile { get; } = TerminalProfile.Of(static name => name switch { "TERM" => "xterm-256color", "LANG" => "C.UTF-8", _ => null });

    public int Width => width;

    public int Height => height;

    public bool AmbiguousIsWide => false;

    public int EndingSignal => 0;

    public bool Mouse { get; set; }

    /// <summary>Frames drawn since the last sleep.</summary>
    public int Frames { get; private set; }

    /// <summary>What they made the terminal take.</summary>
    public ReadOnlySpan<byte> Sent => _writer.Written;

    public string SentText => Encoding.UTF8.GetString(Sent);

    public TerminalWake Wait(int milliseconds, int otherDescriptor)
    {
        if (!goesOn(this))
            return TerminalWake.Ended;
        Frames = 0;
        _writer.Clear();
        return Readiness.Await(-1, wantsRoom: false, signals: -1, otherDescriptor, milliseconds).Other ? TerminalWake.Other : TerminalWake.None;
    }

    public bool TryRead(out InputEvent happened)
    {
        happened = default;
        return false;
    }

    public bool Present(CellBuffer frame)
    {
        Frames++;
        (_renderer ??= new DiffRenderer(Profile, _writer)).Render(frame);
        return true;
    }

    public void Invalidate() => _renderer?.Forget();

    public bool Copy(string text) => true;

    public void Leave()
    {
    }

    public void Enter()
    {
    }

    public void Suspend()
    {
    }

    public void Bell()
    {
    }

    public void Dispose()
    {
    }
}
