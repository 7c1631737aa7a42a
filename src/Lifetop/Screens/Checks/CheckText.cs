using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Model;
using Lifetop.Screens.Dialogs;
using Lifetop.Terminal;

namespace Lifetop.Screens.Checks;

/// <summary>The doctor's checks as lines, the same for the command and the screen: a mark, what was looked at, how it is; below, how to mend it.</summary>
public static class CheckText
{
    /// <summary>Columns of the mark, with the gap behind it.</summary>
    public const int MarkWidth = 4;

    private const int Gap = 2, LeastBeside = 28;
    private const string Mend = "mend: ";

    /// <param name="columns">Columns a line may have; 0 for as many as it likes.</param>
    public static List<CheckLine> Lines(ImmutableArray<Check> checks, int columns)
    {
        int label = 0;
        foreach (var check in checks)
            label = System.Math.Max(label, TextWidth.Of(check.What));
        int at = MarkWidth + label + Gap;
        // Where little is left beside the labels, they stand above.
        bool above = columns > 0 && columns - at < LeastBeside;
        if (above)
            at = MarkWidth;
        var lines = new List<CheckLine>();
        foreach (var check in checks)
        {
            string mark = Mark(check.Health), what = check.What;
            if (above)
            {
                lines.Add(new CheckLine(check.Health, mark, what, at, ""));
                mark = what = "";
            }
            foreach (string part in Broken(check.Says, columns - at, columns > 0))
            {
                lines.Add(new CheckLine(check.Health, mark, what, at, part));
                mark = what = "";
            }
            if (check.Mend.Length > 0)
                foreach (string part in Broken(Mend + check.Mend, columns - at, columns > 0))
                    lines.Add(new CheckLine(check.Health, "", "", at, part) { IsMend = true });
        }
        return lines;
    }

    private static List<string> Broken(string text, int columns, bool isNarrow) => isNarrow ? WrappedText.Of(SafeText.Of(text), columns) : [SafeText.Of(text)];

    private static string Mark(Health health) => health switch { Health.Good => "ok", Health.Doubtful => "!", _ => "x" };
}
