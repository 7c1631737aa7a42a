using System;
using Lifetop.Platform;

namespace Lifetop.Observation.Proc;

/// <summary>
/// Who runs here, read on a thread of its own while all else that a first look needs is still being made: it takes longest, and needs nothing of that.
/// </summary>
public sealed class EarlyScan : IDisposable
{
    private readonly Errand _reading;

    public EarlyScan(Func<string, string?> checkoutOf)
    {
        Scan = new ProcScan(BootClock.ReadBoot());
        Details = new DetailsKeeper(Libc.EffectiveUser(), checkoutOf);
        _reading = new Errand("scan", 256 * 1024, Read);
    }

    public ProcScan Scan { get; }

    public DetailsKeeper Details { get; }

    /// <summary>Before each use of either: from the first time on both are the caller's.</summary>
    /// <returns>Whether it was the first time: then nobody has looked since.</returns>
    public bool Wait() => _reading.Wait();

    public void Dispose()
    {
        _reading.Dispose();
        Details.Dispose();
        Scan.Dispose();
    }

    private void Read()
    {
        Scan.Look();
        Details.RefreshFolders(Scan);
    }
}
