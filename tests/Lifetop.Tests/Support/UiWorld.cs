using System;
using System.Collections.Generic;
using Lifetop.Model;
using Lifetop.Screens;
using Lifetop.Screens.Processes;
using Lifetop.Terminal;
using Lifetop.Theming;
using Xunit;

namespace Lifetop.Tests.Support;

/// <summary>A screen without a terminal: a state, keys pressed into it, and the frames it draws.</summary>
internal sealed class UiWorld
{
    private readonly CellBuffer _frame;

    public UiWorld(Screen ground, int width = 80, int height = 24, Roster? roster = null, ProcessBoard? processes = null, Scheme? scheme = null)
    {
        Ui = new UiState { Board = processes ?? new ProcessBoard(), Host = "devbox", Scheme = scheme ?? RoleScheme.Instance, Width = width, Height = height, Now = Rows.Now };
        Ui.Load.Average = 3.12;
        Ui.Load.UsedBytes = 21L << 30;
        Ui.Load.TotalBytes = 64L << 30;
        _frame = new CellBuffer(width, height);
        Ui.Open(ground);
        if (roster is not null)
            Look(roster);
    }

    public UiState Ui { get; }

    /// <summary>A look came.</summary>
    public void Look(Roster roster)
    {
        Ui.Roster = roster;
        Update.Refresh(Ui);
    }

    public void Pass(TimeSpan time)
    {
        Ui.Now += time;
        Update.Refresh(Ui);
    }

    /// <summary>Presses keys by their names, with blanks between: <c>j j Space C-d</c>.</summary>
    public void Press(string keys)
    {
        foreach (string name in keys.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            Assert.True(Key.TryParse(name, out var key), $"{name} is no key");
            Update.Input(Ui, InputEvent.Of(key));
        }
    }

    /// <summary>Types a text, letter by letter.</summary>
    public void Type(string text)
    {
        foreach (char letter in text)
            Update.Input(Ui, InputEvent.Of(new Key(letter)));
    }

    public void Click(int x, int y, int button = 0)
        => Update.Input(Ui, new InputEvent(InputKind.Mouse) { X = x, Y = y, Button = button, Mouse = MouseAction.Press });

    public void Wheel(int x, int y, bool down)
        => Update.Input(Ui, new InputEvent(InputKind.Mouse) { X = x, Y = y, Mouse = down ? MouseAction.WheelDown : MouseAction.WheelUp });

    public void Resize(int width, int height) => (Ui.Width, Ui.Height) = (width, height);

    public CellBuffer Draw()
    {
        Frame.Draw(Ui, _frame);
        return _frame;
    }

    /// <summary>Glyphs and roles of the frame, for a golden file.</summary>
    public string Text() => FrameText.Of(Draw());

    /// <summary>What stands in a row, from 1.</summary>
    public string Row(int number) => FrameText.Row(Draw(), number - 1);

    public string Plain() => FrameText.Plain(Draw());

    /// <summary>What was asked of the rest since the last call.</summary>
    public List<Effect> Effects()
    {
        var effects = new List<Effect>();
        while (Ui.NextEffect() is { } effect)
            effects.Add(effect);
        return effects;
    }
}
