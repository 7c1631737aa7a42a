using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Text;
using Lifetop.Model;
using Lifetop.Platform;

namespace Lifetop.Observation.Tmux;

/// <summary>
/// The last lines of every living pane, read right after the first listing and before anybody knows which of them may ask, so that the
/// first look at them knows. It runs on the source's thread while the processes are read, so nobody waits for it.
/// </summary>
internal sealed class ScreensAhead
{
    /// <summary>tmux takes a command of 16 kB at most; and what a call brings is held whole for a moment.</summary>
    private const int PanesPerCall = 100;

    private readonly Dictionary<string, string> _screens = [];

    private ScreensAhead(DateTimeOffset at) => At = at;

    public DateTimeOffset At { get; }

    public string? Of(string paneId) => _screens.GetValueOrDefault(paneId);

    public static ScreensAhead Read(TmuxClient client, ImmutableArray<PaneSighting> panes, DateTimeOffset now)
    {
        var ahead = new ScreensAhead(now);
        var batch = new List<string>(PanesPerCall);
        foreach (var pane in panes)
        {
            if (!pane.Facts.Dead)
                batch.Add(pane.Facts.PaneId);
            if (batch.Count == PanesPerCall)
                ahead.Capture(client, batch);
        }
        ahead.Capture(client, batch);
        return ahead;
    }

    /// <summary>A pane that went meanwhile ends the call early; those behind it are read as any other look reads them.</summary>
    private void Capture(TmuxClient client, List<string> panes)
    {
        if (panes.Count == 0)
            return;
        string mark = ChanceMark.New();
        var command = new List<string>(panes.Count * 9);
        foreach (string pane in panes)
        {
            if (command.Count > 0)
                command.Add(";");
            command.AddRange(["display", "-p", mark, ";", "capturep", "-p", "-t", pane]);
        }
        string[] screens = Encoding.UTF8.GetString(client.Run(command.ToArray()).Output.Span).Split(mark + "\n");
        for (int i = 0; i < panes.Count && i + 1 < screens.Length; i++)
            _screens[panes[i]] = screens[i + 1];
        panes.Clear();
    }
}
