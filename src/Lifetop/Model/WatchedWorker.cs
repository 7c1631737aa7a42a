using System;

namespace Lifetop.Model;

/// <summary>What a watch does about a worker that should live.</summary>
/// <param name="Restarts">By itself, since a hand started it last.</param>
/// <param name="Next">When it is started again; null when it runs, or is not.</param>
/// <param name="BreakerSince">Not started again any more.</param>
/// <param name="Why">Why it is not started again.</param>
public sealed record WatchedWorker(string Identity, string Key, int Restarts, DateTimeOffset? Next, DateTimeOffset? BreakerSince, string Why)
{
    // By hand: to compare a part of our own, a record asks the framework, and that is compiled on the spot.
    public bool Equals(WatchedWorker? other)
        => other is not null && Identity == other.Identity && Key == other.Key && Restarts == other.Restarts && Next == other.Next && BreakerSince == other.BreakerSince && Why == other.Why;

    public override int GetHashCode() => string.GetHashCode(Identity, StringComparison.Ordinal);
}
