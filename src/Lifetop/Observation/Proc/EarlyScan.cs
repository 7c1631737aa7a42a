using System;
using System.Threading;
using Lifetop.Observation.Git;
using Lifetop.Platform;

namespace Lifetop.Observation.Proc;

/// <summary>
/// Who runs here, read on a thread of its own while all else that a first look needs is still being made: it takes longest, and needs nothing of
/// that. Whoever begins it goes on at once; even what reads is made over there.
/// </summary>
public sealed class EarlyScan : IDisposable
{
    private readonly Func<string, string?>? _checkoutOf;
    private readonly TimeProvider _time;
    private readonly Errand _reading;
    private ProcScan? _scan;
    private DetailsKeeper? _details;
    private bool _isTaken;

    /// <param name="checkoutOf">The checkout around a folder; git's own answer unless another is given.</param>
    public EarlyScan(TimeProvider time, Func<string, string?>? checkoutOf = null)
    {
        _time = time;
        _checkoutOf = checkoutOf;
        _reading = new Errand("scan", 256 * 1024, Read);
    }

    public ProcScan Scan => Volatile.Read(ref _scan) ?? Made(ref _scan);

    public DetailsKeeper Details => Volatile.Read(ref _details) ?? Made(ref _details);

    /// <summary>Before each use of either: from the first time on both are the caller's.</summary>
    /// <returns>Whether it was the first time: then nobody has looked since.</returns>
    public bool Wait()
    {
        if (_isTaken)
            return false;
        _reading.Wait();
        return _isTaken = true;
    }

    public void Dispose()
    {
        _reading.Dispose();
        _details?.Dispose();
        _scan?.Dispose();
    }

    private void Read()
    {
        var scan = new ProcScan(BootClock.ReadBoot());
        Volatile.Write(ref _scan, scan);
        var details = new DetailsKeeper(Libc.EffectiveUser(), _checkoutOf ?? GitCheckouts.Asked(_time));
        Volatile.Write(ref _details, details);
        scan.Look();
        details.RefreshFolders(scan);
    }

    /// <summary>Asked for in the moment in which it is made: then the whole reading is waited for, and what went wrong with it is thrown.</summary>
    private T Made<T>(ref T? made) where T : class
    {
        _reading.Wait();
        return made!; // else the wait has thrown
    }
}
