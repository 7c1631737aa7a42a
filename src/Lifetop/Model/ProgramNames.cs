using System;
using System.Collections.Immutable;

namespace Lifetop.Model;

/// <summary>What a process runs, by name: the program itself, and the script if the program is an interpreter.</summary>
public sealed record ProgramNames(string Executable, string Invoked, string? Script)
{
    private static readonly ImmutableArray<string> Interpreters = ["node", "nodejs", "bun", "deno", "python", "ruby"];
    private static readonly ImmutableArray<string> ScriptEndings = [".js", ".mjs", ".cjs", ".ts", ".py", ".rb"];

    /// <summary>What a person would call it: the script if there is one, else the name it was invoked by.</summary>
    public string Best => Script ?? (Invoked.Length > 0 ? Invoked : Executable);

    public bool Is(string name) => Executable == name || Invoked == name || Script == name;

    public static ProgramNames Of(ProcessDetails details)
    {
        string executable = details.Executable is { } path ? BaseName(path) : "";
        string invoked = "";
        if (details.Arguments is [var first, ..])
        {
            // A program that set its title ("tmux: server", "nginx: master process") is known by the title's first word.
            int blank = details.Arguments.Length == 1 ? FirstBlank(first) : 0;
            invoked = BaseName(blank > 0 ? first[..blank] : first).TrimStart('-').TrimEnd(':');
        }
        string? script = IsInterpreter(invoked) || IsInterpreter(executable) ? ScriptOf(details.Arguments) : null;
        return new ProgramNames(executable, invoked, script);
    }

    // By hand, as below: the framework's search costs more, the first time, than all the names of a first look.
    public static string BaseName(string path)
    {
        int from = path.Length;
        while (from > 0 && path[from - 1] != '/')
            from--;
        return path[from..];
    }

    /// <summary>-1 where there is none.</summary>
    private static int FirstBlank(string text)
    {
        for (int i = 0; i < text.Length; i++)
            if (text[i] == ' ')
                return i;
        return -1;
    }

    /// <summary>python3.12 and node18 are interpreters too: a name followed by a version.</summary>
    private static bool IsInterpreter(string name)
    {
        foreach (string interpreter in Interpreters)
            if (name.StartsWith(interpreter, StringComparison.Ordinal)
                && IsVersion(name.AsSpan(interpreter.Length)))
                return true;
        return false;
    }

    private static bool IsVersion(ReadOnlySpan<char> text)
    {
        foreach (char c in text)
            if (c is not ((>= '0' and <= '9') or '.'))
                return false;
        return true;
    }

    private static string? ScriptOf(ImmutableArray<string> arguments)
    {
        for (int i = 1; i < arguments.Length; i++)
        {
            string argument = arguments[i];
            if (argument is "-m" && i + 1 < arguments.Length)
                return arguments[i + 1];
            if (argument is "-c" or "-e" or "--eval" or "-p" or "--print")
                return null;
            if (argument is "run" or "x" or "--")
                continue;
            if (argument.StartsWith('-'))
                continue;
            string name = BaseName(argument);
            foreach (string ending in ScriptEndings)
                if (name.EndsWith(ending, StringComparison.Ordinal) && name.Length > ending.Length)
                    return name[..^ending.Length];
            return name;
        }
        return null;
    }
}
