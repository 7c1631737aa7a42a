using System.Collections.Concurrent;
using Lifetop.Model;
using Lifetop.Observation.Proc;
using Lifetop.Platform;
using Lifetop.Screens;

namespace Lifetop.App;

/// <summary>What other threads have for the screen's: messages in their order, and the newest look. Raises an eventfd it sleeps on.</summary>
public sealed class Inbox : System.IDisposable
{
    private readonly ConcurrentQueue<Message> _messages = new();
    private readonly WakeFlag _wake = new();
    private Roster? _roster;
    private MachineReading? _machine;

    /// <summary>Readable while something is here.</summary>
    public int Descriptor => _wake.Descriptor;

    public void Post(Message message)
    {
        _messages.Enqueue(message);
        _wake.Raise();
    }

    /// <summary>The newest look replaces one that was not taken yet. Nothing is made, so a steady look stays free.</summary>
    public void Publish(Roster roster, MachineReading machine)
    {
        System.Threading.Volatile.Write(ref _machine, machine);
        System.Threading.Volatile.Write(ref _roster, roster);
        _wake.Raise();
    }

    /// <summary>Before anything is taken: whatever comes afterwards wakes anew.</summary>
    public void Lower() => _wake.Lower();

    public Message? Take() => _messages.TryDequeue(out var message) ? message : null;

    /// <summary>The look that came since the last call; null when there is none.</summary>
    public Roster? TakeRoster() => System.Threading.Interlocked.Exchange(ref _roster, null);

    public MachineReading? Machine => System.Threading.Volatile.Read(ref _machine);

    public void Dispose() => _wake.Dispose();
}
