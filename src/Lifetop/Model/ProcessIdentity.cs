using System;
using System.Globalization;

namespace Lifetop.Model;

/// <summary>This process and never its successor: a pid means something only with its start time and boot.</summary>
public readonly record struct ProcessIdentity(int Pid, long StartTicks, Guid Boot)
{
    // Put together by hand: to format a Guid, or anything into an interpolated string, is compiled on the spot.
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[16];
        _ = Boot.TryWriteBytes(bytes, bigEndian: true, out _);
        Span<char> boot = stackalloc char[32];
        for (int i = 0; i < bytes.Length; i++)
        {
            boot[2 * i] = "0123456789abcdef"[bytes[i] >> 4];
            boot[2 * i + 1] = "0123456789abcdef"[bytes[i] & 15];
        }
        string number = Pid.ToString(CultureInfo.InvariantCulture), start = StartTicks.ToString(CultureInfo.InvariantCulture);
        return string.Concat(number + ":", start, ":", new string(boot));
    }

    public static bool TryParse(ReadOnlySpan<char> text, out ProcessIdentity identity)
    {
        identity = default;
        int first = text.IndexOf(':');
        if (first < 0)
            return false;
        var rest = text[(first + 1)..];
        int second = rest.IndexOf(':');
        if (second < 0
            || !int.TryParse(text[..first], NumberStyles.None, CultureInfo.InvariantCulture, out int pid)
            || !long.TryParse(rest[..second], NumberStyles.None, CultureInfo.InvariantCulture, out long start)
            || !Guid.TryParseExact(rest[(second + 1)..], "N", out var boot))
            return false;
        identity = new ProcessIdentity(pid, start, boot);
        return true;
    }
}
