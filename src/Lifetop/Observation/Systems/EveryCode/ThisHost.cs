using System;

namespace Lifetop.Observation.Systems.EveryCode;

/// <summary>Whether a host that a worker wrote down is this machine, by its own name or the one its worker was given.</summary>
internal sealed class ThisHost(string name, string alsoCalled)
{
    public bool Is(string host) => IsSame(host, name) || (alsoCalled.Length > 0 && IsSame(host, alsoCalled));

    /// <summary>Case does not count, and a name without a domain is that of the one with it.</summary>
    private static bool IsSame(string one, string other)
    {
        if (one.Length > other.Length)
            (one, other) = (other, one);
        return one.Length > 0 && other.StartsWith(one, StringComparison.OrdinalIgnoreCase)
            && (other.Length == one.Length || (other[one.Length] == '.' && !one.Contains('.', StringComparison.Ordinal)));
    }
}
