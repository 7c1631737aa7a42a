using System;
using System.Collections.Generic;
using System.Threading;
using Lifetop.Platform;
using Lifetop.Screens;

namespace Lifetop.App;

/// <summary>One handler at work on its own thread, so that a slow one delays neither the screen nor another.</summary>
internal sealed class EffectLane(IEffectHandler handler, Inbox inbox) : IDisposable
{
    // Guards the list of what waits; held for a few instructions only.
    private readonly object _gate = new();
    private readonly List<Effect> _waiting = [];
    private WakeFlag? _more; // with the thread: most are never needed
    private Thread? _thread;
    private volatile bool _ended, _isLast;

    public bool Handles(Effect effect) => handler.Handles(effect);

    public void Add(Effect effect)
    {
        lock (_gate)
        {
            _waiting.RemoveAll(older => handler.Supersedes(effect, older));
            _waiting.Add(effect);
        }
        if (_thread is null)
        {
            _more = new WakeFlag();
            _thread = new Thread(Work, 256 * 1024) { IsBackground = true, Name = handler.Name };
            _thread.UnsafeStart();
        }
        _more!.Raise(); // made with the thread
    }

    /// <summary>No more will come: what must be done still is waited for so long.</summary>
    public void Finish(TimeSpan limit)
    {
        if (_thread is not { } thread || !handler.OutlastsTheScreen)
            return;
        _isLast = true;
        _more!.Raise(); // made with the thread
        thread.Join(limit);
    }

    public void Dispose()
    {
        _ended = true;
        _more?.Raise();
    }

    private void Work()
    {
        bool isFirst = true;
        while (!_ended)
        {
            if (Next() is not { } effect)
            {
                if (_isLast)
                    break;
                _more!.Wait(); // made before this thread
                continue;
            }
            try
            {
                handler.Run(effect, inbox);
            }
            catch (Exception mistake) when (mistake is not OutOfMemoryException)
            {
                inbox.Post(new Told(Outcome.Failed, $"{handler.Name}: a mistake of lifetop's own: {mistake.Message}"));
            }
            // What a first effect brings is mostly needed once.
            if (isFirst)
                SpentPages.Release();
            isFirst = false;
        }
        handler.Dispose();
    }

    private Effect? Next()
    {
        lock (_gate)
        {
            if (_waiting.Count == 0)
                return null;
            var first = _waiting[0];
            _waiting.RemoveAt(0);
            return first;
        }
    }
}
