using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Xunit;

namespace Lifetop.Tests.Support;

/// <summary>The released program in a pane of a real tmux, as most people have it: keys go in by tmux, the screen is what tmux shows.</summary>
public sealed class TmuxScreen : IDisposable
{
    private readonly TmuxSandbox _tmux;

    /// <param name="tmux">A server that is there already; else one that lifetop does not look for.</param>
    /// <param name="program">What runs in the pane; else lifetop itself.</param>
    public TmuxScreen(LifetopProgram lifetop, int width, int height, TmuxSandbox? tmux = null, string[]? program = null)
    {
        _tmux = tmux ?? new TmuxSandbox().Start("hold");
        OwnsServer = tmux is null;
        _tmux.Tmux("set-option", "-g", "status", "off");
        _tmux.Tmux("set-option", "-g", "default-terminal", "tmux-256color");
        _tmux.Tmux(["new-session", "-d", "-x", Number(width), "-y", Number(height), "-s", "screen", "-c", "/", .. Command(lifetop, program ?? [LifetopProgram.Executable])]);
        Pane = _tmux.Tmux("list-panes", "-t", "=screen:", "-F", "#{pane_id}");
    }

    public bool OwnsServer { get; }

    public string Pane { get; }

    public string Socket => _tmux.Socket;

    public int ServerPid => _tmux.ServerPid;

    public int ProgramPid => int.Parse(_tmux.Tmux("list-panes", "-t", "=screen:", "-F", "#{pane_pid}"), CultureInfo.InvariantCulture);

    /// <summary>How many sessions its server has; one less once lifetop has ended.</summary>
    public int Sessions => _tmux.Tmux("list-sessions", "-F", "x").Split('\n').Length;

    public string Text => _tmux.Tmux("capture-pane", "-p", "-t", Pane);

    /// <summary>Nothing once its pane has gone.</summary>
    private string Shown => _tmux.Try("capture-pane", "-p", "-t", Pane) is { Succeeded: true } shown ? System.Text.Encoding.UTF8.GetString(shown.Output.Span) : "";

    /// <summary>With what was scrolled out of it.</summary>
    public string History => _tmux.Tmux("capture-pane", "-p", "-S", "-", "-t", Pane);

    /// <summary>With the looks of the letters, as SGR.</summary>
    public string Styled => _tmux.Tmux("capture-pane", "-e", "-p", "-t", Pane);

    public IReadOnlyList<ScreenRow> Rows => ScreenRows.Of(Text);

    public string Cursor => Rows.FirstOrDefault(static row => row.HasCursor)?.Name ?? "";

    public string Run(params string[] arguments) => _tmux.Tmux(arguments);

    public void Resize(int width, int height) => _tmux.Tmux("resize-window", "-t", "=screen:", "-x", Number(width), "-y", Number(height));

    /// <summary>Letters as they stand.</summary>
    public TmuxScreen Type(string text)
    {
        _tmux.Tmux("send-keys", "-l", "-t", Pane, "--", text);
        return this;
    }

    /// <summary>Keys by tmux's names: Enter, Escape, Down, C-c.</summary>
    public TmuxScreen Press(params string[] keys)
    {
        _tmux.Tmux(["send-keys", "-t", Pane, .. keys]);
        return this;
    }

    public TmuxScreen Until(Func<string, bool> condition, string what)
    {
        string text = "";
        Assert.True(Eventually.IsTrue(() => condition(text = Shown)), $"not on the screen: {what}\n{text}");
        return this;
    }

    public TmuxScreen UntilShows(string text) => Until(screen => screen.Contains(text, StringComparison.Ordinal), text);

    public TmuxScreen UntilHides(string text) => Until(screen => !screen.Contains(text, StringComparison.Ordinal), "no more " + text);

    public TmuxScreen UntilCursor(string name) => Until(screen => ScreenRows.Of(screen).Any(row => row.HasCursor && row.Name == name), "the cursor on " + name);

    public void Dispose()
    {
        if (OwnsServer)
        {
            _tmux.Dispose();
            return;
        }
        _tmux.Try("kill-session", "-t", "=screen");
    }

    /// <summary>With the environment of the program's world, and what tmux tells of itself.</summary>
    private static string[] Command(LifetopProgram lifetop, string[] program)
        => ["sh", "-c", "exec env -i TERM=\"$TERM\" TMUX=\"$TMUX\" TMUX_PANE=\"$TMUX_PANE\" \"$@\"", "sh",
            .. lifetop.Environment.Where(static pair => pair.Value is not null).Select(static pair => pair.Key + "=" + pair.Value), .. program];

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
