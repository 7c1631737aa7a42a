using System;
using Lifetop.Model;
using Lifetop.Platform;

namespace Lifetop.Observation.Proc;

/// <summary>Parses one stat line of proc_pid_stat(5). Pure: any bytes may come, a torn line is refused and leaves the row as it was.</summary>
public static class ProcStat
{
    private const int LastField = 52;

    public static bool TryParse(ReadOnlySpan<byte> line, ref ProcessRow row)
    {
        // comm may hold blanks, newlines and ')', so fields are counted from the last one.
        int open = PlainText.IndexOf(line, (byte)'(');
        int close = PlainText.LastIndexOf(line, (byte)')');
        if (open < 2 || close < open || close + 4 > line.Length || line[close + 1] != ' ' || line[close + 3] != ' ')
            return false;

        var seen = row;
        int at = 0;
        if (!TryNumber(line[..open], ref at, out ulong pid) || at != open - 1)
            return false;
        seen.Pid = (int)pid;
        seen.State = line[close + 2];
        at = close + 4;
        ulong exit = 0;
        for (int field = 4; field <= LastField; field++)
        {
            if (!TryNumber(line, ref at, out ulong value))
                return false;
            // The delimiter proves the number whole: the end of the buffer may be a torn read.
            if (at >= line.Length || line[at] != (field == LastField ? (byte)'\n' : (byte)' ') && line[at] != ' ')
                return false;
            at++;
            switch (field)
            {
                case 4: seen.Parent = (int)value; break;
                case 5: seen.Group = (int)value; break;
                case 6: seen.Session = (int)value; break;
                case 7: seen.Terminal = (int)value; break;
                case 8: seen.Foreground = (int)value; break;
                case 9: seen.Flags = (uint)value; break;
                case 20: seen.Threads = (int)value; break;
                case 22: seen.StartTicks = (long)value; break;
                case 24: seen.ResidentPages = (long)value; break;
                case 48: seen.ArgumentsAt = value; break;
                // In the middle of exec the place of the arguments is known before there are any, and before there is an environment.
                case 51 when value == 0: seen.ArgumentsAt = 0; break;
                case 52: exit = value; break;
            }
        }
        seen.ExitStatus = seen.State == 'Z' ? (int)exit : -1;
        seen.Name.Set(line[(open + 1)..close]);
        row = seen;
        return true;
    }

    private static bool TryNumber(ReadOnlySpan<byte> line, ref int at, out ulong value)
    {
        bool negative = at < line.Length && line[at] == '-';
        if (negative)
            at++;
        int first = at;
        ulong number = 0;
        for (; at < line.Length; at++)
        {
            uint digit = (uint)(line[at] - '0');
            if (digit > 9)
                break;
            number = unchecked(number * 10 + digit);
        }
        value = negative ? unchecked(0 - number) : number;
        return at > first;
    }
}
