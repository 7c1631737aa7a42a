using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Platform;
using Lifetop.Screens;
using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.App;

/// <summary>Puts the screen together: the terminal, what is shown on it, who looks and who runs what it asks for.</summary>
public sealed class ScreenProgram(Lookout lookout, TerminalSession terminal, TimeProvider time)
{
    /// <summary>More folders of pid files.</summary>
    public ImmutableArray<string> Folders { get; init; } = [];

    /// <summary>What is worth saying before anything else, such as mistakes in the config.</summary>
    public IReadOnlyList<string> Complaints { get; init; } = [];

    /// <summary>What it ended on, if that was a mistake of ours.</summary>
    public Exception? Mistake { get; private set; }

    public void Run()
    {
        // Looking goes on while somebody else holds the registry; what is new is offered again with the next look.
        lookout.Patience = TimeSpan.FromMilliseconds(50);
        var inbox = new Inbox();
        var ui = NewState();
        var looker = new Looker(lookout, Folders, inbox);
        var effects = new EffectRunner([new SwitchHandler()], inbox);
        ui.Open(new Screens.Grid.GridScreen(new Screens.Detail.DetailPane()));
        foreach (string complaint in Complaints)
            ui.Say(Outcome.Refused, complaint);
        var loop = new UiLoop(ui, terminal, inbox, looker, effects, time);
        loop.Run();
        Mistake = loop.Mistake;
    }

    private UiState NewState() => new()
    {
        Host = HostName.Read(),
        ReadOnly = lookout.ReadOnly,
        Width = terminal.Width,
        Height = terminal.Height,
        Scheme = ThemeCatalog.BuiltIn(ThemeCatalog.Default).For(terminal.Profile.Colors),
        Glyphs = terminal.Profile.IsUtf8 ? Glyphs.Unicode : Glyphs.Ascii,
        Settings = new UiSettings
        {
            Interval = lookout.Settings.Interval,
            Columns = lookout.Settings.Columns,
            Sort = lookout.Settings.Sort,
            ShowEnded = lookout.Settings.Policy.ShowEnded,
        },
    };
}
