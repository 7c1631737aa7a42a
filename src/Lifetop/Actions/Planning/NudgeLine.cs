using System.Globalization;
using System.Text;

namespace Lifetop.Actions.Planning;

/// <summary>What may be typed into a pane: one line of letters. Anything else is a key, and a key may end a program.</summary>
public static class NudgeLine
{
    /// <summary>A message to a tmux server holds 16 kB, and no line that is typed is longer than this.</summary>
    private const int MostBytes = 8192;

    /// <summary>Why it cannot be typed; null when it can.</summary>
    public static string? Wrong(string line)
    {
        foreach (char letter in line)
            if (char.IsControl(letter))
                return letter is '\n' or '\r'
                    ? "a nudge is one line, and this is several"
                    : $"the line holds a control character (U+{((int)letter).ToString("X4", CultureInfo.InvariantCulture)}), which would be a key and not a letter";
        return Encoding.UTF8.GetByteCount(line) > MostBytes ? "the line is longer than 8 kB" : null;
    }

    /// <summary>As an argument for tmux, which takes a last <c>;</c> for the end of the command.</summary>
    public static string Quoted(string line) => line.EndsWith(';') ? line[..^1] + "\\;" : line;
}
