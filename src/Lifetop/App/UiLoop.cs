using System;
using Lifetop.Platform;
using Lifetop.Screens;
using Lifetop.Terminal;

namespace Lifetop.App;

/// <summary>
/// The screen's thread: sleeps until a key, news, a look or the next second; applies all that came; then draws once. It never
/// waits for anything else, so that a key is answered at once whatever the world does.
/// </summary>
public sealed class UiLoop(UiState ui, ITerminal terminal, Inbox inbox, Looker looker, TimeProvider time)
{
    /// <summary>A look falls on the second; the clock waits so long for it, to be one frame with it.</summary>
    private static readonly TimeSpan ForTheLook = TimeSpan.FromMilliseconds(150);

    private readonly CellBuffer _frame = new(ui.Width, ui.Height);
    private UiSettings _applied = ui.Settings;
    private DateTimeOffset _nextTick;
    private bool _hasLooked, _ended;

    /// <summary>Makes what the first list does without: once that is on the screen, or with the first key.</summary>
    public required Func<EffectRunner> MakeReady { get; init; }

    /// <summary>Null as long as nothing could be asked for.</summary>
    public EffectRunner? Effects { get; private set; }

    public required Hooks Hooks { get; init; }

    public required IHookRunner HookRunner { get; init; }

    /// <summary>A mistake that ended the observing thread: whoever runs the loop has to say it.</summary>
    public Exception? Mistake { get; private set; }

    /// <summary>Somebody asked to leave; else the terminal went away, or a signal or mistake ended it.</summary>
    public bool WasLeft => _ended && Mistake is null;

    /// <summary>Returns when it is time to leave: asked to, by a signal, after a mistake, or because the terminal went away.</summary>
    public void Run()
    {
        // Who runs here may be known by now.
        TakeNews();
        Tick(time.GetUtcNow());
        Draw();
        looker.Ask();
        while (!_ended)
        {
            Draw();
            if (_hasLooked)
                Ready();
            bool waits = ui.IsDirty;
            // After the frame: whoever is asked for something first has a thread made for it.
            RunEffects();
            if (_ended)
                return;
            ApplySettings();
            var wake = terminal.Wait(ui.IsDirty && !waits ? 0 : UntilTick(), inbox.Descriptor);
            if ((wake & TerminalWake.Ended) != 0)
                return;
            if ((wake & TerminalWake.Redraw) != 0)
                TakeTerminal();
            TakeInput();
            if ((wake & TerminalWake.Other) != 0)
                TakeNews();
            var now = time.GetUtcNow();
            if (ui.Cursor.IsOver(now))
                Rest(now);
            if (now >= _nextTick)
                Tick(now);
        }
    }

    private EffectRunner Ready() => Effects ??= MakeReady();

    /// <summary>What was changed on the screen and is not only drawn.</summary>
    private void ApplySettings()
    {
        if (ReferenceEquals(_applied, ui.Settings))
            return;
        _applied = ui.Settings;
        terminal.Mouse = _applied.Mouse;
        Hooks.Take(_applied);
        if (looker.Interval != _applied.Interval)
            looker.Interval = _applied.Interval;
    }

    /// <summary>Another size, or the terminal told that it draws signs twice as wide as we count.</summary>
    private void TakeTerminal()
    {
        (ui.Width, ui.Height) = (terminal.Width, terminal.Height);
        if (terminal.AmbiguousIsWide)
            ui.Glyphs = Glyphs.Ascii;
        ui.IsDirty = true;
    }

    private void TakeInput()
    {
        while (terminal.TryRead(out var input))
        {
            Ready();
            ui.Now = time.GetUtcNow();
            Update.Input(ui, input);
            // What a key opened or asked for comes before the next key.
            RunEffects();
        }
    }

    private void TakeNews()
    {
        inbox.Lower();
        while (inbox.Take() is { } message)
        {
            if (message is LookingFailed failed)
            {
                Mistake = failed.Mistake;
                _ended = true;
                return;
            }
            ui.Now = time.GetUtcNow();
            Update.News(ui, message);
        }
        if (inbox.TakeRoster() is not { } roster)
            return;
        _hasLooked = true;
        Hooks.Seen(ui.Roster, roster, HookRunner);
        ui.Roster = roster;
        if (inbox.Machine is { } machine)
        {
            ui.Load.Average = machine.Load;
            ui.Load.UsedBytes = machine.UsedBytes;
            ui.Load.TotalBytes = machine.TotalBytes;
        }
        Tick(time.GetUtcNow());
    }

    private void Tick(DateTimeOffset now)
    {
        ui.Now = now;
        ui.LocalOffset = LocalTime.OffsetAt(now);
        _nextTick = new DateTimeOffset(now.Ticks - now.Ticks % TimeSpan.TicksPerSecond + TimeSpan.TicksPerSecond, TimeSpan.Zero) + ForTheLook;
        Update.Refresh(ui);
    }

    private void Rest(DateTimeOffset now)
    {
        ui.Now = now;
        Update.Rest(ui);
    }

    private int UntilTick()
    {
        var next = ui.Cursor.Until is { } rest && rest < _nextTick ? rest : _nextTick;
        double left = Math.Ceiling((next - time.GetUtcNow()).TotalMilliseconds);
        // A clock that was set back must not stop ours.
        return left > 2000 ? 1000 : (int)Math.Max(0, left);
    }

    /// <summary>A terminal that still has the last frame to take gets the newest one afterwards, and none in between.</summary>
    private void Draw()
    {
        if (!ui.IsDirty)
            return;
        Frame.Draw(ui, _frame);
        ui.IsDirty = !terminal.Present(_frame);
    }

    private void RunEffects()
    {
        while (ui.NextEffect() is { } effect)
        {
            switch (effect)
            {
                case QuitProgram:
                    _ended = true;
                    break;
                case SuspendProgram:
                    terminal.Suspend();
                    ui.IsDirty = true;
                    break;
                case RedrawAll:
                    terminal.Invalidate();
                    ui.IsDirty = true;
                    break;
                case CopyText copy when terminal.Copy(copy.Text):
                    ui.Say(Outcome.Noted, $"copied {copy.What}");
                    break;
                case CopyText copy:
                    ui.Say(Outcome.Refused, $"too long to copy: {copy.What}");
                    break;
                case RingBell:
                    terminal.Bell();
                    break;
                case AttachPane attach when !Attaching.IsInside(attach.Socket):
                    Attach(attach);
                    break;
                default:
                    Ready().Run(effect);
                    break;
            }
        }
    }

    /// <summary>tmux has the terminal until it is detached from; looks go on meanwhile.</summary>
    private void Attach(AttachPane attach)
    {
        terminal.Leave();
        var result = Attaching.Run(attach);
        terminal.Enter();
        ui.IsDirty = true;
        if (result.Succeeded)
            ui.Say(Outcome.Noted, $"back from {attach.Name}");
        else
            ui.Say(Outcome.Failed, $"attach to {attach.Name}: {(result.Errors.Length > 0 ? SafeText.Of(result.Errors) : "tmux gave up")}");
    }
}
