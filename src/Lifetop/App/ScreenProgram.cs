using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Actions;
using Lifetop.App.Acting;
using Lifetop.App.Budgets;
using Lifetop.App.Checks;
using Lifetop.App.Watching;
using Lifetop.Model;
using Lifetop.Observation.Sources;
using Lifetop.Observation.Systems;
using Lifetop.Platform;
using Lifetop.Registry;
using Lifetop.Screens;
using Lifetop.Screens.Detail;
using Lifetop.Screens.Grid;
using Lifetop.Screens.Logs;
using Lifetop.Screens.Processes;
using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.App;

/// <summary>Puts the screen together: the terminal, what is shown on it, who looks and who runs what it asks for.</summary>
public sealed class ScreenProgram(Lookout lookout, ITerminal terminal, string configPath, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private readonly ThemeCatalog _themes = ThemeFolder.Catalog(configPath);
    private Looker? _looker;
    private EffectRunner? _effects;
    private ActingHandler? _acting;
    private bool _wasLeft;

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
        var board = new ProcessBoard();
        var looker = new Looker(lookout, Folders, inbox) { Snapshots = new ProcessSnapshots(board, lookout.Settings.Policy, lookout.Paths.Home) };
        board.Wake = looker.Wake;
        // Makes ready while the screen is put together: whoever opens it waits for both.
        looker.Start();
        var ui = NewState(board);
        var loop = new UiLoop(ui, terminal, inbox, looker, time)
        {
            MakeReady = () => MakeReady(ui, looker.Changes, inbox),
            Hooks = Hooks.Of(lookout.Settings, ui.Settings, ui.ReadOnly),
            HookRunner = new HookRunner(inbox, () => ui.Ask(new RingBell()))
            {
                // A watch that leads runs the named ones, whatever screens are open.
                IsElsewhere = hook => lookout.Settings.Hooks.Contains(hook) && WatchHealth.Living(lookout.Paths.StateFolder) is not null,
            },
        };
        loop.Run();
        looker.Leave();
        Mistake = loop.Mistake;
        (_looker, _effects, _wasLeft) = (looker, loop.Effects, loop.WasLeft);
    }

    /// <summary>
    /// With the terminal given back already: what was asked for last is done, and a record under way is whole. A registry or a
    /// disk that hangs holds nobody up for long. A plan under way is done to its end only if somebody left by a key: who was
    /// told to end does so, and its journal tells the next lifetop.
    /// </summary>
    /// <param name="told">How far a plan under way is.</param>
    /// <returns>What came of the plans that ended after the screen.</returns>
    public IReadOnlyList<string> Finish(Action<string>? told = null)
    {
        _effects?.Finish(Patience);
        var results = _wasLeft && _acting is { } acting ? acting.Finish(told ?? (static _ => { })) : [];
        _looker?.Finish(Patience);
        return results;
    }

    private EffectRunner MakeReady(UiState ui, OwnChanges changes, Inbox inbox)
    {
        ui.ThemeNames = ThemeNames();
        return new EffectRunner(Handlers(changes), inbox);
    }

    private IEffectHandler[] Handlers(OwnChanges changes)
    {
        var folder = lookout.Paths.StateFolder is { } path ? new StateFolder(path) : null;
        var acting = new ActingHandler(NewLookout, Folders, Environment.GetEnvironmentVariable);
        _acting = acting;
        return
        [
            new SwitchHandler(),
            new SettingSaver(configPath, lookout.ReadOnly),
            new PeekHandler(),
            new TreeHandler(time),
            new LogEndHandler(time),
            new LogHandler(time),
            new SafetyHandler(lookout.Settings.Policy, time),
            new HistoryHandler(lookout.OpenRegistry, time),
            new ActionLogHandler(folder, PlanOwner.Self(), time),
            new ProcessTextHandler(),
            new BudgetHandler(() => new Lookout(lookout.Settings, lookout.Paths, readOnly: true, "screen", time), Folders),
            new DoctorHandler(lookout, configPath, Folders, Environment.GetEnvironmentVariable),
            new OwnRecordsHandler(folder, changes, time),
            new DecisionsHandler(folder, changes, time),
            acting,
        ];
    }

    /// <summary>For an action: it reads anew what people decided, and belongs to the thread that acts.</summary>
    private Lookout NewLookout() => new(lookout.Settings, lookout.Paths, lookout.ReadOnly, "screen", time) { ReadsRegistry = true };

    private UiState NewState(ProcessBoard board)
    {
        var settings = ScreenSettings.Of(lookout.Settings, _themes);
        var colors = lookout.Settings.Color == "never" ? ColorDepth.None : terminal.Profile.Colors;
        var ui = new UiState
        {
            Host = HostName.Read(),
            ReadOnly = lookout.ReadOnly,
            Width = terminal.Width,
            Height = terminal.Height,
            Scheme = settings.Theme.For(colors),
            SchemeOf = name => _themes.Read(name).Theme?.For(colors),
            Glyphs = GlyphsOf(terminal.Profile),
            Sources = CountSources(),
            OffersSweep = true,
            Board = board,
            Keys = settings.Keys,
            Settings = settings.Settings,
            OtherScreens = new ScreenTable(OfWorker),
        };
        ui.Processes = new BoardFacts(ui.Board);
        ui.Open(new GridScreen(new DetailPane()));
        ShowView(settings.Settings.View, ui);
        foreach (string complaint in Complaints)
            ui.Say(Outcome.Refused, complaint);
        foreach (var problem in settings.Problems)
            ui.Say(Outcome.Refused, problem.Text);
        return ui;
    }

    private Glyphs GlyphsOf(TerminalProfile profile)
        => !profile.IsUtf8 || lookout.Settings.Ascii ? Glyphs.Ascii : profile.HasAsciiStates ? Glyphs.Console : Glyphs.Unicode;

    private int CountSources()
    {
        int count = 1; // lifetop's own
        foreach (string source in (string[])["tmux", "process", PidFileSource.Label, ManifestSource.Label])
            count += lookout.Settings.IsEnabled(source) ? 1 : 0;
        return count + SystemSources.Count(lookout.Settings.IsEnabled);
    }

    private static void ShowView(string view, UiState ui)
    {
        foreach (var row in KeyMap.All)
            if (row.Name == "view-" + view)
                ui.Top.Do(row.Action, ui);
        if (view == "processes" && ui.OtherScreens?.For(UiAction.Processes, ui) is { } processes)
            ui.BeginWith(processes);
    }

    private static Screen? OfWorker(UiAction action, UiState ui) => action switch
    {
        UiAction.Logs when ui.Selected is { } row => LogScreen.Of([row], ui),
        UiAction.LogsOfMarked => LogScreen.Of(ui.Marked, ui),
        UiAction.Inspect when ui.Selected is not null => new InspectScreen(DetailTab.Why),
        UiAction.History when ui.Selected is not null => new InspectScreen(DetailTab.History),
        _ => null,
    };

    private List<string> ThemeNames()
    {
        var names = new List<string>();
        foreach (var (name, _) in _themes.List())
            names.Add(name);
        return names;
    }
}
