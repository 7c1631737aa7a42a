using System;
using Lifetop.Registry;
using Lifetop.Screens;

namespace Lifetop.App;

/// <summary>
/// An effect that is a decision of the user's: written into the registry, then handed to the next look. It is done to the end also
/// when the next key leaves.
/// </summary>
public abstract class JournalHandler(StateFolder? folder, TimeProvider time) : IEffectHandler
{
    private const string By = "screen";

    public abstract string Name { get; }

    public bool OutlastsTheScreen => true;

    protected TimeProvider Time { get; } = time;

    public abstract bool Handles(Effect effect);

    public bool Supersedes(Effect newer, Effect older) => false;

    public void Run(Effect effect, Inbox inbox)
    {
        if (folder is not { } place)
        {
            inbox.Post(new Told(Outcome.Refused, "nothing can be recorded: there is no state folder"));
            return;
        }
        using var registry = new RegistryFile(place, Time);
        Write(effect, new Journal(registry, By), inbox);
    }

    public virtual void Dispose() => GC.SuppressFinalize(this);

    protected abstract void Write(Effect effect, Journal journal, Inbox inbox);
}
