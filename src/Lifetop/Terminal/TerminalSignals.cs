using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Threading;
using Lifetop.Platform;

namespace Lifetop.Terminal;

/// <summary>
/// The signals that concern a screen, noted for the loop that sleeps on <see cref="Descriptor"/>. .NET has no handler of its own
/// for most of them: without this SIGTERM would end us with the terminal left raw.
/// </summary>
internal sealed class TerminalSignals : IDisposable
{
    /// <summary>So long the loop may take to give the terminal back by itself, and then to end.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1), LastPatience = TimeSpan.FromSeconds(10);

    private const int Resize = 1, Stop = 2, Continue = 4;

    private readonly List<PosixSignalRegistration> _registrations = [], _endings = [];
    private readonly WakeFlag _wake = new();
    private readonly ManualResetEventSlim _over = new();
    private readonly Action _restore;
    private int _noted, _ending;

    public TerminalSignals(Action restore)
    {
        _restore = restore;
        Register(_endings, PosixSignal.SIGHUP, Libc.SignalHangup, EndSoon);
        Register(_endings, PosixSignal.SIGINT, Libc.SignalInterrupt, EndSoon);
        Register(_endings, PosixSignal.SIGQUIT, Libc.SignalQuit, EndSoon);
        Register(_endings, PosixSignal.SIGTERM, Libc.SignalTerminate, EndSoon);
        Register(_registrations, PosixSignal.SIGTSTP, Libc.SignalStop, _ => Note(Stop));
        Register(_registrations, PosixSignal.SIGCONT, 0, _ => Note(Continue));
        Register(_registrations, PosixSignal.SIGWINCH, 0, _ => Note(Resize));
    }

    /// <summary>Readable while something is noted.</summary>
    public int Descriptor => _wake.Descriptor;

    /// <summary>The signal that wants us to end; 0 while there is none.</summary>
    public int Ending => Volatile.Read(ref _ending);

    /// <summary>The terminal went away. Who closes it hangs up more than once, and the last time must not cut short how we end.</summary>
    public bool IsHungUp { get; set; }

    /// <summary>Takes what was noted since the last time.</summary>
    public void Take(out bool resized, out bool stopped, out bool continued)
    {
        _wake.Lower();
        int noted = Interlocked.Exchange(ref _noted, 0);
        resized = (noted & Resize) != 0;
        stopped = (noted & Stop) != 0;
        continued = (noted & Continue) != 0;
    }

    public void Dispose()
    {
        _over.Set();
        foreach (var registration in _registrations)
            registration.Dispose();
        if (Ending == 0 && !IsHungUp)
            foreach (var registration in _endings)
                registration.Dispose();
        _wake.Dispose();
    }

    private static void Register(List<PosixSignalRegistration> registrations, PosixSignal signal, int number, Action<int> handle)
    {
        if (number != 0 && Libc.IsIgnored(number))
            return;
        registrations.Add(PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            handle(number);
        }));
    }

    private void Note(int what)
    {
        Interlocked.Or(ref _noted, what);
        _wake.Raise();
    }

    private void EndSoon(int signal)
    {
        if (_over.IsSet || Interlocked.CompareExchange(ref _ending, signal, 0) != 0)
            return;
        _wake.Raise();
        if (_over.Wait(Patience))
            return;
        _restore();
        if (!_over.Wait(LastPatience))
            Libc.TakeByDefault(signal, wholeGroup: false);
    }
}
