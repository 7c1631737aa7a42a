using System;
using System.Collections.Generic;
using Lifetop.Screens;
using Lifetop.Screens.Logs;

namespace Lifetop.App;

/// <summary>Hands what log screens ask to the session of each, which has a thread of its own.</summary>
public sealed class LogHandler(TimeProvider time) : IEffectHandler
{
    private readonly Dictionary<int, LogSession> _sessions = [];

    public string Name => "logs";

    public bool Handles(Effect effect) => effect is LogEffect;

    public bool Supersedes(Effect newer, Effect older) => false;

    public void Run(Effect effect, Inbox inbox)
    {
        switch (effect)
        {
            case OpenLog open:
                End(open.Id);
                _sessions[open.Id] = new LogSession(open, inbox, time);
                break;
            case CloseLog close:
                End(close.Id);
                break;
            case LogEffect asked when _sessions.TryGetValue(asked.Id, out var session):
                session.Ask(asked);
                break;
            default:
                break;
        }
    }

    public void Dispose()
    {
        foreach (var session in _sessions.Values)
            session.Dispose();
        _sessions.Clear();
    }

    private void End(int id)
    {
        if (_sessions.Remove(id, out var session))
            session.Dispose();
    }
}
