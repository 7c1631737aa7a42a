using System;
using Lifetop.Platform;

namespace Lifetop.Terminal;

/// <summary>
/// Our screen on the real terminal. One thread uses it; only giving the terminal back may come from any, and it is done
/// once whoever asks: the end, a signal, a crash.
/// </summary>
public sealed class TerminalSession : ITerminal
{
    /// <summary>A frame of fewer bytes is seen whole anyway.</summary>
    private const int WorthHoldingBack = 256;

    /// <summary>So often it is looked whether the terminal is ours again.</summary>
    private const int BackgroundMilliseconds = 500;

    private readonly TerminalDevice _device;
    private readonly TerminalOutput _output;
    private readonly DiffRenderer _renderer;
    private readonly ScreenModes _modes;
    private readonly TerminalSignals _signals;
    private readonly TerminalQuestions _questions;
    private readonly TerminalInput _input;

    // Held while bytes go out or modes change, so that nothing of ours comes after the terminal is given back.
    private readonly object _gate = new();
    private bool _entered, _isGone, _isInBackground, _wantsRoom, _wantsFrame, _mouse;

    private TerminalSession(TerminalDevice device, TerminalProfile profile, bool mouse)
    {
        _device = device;
        Profile = profile;
        _mouse = mouse;
        _output = new TerminalOutput(device);
        _renderer = new DiffRenderer(profile, _output.Writer);
        _modes = new ScreenModes(profile, _output.Writer);
        _questions = new TerminalQuestions(profile, _output.Writer);
        _input = new TerminalInput(device, _questions);
        _signals = new TerminalSignals(Leave);
        AppDomain.CurrentDomain.UnhandledException += GiveBack;
        Enter();
    }

    public TerminalProfile Profile { get; }
    public int Width { get; private set; }
    public int Height { get; private set; }
    public bool AmbiguousIsWide => _questions.AmbiguousIsWide;
    public int EndingSignal => _signals.Ending;

    public bool Mouse
    {
        get => _mouse;
        set
        {
            lock (_gate)
            {
                if (_mouse != value && _entered)
                    _modes.Mouse(value);
                _mouse = value;
            }
        }
    }

    /// <summary>Takes the terminal on stdin and stdout; null when there is none, or none that can show a screen: then why.</summary>
    public static TerminalSession? TryOpen(TerminalProfile profile, bool mouse, out string why)
    {
        if (TerminalDevice.TryOpen(out why) is not { } device)
            return null;
        if (profile.Unable is not { } unable)
            return new TerminalSession(device, profile, mouse);
        why = unable;
        device.Dispose();
        return null;
    }

    /// <summary>Ends us as this signal does by default, for whoever waits for us to see. After the terminal is given back.</summary>
    public static void EndBy(int signal) => Libc.TakeByDefault(signal, wholeGroup: false);

    public TerminalWake Wait(int milliseconds, int otherDescriptor)
    {
        if (_isInBackground)
        {
            EnterIfOurs();
            milliseconds = milliseconds < 0 ? BackgroundMilliseconds : Math.Min(milliseconds, BackgroundMilliseconds);
        }
        Send();
        milliseconds = _wantsFrame || _isGone || EndingSignal != 0 ? 0 : _input.Limit(milliseconds);
        var ready = Readiness.Await(_entered ? _device.Number : -1, _output.IsStalled, _signals.Descriptor, otherDescriptor, milliseconds);
        if (ready.Signals)
            TakeSignals();
        if (ready.HasRoom)
            SendRest();
        if (ready.HasInput)
            _input.Read(ready.IsHungUp);
        else
            _input.Expire();
        _isGone |= _input.IsGone;
        return Told(ready.Other);
    }

    public bool TryRead(out InputEvent happened)
    {
        bool any = _input.TryNext(out happened, out bool alphabetChanged);
        if (alphabetChanged)
            Invalidate();
        return any;
    }

