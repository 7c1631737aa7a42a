using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
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

    /// <summary>Some of what may happen to it at random, and each of these pids in it turned into another number.</summary>
    /// <param name="others">Whole pids, of strangers and of nobody.</param>
    public static IEnumerable<byte[]> Of(byte[] good, Random random, int times, IEnumerable<int> pids, params int[] others)
    {
        for (int i = 0; i < times; i++)
            yield return Of(good, random);
        string text = Encoding.Latin1.GetString(good);
        foreach (int pid in pids)
        {
            var whole = new Regex($"(?<![0-9]){pid}(?![0-9])");
            if (whole.IsMatch(text))
                foreach (int other in others)
                    yield return Encoding.Latin1.GetBytes(whole.Replace(text, other.ToString(CultureInfo.InvariantCulture)));
        }
    }

    /// <summary>A pid file that is whole all the same, and names another: nobody can tell that from the truth.</summary>
    public static bool IsAnotherPid(byte[] bad, byte[] good) => PidText.Parse(bad) is { } pid && PidText.Parse(good) is { } right && pid != right;
}
