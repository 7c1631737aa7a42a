using System;

namespace Lifetop.Model;

/// <summary>How soon and how often a worker that ends by itself is started again.</summary>
/// <param name="First">Before the first restart; doubles with each further one.</param>
/// <param name="Longest">No wait is longer.</param>
/// <param name="Most">After so many within the window no more: the breaker.</param>
/// <param name="Window">A run as long as this was a good one and begins all anew.</param>
public sealed record RestartLimits(TimeSpan First, TimeSpan Longest, int Most, TimeSpan Window)
{
    public static readonly RestartLimits Default = new(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5), 5, TimeSpan.FromMinutes(10));
}
