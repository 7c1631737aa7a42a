using System;
using Lifetop.Screens;

namespace Lifetop.App;

/// <summary>Runs one family of effects, on a thread of its own that is made at the first of them.</summary>
public interface IEffectHandler : IDisposable
{
    /// <summary>For the thread's name and for what is said when it fails: <c>peek</c>.</summary>
    string Name { get; }

    bool Handles(Effect effect);

    /// <summary>A newer one of these makes an older one that waits needless: only the newest is run.</summary>
    bool Supersedes(Effect newer, Effect older);

    /// <summary>What it does is to be done even if the program is left right after it was asked for.</summary>
    bool OutlastsTheScreen => false;

    /// <summary>Does it; answers go to the inbox, at once or bit by bit.</summary>
    void Run(Effect effect, Inbox inbox);
}
