using System.Globalization;
using System.Text;
using Lifetop.Model;
using Lifetop.Terminal;

namespace Lifetop.Screens.Processes;

/// <summary>What a row shows in words, made safe once and kept as long as the process stays what it is.</summary>
internal sealed class ProcessText(int pid, long startTicks, ProcessDetails? details, ulong nameHead)
{
    public required string Command { get; init; }
    public required string Ports { get; init; }
    public required string Terminal { get; init; }
    public required string User { get; init; }

    /// <summary>Its details, from the look or as they were read for this view; null while nobody has read them.</summary>
    public ProcessDetails? Details => details;

    /// <summary>They were asked for.</summary>
    public bool IsAsked { get; set; }

    /// <summary>Still the text of this row; a newer look may know more.</summary>
    public bool Is(ProcessSnapshot all, int row)
        => startTicks == all.StartTicks[row] && pid == all.Pids[row] && nameHead == all.NameHeads[row]
            && (all.Details[row] is null || ReferenceEquals(all.Details[row], details));

    public static ProcessText Of(ProcessSnapshot all, int row, ProcessDetails? details, string? user) => new(all.Pids[row], all.StartTicks[row], details, all.NameHeads[row])
    {
        Command = SafeText.Of(CommandOf(all, row, details)),
        Ports = PortsOf(details),
        Terminal = TerminalName.Of(all.Terminals[row]),
        User = SafeText.Of(user ?? all.Users[row].ToString(CultureInfo.InvariantCulture)),
    };

    /// <summary>Without its folder the program is known as well, and the arguments have more room.</summary>
    private static string CommandOf(ProcessSnapshot all, int row, ProcessDetails? details)
    {
        string name = all.NameAt(row);
        if (all.Has(row, ProcessMarks.Kernel))
            return $"[{name}]";
        if (details is not { Arguments: [var first, ..] })
            return all.Has(row, ProcessMarks.Dead) ? name + " (dead)" : name;
        string program = first.Contains(' ', System.StringComparison.Ordinal) ? first : ProgramNames.BaseName(first);
        return details.Arguments.Length == 1 ? program : string.Concat(program, " ", Arguments(details));
    }

    private static string Arguments(ProcessDetails details)
    {
        var text = new StringBuilder();
        for (int i = 1; i < details.Arguments.Length; i++)
            text.Append(i > 1 ? " " : "").Append(details.Arguments[i]);
        return text.ToString();
    }

    private static string PortsOf(ProcessDetails? details)
    {
        if (details is not { Ports: [var first, ..] })
            return "";
        string text = ":" + first.ToString(CultureInfo.InvariantCulture);
        return details.Ports.Length == 1 ? text : text + "+";
    }
}
