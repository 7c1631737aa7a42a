using System;
using System.Globalization;

namespace Lifetop.Model;

/// <summary>This process and never its successor: a pid means something only with its start time and boot.</summary>
public readonly record struct ProcessIdentity(int Pid, long StartTicks, Guid Boot)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Pid}:{StartTicks}:{Boot:N}");

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
