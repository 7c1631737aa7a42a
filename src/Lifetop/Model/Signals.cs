using System;
using System.Globalization;

namespace Lifetop.Model;

/// <summary>Signals by the names people know them by (signal(7)), without SIG in front.</summary>
public static class Signals
{
    public const int Kill = 9, Terminate = 15, Continue = 18, Stop = 19;

    private const int Last = 64;

    private static readonly string[] Names =
    [
        "", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM", "TERM",
        "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS",
    ];

    /// <summary>A number, or a name in any case, with or without SIG; null when it is none.</summary>
    public static int? Parse(string text)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number))
            return number is >= 1 and <= Last ? number : null;
        string name = text.StartsWith("SIG", StringComparison.OrdinalIgnoreCase) ? text[3..] : text;
        for (int i = 1; i < Names.Length; i++)
            if (name.Equals(Names[i], StringComparison.OrdinalIgnoreCase))
                return i;
        return null;
    }

    public static string Name(int number) => number > 0 && number < Names.Length ? Names[number] : "signal " + number.ToString(CultureInfo.InvariantCulture);
}
