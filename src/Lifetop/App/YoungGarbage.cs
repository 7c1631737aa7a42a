using System;

namespace Lifetop.App;

/// <summary>
/// Collects what was made and dropped, between two looks. By itself the runtime waits for as much as the processor's cache holds,
/// which is hundreds of megabytes on some machines, and lifetop would grow to that.
/// </summary>
internal sealed class YoungGarbage
{
    private const long Bearable = 4 << 20;

    private long _collectedAt;

    public void Collect()
    {
        long made = GC.GetTotalAllocatedBytes();
        if (made - _collectedAt < Bearable)
            return;
        _collectedAt = made;
        GC.Collect(0, GCCollectionMode.Forced, blocking: true);
    }
}
