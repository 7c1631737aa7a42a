using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Terminal;

namespace Lifetop.Cli;

/// <summary>Help, printed from the table of verbs: examples first.</summary>
public static class HelpText
{
    private const int Column = 28, Widest = 100;

    public static List<string> Of(Verb verb)
    {
        bool screen = verb.Name.Length == 0;
        var lines = new List<string> { $"{(screen ? "lifetop" : "lifetop " + verb.Name)}: {verb.Summary}", "" };
        foreach (var example in verb.Examples)
        {
            // What does not fit beside its explanation stands above it.
            if (example.Line.Length < 46)
                lines.Add($"  {TextWidth.PadRight(example.Line, 46)}  {example.Does}");
            else
                lines.AddRange(["  " + example.Line, "  " + SignText.Blanks(46) + "  " + example.Does]);
        }
        lines.AddRange(["", screen ? "Usage: lifetop [OPTION…] [VERB …]" : Usage(verb)]);
        if (screen)
        {
            lines.AddRange(["", "Verbs"]);
            foreach (var other in Verbs.All)
                lines.Add($"  {TextWidth.PadRight(other.Name, 12)}  {other.Summary}");
        }
        if (!verb.Options.IsEmpty)
            AddOptions(lines, "Options", verb.Options);
        AddOptions(lines, screen ? "Options of every verb" : "Options as everywhere", Verbs.Everywhere);
        if (screen)
            lines.AddRange(["", "A NAME is a worker's key, its name, pid:N, port:N, or whole parts of its key; - reads names from stdin.",
                $"Exit: {string.Join(", ", System.Array.ConvertAll(ExitCode.All, static one => $"{one.Code} {one.Means}"))}."]);
        return lines;
    }

    public static string Usage(Verb verb)
        => "Usage: lifetop" + (verb.Name.Length > 0 ? " " + verb.Name : "") + (verb.Options.IsEmpty ? "" : " [OPTION…]") + (verb.Arguments.Length > 0 ? " " + verb.Arguments : "");

    private static void AddOptions(List<string> lines, string title, ImmutableArray<Option> options)
    {
        lines.AddRange(["", title]);
        foreach (var option in options)
        {
            string left = (option.Letter == 0 ? "    " : $"-{option.Letter}, ") + option.Name + (option.Value is { } value ? " " + value : "");
            bool fits = left.Length <= Column;
            if (!fits)
                lines.Add("  " + left);
            string label = fits ? left : "";
            foreach (string part in Lifetop.Terminal.TextWrap.Lines(option.Doc, Widest - Column - 4))
            {
                lines.Add($"  {TextWidth.PadRight(label, Column)}  {part}");
                label = "";
            }
        }
    }
}