    public bool Present(CellBuffer frame)
    {
        lock (_gate)
        {
            if (_output.IsStalled)
            {
                _wantsRoom = true;
                return false;
            }
            if (!_entered)
                return true;
            var writer = _output.Writer;
            int start = writer.Length;
            if (_questions.CanSynchronize)
                _modes.Synchronize(begin: true);
            int body = writer.Length;
            _renderer.Render(frame);
            if (writer.Length - body < WorthHoldingBack)
                writer.Remove(start, body - start);
            else if (_questions.CanSynchronize)
                _modes.Synchronize(begin: false);
            _isGone |= !_output.Flush();
            return true;
        }
    }

    public void Invalidate()
    {
        _renderer.Forget();
        _wantsFrame = true;
    }

    public void Enter()
    {
        lock (_gate)
        {
            if (_entered)
                return;
            _entered = true;
            _isInBackground = false;
            Begin();
        }
    }

    public void Leave()
    {
        lock (_gate)
        {
            if (!_entered)
                return;
            _entered = false;
            if (!_device.IsOurs)
                return;
            AwaitAnswer();
            _output.Discard();
            _modes.Leave();
            _output.FlushForGood();
            _device.Restore();
        }
    }

    public void Suspend() => Stop(wholeGroup: true);

    public bool Copy(string text)
    {
        lock (_gate)
            return _entered && !_output.IsStalled && Clipboard.Write(text, Profile.InScreen, _output.Writer);
    }

    public void Bell()
    {
        lock (_gate)
            if (_entered && !_output.IsStalled)
                _output.Writer.Write((byte)'\a');
    }

    public void Dispose()
    {
        Leave();
        AppDomain.CurrentDomain.UnhandledException -= GiveBack;
        _signals.IsHungUp = _isGone;
        _signals.Dispose();
        _device.Dispose();
    }

    private void GiveBack(object sender, UnhandledExceptionEventArgs mistake) => Leave();

    private void Begin()
    {
        _device.MakeRaw();
        TakeSize();
        _modes.Enter(_mouse);
        _questions.Ask(Height);
        Invalidate();
    }

    /// <summary>An answer that is under way must not turn up on the shell's line.</summary>
    private void AwaitAnswer()
    {
        const int answerMilliseconds = 4;
        if (!_questions.IsAnswerUnderWay || _isGone || _output.IsStalled)
            return;
        if (Readiness.Await(_device.Number, wantsRoom: false, signals: -1, other: -1, answerMilliseconds).HasInput)
            _device.Flush(Libc.InputQueue);
    }

    private TerminalWake Told(bool other)
    {
        var wake = other ? TerminalWake.Other : TerminalWake.None;
        if (_input.HasEvents)
            wake |= TerminalWake.Input;
        if (_wantsFrame)
            wake |= TerminalWake.Redraw;
        if (_isGone || EndingSignal != 0)
            wake |= TerminalWake.Ended;
        _wantsFrame = false;
        return wake;
    }

    private void TakeSignals()
    {
        _signals.Take(out bool resized, out bool stopped, out bool continued);
        if (stopped)
            Stop(wholeGroup: false);
        else if (continued && _entered)
            BeginAgain();
        if (resized && TakeSize())
            Invalidate();
    }

    private void Stop(bool wholeGroup)
    {
        Leave();
        Libc.TakeByDefault(Libc.SignalStop, wholeGroup);
        EnterIfOurs();
    }

    /// <summary>A job continued in the background leaves the terminal alone until it is brought back, of which not every shell tells.</summary>
    private void EnterIfOurs()
    {
        _isInBackground = !_device.IsOurs;
        if (!_isInBackground)
            Enter();
    }

    /// <summary>We were stopped without being asked, and the shell did with the terminal what it does.</summary>
    private void BeginAgain()
    {
        lock (_gate)
        {
            _isInBackground = !_device.IsOurs;
            if (_isInBackground)
                _entered = false;
            else
                Begin();
        }
    }

    private void Send()
    {
        lock (_gate)
            if (!_output.IsStalled)
                _isGone |= !_output.Flush();
    }

    private void SendRest()
    {
        lock (_gate)
        {
            _isGone |= !_output.Flush();
            if (_output.IsStalled || !_wantsRoom)
                return;
            _wantsRoom = false;
            _wantsFrame = true;
        }
    }

    private bool TakeSize()
    {
        _device.ReadSize(out int width, out int height);
        bool changed = width != Width || height != Height;
        Width = width;
        Height = height;
        return changed;
    }
}
