using System.Globalization;
using System.Text;

namespace Lifetop.Actions.Spawning;

/// <summary>
/// The command that tmux pipes a pane's output to: it appends to the log and puts the full one aside as <c>.1</c>, so that both together stay
/// bounded. tmux gives that command to a shell and looks for formats and for times (<c>%</c>) in it, so it is made of constants, and of the path in octal.
/// </summary>
internal static class LogPipe
{
    /// <summary>A log that has grown past this is put aside; one reading round may add <see cref="Round"/>.</summary>
    public const long Most = 8 << 20;

    private const int Block = 65536, Round = 16;

    /// <summary>
    /// dd writes at once what it reads, loses nothing at its end, and says <c>0+0</c> when there is no more to come. Where the log cannot be
    /// written the output is read away, or the pane would stand still. It works at the root folder and without the marker, or it would count
    /// as a process of whatever worker the tmux server was started in.
    /// </summary>
    public static string Command(string log)
    {
        string block = Block.ToString(CultureInfo.InvariantCulture);
        return "cd / && exec env -u LIFETOP_WORKER -u LIFETOP_HEARTBEAT sh -c '"
            + "umask 077; l=$(printf %%b \"$1\"); while :; do "
            + $"n=$(dd bs={block} count={Round.ToString(CultureInfo.InvariantCulture)} 2>&1 >>\"$l\") || n=$(dd bs={block} count=1 2>&1 >/dev/null); "
            + "case $n in 0+0*) exit;; esac; "
            + $"[ \"$(wc -c <\"$l\")\" -lt {Most.ToString(CultureInfo.InvariantCulture)} ] || mv -f \"$l\" \"$l.1\"; "
            + $"done' sh '{Octal(log)}'";
    }

    private static string Octal(string path)
    {
        var text = new StringBuilder();
        foreach (byte one in Encoding.UTF8.GetBytes(path))
            text.Append("\\0").Append((char)('0' + (one >> 6))).Append((char)('0' + ((one >> 3) & 7))).Append((char)('0' + (one & 7)));
        return text.ToString();
    }
}
