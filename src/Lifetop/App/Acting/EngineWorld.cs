using System;
using Lifetop.Actions;
using Lifetop.Model;

namespace Lifetop.App.Acting;

/// <summary>
/// The world through an engine of whoever acts. Processes are looked at each time; tmux and files are asked only now and then, because
/// an ending looks every few milliseconds.
/// </summary>
public sealed class EngineWorld : IWorld
{
    /// <summary>Looks at everything else at most this often.</summary>
    private static readonly TimeSpan Spacing = TimeSpan.FromMilliseconds(250);

    private readonly Engine _engine;
    private readonly TimeProvider _time;
    private bool _hasLooked;
    private bool _lookedAll;
    private long _lookedAllAt;

    /// <param name="last">The engine's last look; null if it has not looked yet.</param>
    public EngineWorld(Engine engine, Roster? last, TimeProvider time)
    {
        _engine = engine;
        _time = time;
        Roster = last ?? Roster.Empty;
        _hasLooked = last is not null;
    }

    public Census Census => _engine.Observer.Census;

    public Roster Roster { get; private set; }

    public void Look()
    {
        _engine.Observer.Scan.ListNext();
        if (_lookedAll && _time.GetElapsedTime(_lookedAllAt) < Spacing)
        {
            Roster = _engine.LookAtProcesses();
            return;
        }
        Roster = _hasLooked ? _engine.LookAgain() : _engine.LookOnce();
        _hasLooked = _lookedAll = true;
        _lookedAllAt = _time.GetTimestamp();
    }
}
