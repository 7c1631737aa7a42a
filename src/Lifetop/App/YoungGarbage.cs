using System;

namespace Lifetop.App;

/// <summary>
/// Collects what was made and dropped, between two looks or two turns of a log. By itself the runtime waits for as much as the processor's cache holds,
/// which is hundreds of megabytes on some machines, and lifetop would grow to that.
/// </summary>
/// <param name="oldest">The oldest generation of it: 1 where things live through one collection before they are dropped, as the rows of a log do.</param>
internal sealed class YoungGarbage(int oldest = 0)
{
    private const long Bearable = 4 << 20;

    private long _collectedAt;

    public void Collect()
    {
        long made = GC.GetTotalAllocatedBytes();
        if (made - _collectedAt < Bearable)
            return;
        _collectedAt = made;
        GC.Collect(oldest, GCCollectionMode.Forced, blocking: true);
    }
}
