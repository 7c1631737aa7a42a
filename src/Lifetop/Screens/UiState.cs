using System;
using System.Collections.Generic;
using Lifetop.Model;
using Lifetop.Model.Query;
using Lifetop.Screens.Acting;
using Lifetop.Screens.Processes;
using Lifetop.Theming;

namespace Lifetop.Screens;

/// <summary>All that a frame depends on. Belongs to the screen's thread alone.</summary>
public sealed class UiState
{
    private readonly List<Screen> _screens = [];
    private readonly Queue<Effect> _effects = new();

    public required string Host { get; init; }
    public bool ReadOnly { get; set; }
    public int Width { get; set; } = 80;
    public int Height { get; set; } = 24;

    /// <summary>Columns of the list of workers: all, less those of a pane beside it.</summary>
    public int ListWidth { get => field == 0 ? Width : field; set; }
    public DateTimeOffset Now { get; set; }

    /// <summary>What local clocks show beyond UTC.</summary>
    public TimeSpan LocalOffset { get; set; }
    public required Scheme Scheme { get; set; }
    public Glyphs Glyphs { get; set; } = Glyphs.Unicode;
    public KeyBindings Keys { get; set; } = KeyBindings.Shipped;
    public UiSettings Settings { get; set; } = new();

    /// <summary>The last look; empty until there was one.</summary>
    public Roster Roster { get; set; } = Roster.Empty;

    /// <summary>Nobody has looked yet: counts are not known, not zero.</summary>
    public bool IsFirstLookDue => ReferenceEquals(Roster, Roster.Empty);

    /// <summary>Somebody has not answered yet: their share of the numbers is not known.</summary>
    public bool IsPartial => IsFirstLookDue || !Roster.Awaited.IsEmpty;
    public MachineLoad Load { get; } = new();

    /// <summary>The watch that leads; null while none does.</summary>
    public WatchMark? Watch { get; set; }
    public MissingTmux Tmux { get; } = new();
    public MessageLine Line { get; } = new();

    /// <summary>What this screen is doing to workers.</summary>
    public PlansUnderWay Plans { get; } = new();

    /// <summary>The worker that keys act on; null when there is none.</summary>
    public WorkerRow? Selected { get; set; }

    /// <summary>Whether the cursor stays where it is, for what is asked about the selected worker.</summary>
    public CursorRest Cursor { get; } = new();

    /// <summary>What the dead left behind before the start is offered to be swept.</summary>
    public bool OffersSweep { get; set; }

    /// <summary>The workers that were marked, shown or not.</summary>
    public IReadOnlyList<WorkerRow> Marked { get; set; } = [];

    /// <summary>How many places are looked at for workers; 0 while nobody has counted.</summary>
    public int Sources { get; set; }

    /// <summary>Single processes, for the tree; null where nobody tells.</summary>
    public IProcessFacts? Processes { get; set; }

    /// <summary>What opens the screens that the topmost one does not know.</summary>
    public IScreens? OtherScreens { get; set; }

    /// <summary>Where the process view gets every process of the machine from.</summary>
    public ProcessBoard Board { get; init; } = new();

    /// <summary>The themes there are, and each as this terminal can show it; null when one cannot be read.</summary>
    public IReadOnlyList<string> ThemeNames { get; set; } = [];
    public Func<string, Scheme?>? SchemeOf { get; set; }

    /// <summary>From the ground up; the last one has the keys.</summary>
    public IReadOnlyList<Screen> Screens => _screens;

    public Screen Top => _screens[^1];

    /// <summary>Something may look different: draw.</summary>
    public bool IsDirty { get; set; } = true;

    /// <summary>The view lifetop was told to begin with, until it is left for the ground below it; null when it began there.</summary>
    public Screen? BegunWith { get; private set; }

    public void BeginWith(Screen screen)
    {
        Open(screen);
        BegunWith = screen;
    }

    public void Open(Screen screen)
    {
        _screens.Add(screen);
        IsDirty = true;
    }

    /// <summary>Closes it and whatever was opened over it; the ground stays.</summary>
    public void Close(Screen screen)
    {
        int at = _screens.IndexOf(screen);
        if (at <= 0)
            return;
        for (int i = _screens.Count - 1; i >= at; i--)
        {
            var closed = _screens[i];
            _screens.RemoveAt(i);
            closed.Closed(this);
            if (ReferenceEquals(closed, BegunWith))
                BegunWith = null;
        }
        IsDirty = true;
    }

    public void Ask(Effect effect) => _effects.Enqueue(effect);

    public Effect? NextEffect() => _effects.TryDequeue(out var effect) ? effect : null;

    public void Say(Outcome outcome, string text, string? hint = null)
    {
        Line.Say(Now, outcome, text, hint);
        IsDirty = true;
    }
}
