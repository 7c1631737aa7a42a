using System;
using Lifetop.Theming;

namespace Lifetop.Screens.Logs;

/// <summary>How bad a line says it is.</summary>
public enum LogLevel
{
    None,
    Debug,
    Info,
    Warning,
    Error,
}

/// <summary>Levels as programs write them, and the role each has on the screen.</summary>
public static class LogLevels
{
    private const int LooksAt = 80, WordsRead = 6;

    /// <summary>From the words at the start of a message: <c>ERROR</c>, <c>[warn]</c>, <c>level=info</c>. Lower case counts only where it is marked as a level.</summary>
    public static LogLevel Of(ReadOnlySpan<char> message)
    {
        if (message.Length > LooksAt)
            message = message[..LooksAt];
        for (int words = 0; words < WordsRead && !message.IsEmpty; words++)
        {
            int start = 0;
            while (start < message.Length && !char.IsAsciiLetter(message[start]))
                start++;
            int end = start;
            while (end < message.Length && char.IsAsciiLetter(message[end]))
                end++;
            if (OfWord(message[start..end], IsMarked(message, start, end)) is not LogLevel.None and var level)
                return level;
            message = message[end..];
        }
        return LogLevel.None;
    }

    public static Role RoleOf(LogLevel level) => level switch
    {
        LogLevel.Error => Role.Bad,
        LogLevel.Warning => Role.Warn,
        LogLevel.Debug => Role.Faint,
        _ => Role.Text,
    };

    private static bool IsMarked(ReadOnlySpan<char> message, int start, int end)
        => (start > 0 && message[start - 1] is '[' or '<' or '=' or '(' or '"') || (end < message.Length && message[end] is ':' or ']' or '!');

    private static LogLevel OfWord(ReadOnlySpan<char> word, bool isMarked)
    {
        if (!isMarked && !IsUpperCase(word))
            return LogLevel.None;
        return word switch
        {
            _ when Is(word, "error") || Is(word, "err") || Is(word, "fatal") || Is(word, "critical") || Is(word, "crit") || Is(word, "panic") || Is(word, "severe") || Is(word, "emerg") => LogLevel.Error,
            _ when Is(word, "warning") || Is(word, "warn") || Is(word, "wrn") => LogLevel.Warning,
            _ when Is(word, "info") || Is(word, "inf") || Is(word, "notice") => LogLevel.Info,
            _ when Is(word, "debug") || Is(word, "dbg") || Is(word, "trace") || Is(word, "verbose") => LogLevel.Debug,
            _ => LogLevel.None,
        };
    }

    private static bool IsUpperCase(ReadOnlySpan<char> word)
    {
        foreach (char letter in word)
            if (!char.IsAsciiLetterUpper(letter))
                return false;
        return word.Length > 2;
    }

    private static bool Is(ReadOnlySpan<char> word, string name) => word.Equals(name, StringComparison.OrdinalIgnoreCase);
}
