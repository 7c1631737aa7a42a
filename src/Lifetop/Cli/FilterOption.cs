using Lifetop.Model.Query;
using Lifetop.Terminal;

namespace Lifetop.Cli;

/// <summary>The filter of <c>--filter</c>; a wrong one does nothing rather than match too much.</summary>
public static class FilterOption
{
    /// <summary>Null when it is wrong, with the reason and a line that points at the place.</summary>
    public static WorkerFilter? Of(ParsedCommand command, out string wrong)
    {
        wrong = "";
        if (command.Value("--filter") is not { } text)
            return WorkerFilter.Everything;
        var filter = WorkerFilter.Parse(text);
        if (filter.Error is not { } error)
            return filter;
        int before = Terminal.TextWidth.Of(Terminal.SafeText.Of(text[..error.Position]));
        wrong = string.Concat("--filter: ", error.Text, "\n  ", text) + "\n  " + SignText.Blanks(before) + SignText.Of('^', error.Length);
        return null;
    }
}
