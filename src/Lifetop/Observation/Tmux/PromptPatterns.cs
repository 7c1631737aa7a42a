using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Model;

namespace Lifetop.Observation.Tmux;

/// <summary>The known ways of asking a person, in order; finds the question on a screen.</summary>
public sealed class PromptPatterns(ImmutableArray<PromptPattern> patterns)
{
    private const int DialogReach = 8;
    private const int QuestionReach = 10;
    private const int LongestLine = 200;

    public static PromptPatterns Shipped { get; } = new(
    [
        Dialog("approval", "claude", "❯ *. Yes", "❯ *. Yes*", "❯ *. No*"),
        Dialog("question", "claude", "*Enter to select*Esc to cancel*", "*Enter to confirm*Esc to *", "Esc to cancel*Tab to amend*"),
        Dialog("approval", "codex", "› *. Yes*", "› *. No*", "❯ Yes*(y)", "*Press enter to confirm or esc to *"),
        Dialog("approval", "codex-lab", "› *. Yes*", "› *. No*", "*Press enter to confirm or esc to *"),
        Dialog("approval", "gemini", "● *Allow once*", "● *Yes, allow*", "● *. Yes*", "● *. No*", "● *. Modify with external editor*"),
        Dialog("approval", "qwen", "● *Yes, allow*", "● *. Yes*", "● *. No*", "› *. Yes*", "❯ *. Yes*"),
        Dialog("approval", "copilot", "❯ *. Yes*", "❯ *. No*"),
        Dialog("approval", "opencode", "*Allow once*Allow always*Reject*", "*accept*accept always*reject*"),
        Dialog("approval", "cursor-agent", "*Run (once) (y)*", "*Skip (esc or n)*"),
        Line("confirmation", "aider", "*(Y)es/(N)o*[*]*"),
        Line("apply", null, "Apply this edit?*", "Apply this change?*", "Allow command?*", "Allow execution*?"),
        Line("yes or no", null, "*[y/n]", "*[y/n]?", "*[y/n]:", "*[y/n]: ?", "*(y/n)", "*(y/n)?", "*(y/n):", "*? (yes/no)", "*(yes/no/[fingerprint])?", "*[yes/no]:", "*? [yes/no]"),
        Line("password", null, "password:", "[sudo] password for *:", "*'s password:", "enter passphrase*:", "password for '*':", "username for '*':", "enter pin*:"),
        Line("press enter", null, "press enter to continue*", "press [enter] to continue*", "press return to continue*", "press any key to continue*", "hit enter to continue*"),
        Line("do you want", null, "do you want to *?", "would you like to *?", "are you sure you want to *?", "do you trust *?"),
    ]);

    /// <summary>These before the present ones; a present one with the same name and program is replaced, by none if its texts are empty.</summary>
    public PromptPatterns With(ImmutableArray<PromptPattern> added)
    {
        var all = new List<PromptPattern>();
        foreach (var pattern in added)
        {
            if (!pattern.Texts.IsEmpty)
                all.Add(pattern);
        }
        foreach (var pattern in patterns)
        {
            bool replaced = false;
            foreach (var other in added)
                replaced |= other.Name == pattern.Name && other.Program == pattern.Program;
            if (!replaced)
                all.Add(pattern);
        }
        return new PromptPatterns([.. all]);
    }

    /// <summary>The question that stands at the end of a screen, if one does.</summary>
    public Prompt? Find(string screen, string program)
    {
        var lines = LastLines(screen, DialogReach + QuestionReach);
        foreach (var pattern in patterns)
        {
            if (pattern.Program is not null && pattern.Program != program)
                continue;
            for (int i = 0; i < lines.Count && i < pattern.Reach; i++)
            {
                if (pattern.Matches(lines[i]))
                    return new Prompt(Label(pattern), Shortened(pattern.IsChoice ? QuestionAbove(lines, i) : lines[i]));
            }
        }
        return null;
    }

    private static string Label(PromptPattern pattern) =>
        pattern.Program is null ? pattern.Name : pattern.Program + " " + pattern.Name;

    private static PromptPattern Dialog(string name, string program, params string[] texts) =>
        new(name, program, ImmutableArray.Create(texts)) { Reach = DialogReach, IsChoice = true };

    private static PromptPattern Line(string name, string? program, params string[] texts) => new(name, program, ImmutableArray.Create(texts));

    private static string QuestionAbove(List<string> lines, int from)
    {
        for (int i = from; i < lines.Count && i <= from + QuestionReach; i++)
        {
            if (lines[i].EndsWith('?'))
                return lines[i];
        }
        return lines[from];
    }

    /// <summary>The last lines that say anything, the very last first, without frames.</summary>
    private static List<string> LastLines(string screen, int count)
    {
        var lines = new List<string>();
        int end = screen.Length;
        while (end > 0 && lines.Count < count)
        {
            int start = screen.LastIndexOf('\n', end - 1) + 1;
            string line = WithoutFrame(screen, start, end);
            if (line.Length > 0)
                lines.Add(line);
            end = start - 1;
        }
        return lines;
    }

    private static string WithoutFrame(string screen, int start, int end)
    {
        while (start < end && IsFrame(screen[start]))
            start++;
        while (end > start && IsFrame(screen[end - 1]))
            end--;
        return screen[start..end];
    }

    /// <summary>Blanks, box drawing and the block elements that stand as bars beside dialogs.</summary>
    private static bool IsFrame(char letter) => char.IsWhiteSpace(letter) || letter is >= '\u2500' and <= '\u259f';

    private static string Shortened(string line)
    {
        if (line.Length <= LongestLine)
            return line;
        int end = char.IsHighSurrogate(line[LongestLine - 1]) ? LongestLine - 1 : LongestLine;
        return line[..end];
    }
}
