using System;
using System.Globalization;
using Lifetop.Model;
using Lifetop.Model.Query;

namespace Lifetop.Screens.Detail;

/// <summary>What is left of a worker, in the few words a line has for each part.</summary>
internal static class ResidueWords
{
    /// <summary><c>node 18301 on :3001 · window @7 · pid file · worktree</c>.</summary>
    public static string Line(WorkerRow row, char separator)
    {
        string line = "";
        foreach (var left in row.Verdict.Residue)
        {
            string part = Short(left);
            // The ports are the worker's; with one process left it is known whose they are.
            if (left.Kind == "process" && Count(row.Verdict, "process") == 1 && row.Ports.Length > 0)
                part = $"{part} on :{row.Ports[0].ToString(CultureInfo.InvariantCulture)}";
            line = line.Length == 0 ? part : $"{line} {separator} {part}";
        }
        return line;
    }

    public static string Short(Residue left) => left.Kind switch
    {
        "process" => Until(left.What, ','),
        "window" => Until(left.What, " of "),
        "pane" => "pane " + Until(left.What, " of "),
        "file" => FileKind(left.What),
        "entry" => "entry in " + left.What,
        "worktree" => "worktree",
        "tokens" => Tokens(left.What),
        _ => left.What,
    };

    public static int Count(Verdict verdict, string kind)
    {
        int count = 0;
        foreach (var left in verdict.Residue)
            if (left.Kind == kind)
                count++;
        return count;
    }

    /// <summary>The id of a window or pane: <c>@7</c>, <c>%14</c>.</summary>
    public static string? Id(string what)
    {
        int at = what.IndexOfAny(['@', '%']);
        if (at < 0)
            return null;
        int end = at + 1;
        while (end < what.Length && char.IsAsciiDigit(what[end]))
            end++;
        return end > at + 1 ? what[at..end] : null;
    }

    public static string FileKind(string path)
    {
        string name = ProgramNames.BaseName(path);
        int dot = name.LastIndexOf('.');
        return dot < 0 ? name : name[dot..] switch
        {
            ".pid" => "pid file",
            ".lock" => "lock file",
            ".sock" => "socket",
            _ => name,
        };
    }

    public static string Tokens(string count)
        => long.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? AgeText.Count(number) + " tokens" : count + " tokens";

    private static string Until(string text, char end) => text.IndexOf(end, StringComparison.Ordinal) is > 0 and var at ? text[..at] : text;

    private static string Until(string text, string end) => text.IndexOf(end, StringComparison.Ordinal) is > 0 and var at ? text[..at] : text;
}
