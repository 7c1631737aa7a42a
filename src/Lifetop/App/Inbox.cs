using System.Collections.Generic;
using System.Threading;
using Lifetop.Model;
using Lifetop.Observation.Proc;
using Lifetop.Platform;
using Lifetop.Screens;

namespace Lifetop.App;

/// <summary>What other threads have for the screen's: messages in their order, and the newest look. Raises an eventfd it sleeps on.</summary>
public sealed class Inbox : System.IDisposable
{
    // Guards the messages, for a few instructions; a concurrent queue would bring an assembly of its own along.
    private readonly object _gate = new();
    private readonly Queue<Message> _messages = new();
    private readonly WakeFlag _wake = new();
    private Roster? _roster;
    private MachineReading? _machine;

    /// <summary>Readable while something is here.</summary>
    public int Descriptor => _wake.Descriptor;

    public void Post(Message message)
    {
        lock (_gate)
            _messages.Enqueue(message);
        _wake.Raise();
    }

    /// <summary>The newest look replaces one that was not taken yet. Nothing is made, so a steady look stays free.</summary>
    public void Publish(Roster roster, MachineReading machine)
    {
        Volatile.Write(ref _machine, machine);
        Volatile.Write(ref _roster, roster);
        _wake.Raise();
    }

    /// <summary>Before anything is taken: whatever comes afterwards wakes anew.</summary>
    public void Lower() => _wake.Lower();

    public Message? Take()
    {
        lock (_gate)
            return _messages.TryDequeue(out var message) ? message : null;
    }

    /// <summary>The look that came since the last call; null when there is none.</summary>
    public Roster? TakeRoster() => Interlocked.Exchange(ref _roster, null);

    public MachineReading? Machine => Volatile.Read(ref _machine);

    public void Dispose() => _wake.Dispose();
}
