using System;
using System.Collections.Generic;
using System.Linq;
using Lifetop.Observation.Sources;

namespace Lifetop.Tests.Observation.Systems;

/// <summary>What may happen to the bytes of a file: cut off, a byte changed, lost or added.</summary>
internal static class SampleDamage
{
    public static byte[] Of(byte[] good, Random random)
    {
        var bytes = new List<byte>(good);
        int at = random.Next(Math.Max(1, bytes.Count));
        switch (random.Next(5))
        {
            case 0:
                return [.. bytes.Take(at)];
            case 1 when bytes.Count > 0:
                bytes[at] = (byte)random.Next(256);
                break;
            case 2 when bytes.Count > 0:
                bytes.RemoveAt(at);
                break;
            case 3 when bytes.Count > 0:
                bytes[at] = (byte)('0' + random.Next(10));
                break;
            default:
                bytes.Insert(at, (byte)random.Next(256));
                break;
        }
        return [.. bytes];
    }

    /// <summary>A pid file that is whole all the same, and names another: nobody can tell that from the truth.</summary>
    public static bool IsAnotherPid(byte[] bad, byte[] good) => PidText.Parse(bad) is { } pid && PidText.Parse(good) is { } right && pid != right;
}
