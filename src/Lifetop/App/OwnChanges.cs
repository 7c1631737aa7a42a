using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Threading;
using Lifetop.Model;

namespace Lifetop.App;

/// <summary>
/// Declarations of lifetop's own that were made or dropped in the registry by another thread, until the observing one takes
/// them into its next look.
/// </summary>
public sealed class OwnChanges
{
    // Guards what waits; held for a few instructions only.
    private readonly Lock _gate = new();
    private readonly Queue<Change> _waiting = new();

    /// <summary>Wakes the observing thread.</summary>
    public Action? Wake { get; set; }

    public void Adopted(Declaration declaration) => Add(new Change(declaration, "", []));

    public void Forgotten(string identity, ImmutableArray<string> alsoKnownAs) => Add(new Change(null, identity, alsoKnownAs));

    /// <summary>On the observing thread, before a look: true when there was anything, and memory is to be written after it.</summary>
    public bool Apply(Engine engine)
    {
        bool any = false;
        while (Next() is { } change)
        {
            any = true;
            if (change.Declaration is { } declaration)
                Adopt(engine, declaration);
            else
                Forget(engine, change.Identity, change.AlsoKnownAs);
        }
        return any;
    }

    /// <summary>The next look of this engine knows it.</summary>
    public static void Adopt(Engine engine, Declaration declaration)
        => Declare(engine, Without(engine, declaration.Identity).Add(declaration));

    public static void Forget(Engine engine, string identity, ImmutableArray<string> alsoKnownAs)
    {
        if (engine.Past.Find(identity, alsoKnownAs) is { } known)
            engine.Past.Drop(known);
        Declare(engine, Without(engine, identity));
    }

    private static ImmutableArray<Declaration> Without(Engine engine, string identity)
        => engine.Past.Recollection.Declarations.RemoveAll(known => known.Identity == identity);

    private static void Declare(Engine engine, ImmutableArray<Declaration> declarations)
    {
        engine.Past.Renew(engine.Past.Recollection with { Declarations = declarations });
        engine.Observer.Declare(declarations, engine.Memory.Gap);
    }

    private Change? Next()
    {
        lock (_gate)
            return _waiting.TryDequeue(out var change) ? change : null;
    }

    private void Add(Change change)
    {
        lock (_gate)
            _waiting.Enqueue(change);
        Wake?.Invoke();
    }

    private sealed record Change(Declaration? Declaration, string Identity, ImmutableArray<string> AlsoKnownAs);
}
