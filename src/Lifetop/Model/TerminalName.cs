using System.Globalization;

namespace Lifetop.Model;

/// <summary>Terminals as people know them: the name under /dev.</summary>
public static class TerminalName
{
    /// <summary>Of a device number as proc_pid_stat(5) packs it, field 7: <c>pts/7</c>; empty for none.</summary>
    public static string Of(int device)
    {
        int major = (device >> 8) & 0xFFF, minor = (device & 0xFF) | ((device >> 12) & 0xFFF00);
        return major switch
        {
            0 => "",
            >= 136 and <= 143 => "pts/" + minor.ToString(CultureInfo.InvariantCulture),
            4 when minor < 64 => "tty" + minor.ToString(CultureInfo.InvariantCulture),
            4 => "ttyS" + (minor - 64).ToString(CultureInfo.InvariantCulture),
            _ => "?",
        };
    }
}
