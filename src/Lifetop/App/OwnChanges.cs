using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Model;

namespace Lifetop.App;

/// <summary>
/// What people decided, as far as another thread wrote it into the registry (declarations made or dropped, protected, snoozed),
/// until the observing one takes it into its next look.
/// </summary>
public sealed class OwnChanges
{
    // Guards what waits; held for a few instructions only.
    private readonly object _gate = new();
    private readonly Queue<Action<Engine>> _waiting = new();

    /// <summary>Wakes the observing thread.</summary>
    public Action? Wake { get; set; }

    public void Adopted(Declaration declaration) => Add(engine => Adopt(engine, declaration));

    public void Forgotten(string identity, ImmutableArray<string> alsoKnownAs) => Add(engine => Forget(engine, identity, alsoKnownAs));

    public void Protected(string identity, bool on) => Add(engine => Protect(engine, identity, on));

    /// <param name="until">Null ends a snooze.</param>
    public void Snoozed(string identity, DateTimeOffset? until) => Add(engine => Snooze(engine, identity, until));

    /// <summary>On the observing thread, before a look: true when there was anything, and memory is to be written after it.</summary>
    public bool Apply(Engine engine)
    {
        bool any = false;
        while (Next() is { } change)
        {
            any = true;
            change(engine);
        }
        return any;
    }

    /// <summary>The next look of this engine knows it.</summary>
    public static void Adopt(Engine engine, Declaration declaration)
        => Declare(engine, Without(engine, declaration.Identity).Add(declaration));

    public static void Protect(Engine engine, string identity, bool on) => Renew(engine, engine.Past.Recollection with
    {
        Protected = on ? Besides(engine, identity).Add(identity) : Besides(engine, identity),
    });

    /// <param name="until">Null ends a snooze.</param>
    public static void Snooze(Engine engine, string identity, DateTimeOffset? until)
    {
        var others = engine.Past.Recollection.Snoozed.RemoveAll(snooze => snooze.Identity == identity);
        Renew(engine, engine.Past.Recollection with { Snoozed = until is { } time ? others.Add(new Snooze(identity, time)) : others });
    }

    public static void Forget(Engine engine, string identity, ImmutableArray<string> alsoKnownAs)
    {
        if (engine.Past.Find(identity, alsoKnownAs) is { } known)
            engine.Past.Drop(known);
        Declare(engine, Without(engine, identity));
    }

    private static ImmutableArray<Declaration> Without(Engine engine, string identity)
        => engine.Past.Recollection.Declarations.RemoveAll(known => known.Identity == identity);

    private static ImmutableArray<string> Besides(Engine engine, string identity)
        => engine.Past.Recollection.Protected.RemoveAll(other => other == identity);

    private static void Renew(Engine engine, Recollection recollection) => engine.Past.Renew(recollection);

    private static void Declare(Engine engine, ImmutableArray<Declaration> declarations)
    {
        Renew(engine, engine.Past.Recollection with { Declarations = declarations });
        engine.Observer.Declare(declarations, engine.Memory.Gap);
    }

    private Action<Engine>? Next()
    {
        lock (_gate)
            return _waiting.TryDequeue(out var change) ? change : null;
    }

    private void Add(Action<Engine> change)
    {
        lock (_gate)
            _waiting.Enqueue(change);
        Wake?.Invoke();
    }
}
