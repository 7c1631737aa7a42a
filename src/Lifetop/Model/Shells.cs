using System;
using System.Collections.Immutable;

namespace Lifetop.Model;

/// <summary>Tells a shell somebody types into from one that runs a command or a script.</summary>
internal static class Shells
{
    private static readonly ImmutableArray<string> Names = ["sh", "bash", "zsh", "fish", "dash", "ash", "ksh", "mksh", "tcsh", "csh", "nu", "elvish", "xonsh"];

    public static bool IsShell(ProcessDetails details)
        => Names.Contains(details.Program.Invoked) || (details.Program.Invoked.Length == 0 && Names.Contains(details.Program.Executable));

    /// <summary>No <c>-c</c> and no script among its arguments: options may be any.</summary>
    public static bool IsInteractive(ProcessDetails details)
    {
        if (!IsShell(details))
            return false;
        for (int i = 1; i < details.Arguments.Length; i++)
        {
            string argument = details.Arguments[i];
            if (argument.StartsWith("--", StringComparison.Ordinal))
            {
                // bash's options with a value; the value is no script.
                if (argument is "--rcfile" or "--init-file")
                    i++;
                continue;
            }
            if (argument is ['-', ..] or ['+', ..])
            {
                if (argument[0] == '-' && argument.Contains('c', StringComparison.Ordinal))
                    return false;
                if (argument is "-o" or "+o" or "-O" or "+O")
                    i++;
                continue;
            }
            return false;
        }
        return true;
    }
}
