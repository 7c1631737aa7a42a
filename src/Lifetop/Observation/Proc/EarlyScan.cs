using System;
using System.Runtime.ExceptionServices;
using System.Threading;
using Lifetop.Platform;

namespace Lifetop.Observation.Proc;

/// <summary>
/// Who runs here, read on a thread of its own while all else that a first look needs is still being made: it takes longest, and needs nothing of that.
/// </summary>
public sealed class EarlyScan : IDisposable
{
    private readonly Thread _thread;
    private Exception? _mistake;
    private bool _isOurs;

    public EarlyScan(Func<string, string?> checkoutOf)
    {
        Scan = new ProcScan(BootClock.ReadBoot());
        Details = new DetailsKeeper(Libc.EffectiveUser(), checkoutOf);
        _thread = new Thread(Read, 256 * 1024) { IsBackground = true, Name = "scan" };
        _thread.UnsafeStart();
    }

    public ProcScan Scan { get; }

    public DetailsKeeper Details { get; }

    /// <summary>Before each use of either: from the first time on both are the caller's.</summary>
    public void Wait()
    {
        if (_isOurs)
            return;
        _thread.Join();
        _isOurs = true;
        if (_mistake is { } mistake)
            ExceptionDispatchInfo.Throw(mistake);
    }

    public void Dispose()
    {
        _thread.Join();
        Details.Dispose();
        Scan.Dispose();
    }

    private void Read()
    {
        try
        {
            Scan.Look();
            Details.RefreshFolders(Scan);
        }
        catch (Exception mistake) when (mistake is not OutOfMemoryException)
        {
            _mistake = mistake;
        }
    }
}
