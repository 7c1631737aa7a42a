using System;

namespace Lifetop.Terminal;

/// <summary>Why a wait ended; several at once.</summary>
[Flags]
public enum TerminalWake
{
    /// <summary>Its time was over.</summary>
    None = 0,

    /// <summary>Events may be taken.</summary>
    Input = 1,

    /// <summary>A frame is wanted: another size, back from being stopped, room again after a frame that was not taken, or another alphabet.</summary>
    Redraw = 2,

    /// <summary>The other descriptor is readable.</summary>
    Other = 4,

    /// <summary>Time to end: a signal said so (see <see cref="ITerminal.EndingSignal"/>), or the terminal is gone.</summary>
    Ended = 8,
}

/// <summary>A terminal with our screen on it: sleeps for keys, shows frames, and is given back as it was.</summary>
public interface ITerminal : IDisposable
{
    TerminalProfile Profile { get; }

    int Width { get; }
    int Height { get; }

    /// <summary>It draws ambiguous glyphs two columns wide, so that only ASCII lines up; found out some time after the start.</summary>
    bool AmbiguousIsWide { get; }

    /// <summary>The signal to end by after the terminal is given back; 0 if it was none.</summary>
    int EndingSignal { get; }

    /// <summary>Whether clicks come as events.</summary>
    bool Mouse { get; set; }

    /// <summary>Sleeps until something comes from the terminal, a signal or the other descriptor, at most so long (-1: for ever).</summary>
    TerminalWake Wait(int milliseconds, int otherDescriptor);

    bool TryRead(out InputEvent happened);

    /// <summary>
    /// Sends what is different from the frame before, in one write. False while the terminal has not taken all of an earlier one:
    /// this one is left out, and <see cref="TerminalWake.Redraw"/> says when the newest may come.
    /// </summary>
    bool Present(CellBuffer frame);

    /// <summary>The next frame is sent whole.</summary>
    void Invalidate();

    /// <summary>Gives the terminal back, for another program to use it or for the end. Nothing if it is given back already.</summary>
    void Leave();

    /// <summary>Takes it (again).</summary>
    void Enter();

    /// <summary>Gives it back, stops our whole job as Ctrl-Z does, and takes it again when continued.</summary>
    void Suspend();

    /// <summary>Puts a text on the user's clipboard, where the terminal lets us; false if it is too long or the terminal takes nothing now.</summary>
    bool Copy(string text);

    void Bell();
}
