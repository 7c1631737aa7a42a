using System;
using System.Runtime.ExceptionServices;
using System.Threading;

namespace Lifetop.Platform;

/// <summary>
/// One piece of work on a thread of its own that rests afterwards, until it is disposed of. For work at the start: the runtime answers the end of a
/// thread with a run of its finalizer, and the first of those brings the compiler along.
/// </summary>
internal sealed class Errand : IDisposable
{
    private readonly WakeFlag _done = new(), _leave = new();
    private readonly Action _work;
    private readonly Thread _thread;
    private Exception? _mistake;
    private bool _isAwaited;

    public Errand(string name, int stackBytes, Action work)
    {
        _work = work;
        _thread = new Thread(Run, stackBytes) { IsBackground = true, Name = name };
        _thread.UnsafeStart();
    }

    /// <summary>Until the work is done; what went wrong with it is thrown here. For one thread.</summary>
    public void Wait()
    {
        if (!_isAwaited && Rests)
            _done.Wait();
        else if (!_isAwaited)
            _thread.Join();
        _isAwaited = true;
        if (_mistake is { } mistake)
            ExceptionDispatchInfo.Throw(mistake);
    }

    public void Dispose()
    {
        _leave.Raise();
        _thread.Join();
        _leave.Dispose();
        _done.Dispose();
    }

    /// <summary>Else it ends with its work: no descriptor was free to call it by.</summary>
    private bool Rests => _done.IsMade && _leave.IsMade;

    private void Run()
    {
        try
        {
            _work();
        }
        catch (Exception mistake) when (mistake is not OutOfMemoryException)
        {
            _mistake = mistake;
        }
        if (!Rests)
            return;
        _done.Raise();
        _leave.Wait();
    }
}
