using System;
using Lifetop.Model;

namespace Lifetop.Observation.Tmux;

/// <summary>One pane that may ask something, and when to look next: at first at once, later after output, when it stands still.</summary>
internal sealed class FollowedPane(PaneSighting sighting, string program)
{
    /// <summary>window_activity counts whole seconds: so long after it at least one has been quiet.</summary>
    private static readonly TimeSpan Stillness = TimeSpan.FromSeconds(2);

    /// <summary>Output within 8 s of the first leaves a terminal's time as it is.</summary>
    private static readonly TimeSpan TerminalStep = TimeSpan.FromSeconds(8);

    private readonly TerminalClock _terminal = new(sighting);

    public PaneSighting Sighting { get; } = sighting;

    public string Program { get; } = program;

    public DateTimeOffset ReadAt { get; set; }

    /// <summary>The same process in the same pane, whatever else about it changed.</summary>
    public bool IsSameAs(FollowedPane other) =>
        Sighting.Facts.PaneId == other.Sighting.Facts.PaneId
        && Sighting.Facts.Pid == other.Sighting.Facts.Pid
        && Sighting.Facts.Server == other.Sighting.Facts.Server
        && Program == other.Program;

    public DateTimeOffset DueAt(DateTimeOffset now)
    {
        // Who was never read is read at once: a one-shot look has no later one in which to wait for stillness.
        if (ReadAt == default)
            return DateTimeOffset.MinValue;
        var last = LastPossibleOutput();
        bool never = ReadAt > now;
        if (!never && last < ReadAt)
            return DateTimeOffset.MaxValue;
        // A question that was there is checked at once: answered, its pane may not stand still again for long.
        if (!never && Sighting.Prompt is not null)
            return ReadAt + Stillness / 2;
        return last + Stillness / 2;
    }

    /// <summary>No output has come after this.</summary>
    private DateTimeOffset LastPossibleOutput()
    {
        var window = Sighting.WindowActivity + TimeSpan.FromSeconds(1);
        if (Sighting.Facts.WindowPanes <= 1 || _terminal.Read() is not { } written)
            return window;
        // The window's time is everybody's in it: a pane that is quiet beside a busy one shows by its terminal.
        var terminal = written + TerminalStep;
        return terminal < window ? terminal : window;
    }
}
