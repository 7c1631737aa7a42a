using System;
using System.Collections.Generic;
using System.Globalization;
using Lifetop.Model;

namespace Lifetop.Cli;

/// <summary>Arguments -> command, or what is wrong with them. Pure; knows nothing but the table of verbs.</summary>
public static class CommandLine
{
    /// <summary>Null with an error when the line cannot be understood. Options may stand before the verb and among its words.</summary>
    public static ParsedCommand? Parse(IReadOnlyList<string> arguments, out UsageError? error)
    {
        error = null;
        var verb = Verbs.Screen;
        int verbAt = FindVerb(arguments);
        if (verbAt >= 0)
        {
            if (Verbs.Find(arguments[verbAt]) is not { } found)
            {
                error = new UsageError(UnknownVerb(arguments[verbAt]), null);
                return null;
            }
            verb = found;
        }
        var command = new ParsedCommand(verb);
        bool onlyWords = false;
        for (int i = 0; i < arguments.Count && error is null; i++)
        {
            string argument = arguments[i];
            if (i == verbAt)
                continue;
            if (onlyWords || argument.Length < 2 || argument[0] != '-' || IsText(command, argument, isLast: i == arguments.Count - 1))
                command.Words.Add(argument);
            else if (argument == "--")
                onlyWords = true;
            else if (argument[1] == '-')
                error = Long(command, arguments, ref i);
            else
                error = Short(command, arguments, ref i);
        }
        // Who asks for help gets it, whatever else is missing.
        if (error is null && !command.Has("--help") && !command.Has("--version"))
            error = WrongWords(command);
        return error is null ? command : null;
    }

    /// <summary><c>nudge web -l</c> types that, and so does <c>nudge web --</c>, where nothing comes that the dashes could announce.</summary>
    private static bool IsText(ParsedCommand command, string argument, bool isLast)
        => command.Verb.TextFrom is > 0 and var from && command.Words.Count >= from
            && (argument[1] != '-' ? command.Verb.Find(argument[1]) is null : argument == "--" && isLast && command.Words.Count == from);

    /// <summary>The first word that is not an option's value.</summary>
    private static int FindVerb(IReadOnlyList<string> arguments)
    {
        for (int i = 0; i < arguments.Count; i++)
        {
            string argument = arguments[i];
            if (argument == "--")
                return -1;
            if (argument.Length < 2 || argument[0] != '-')
                return i;
            if (argument[1] == '-' && Verbs.Screen.Find(argument) is { Kind: not ValueKind.None })
                i++;
        }
        return -1;
    }

    private static UsageError? Long(ParsedCommand command, IReadOnlyList<string> arguments, ref int i)
    {
        string argument = arguments[i];
        int equals = argument.IndexOf('=', StringComparison.Ordinal);
        string name = equals < 0 ? argument : argument[..equals];
        if (command.Verb.Find(name) is not { } option)
            return new UsageError(UnknownOption(command.Verb, name), command.Verb);
        if (option.Kind == ValueKind.None)
        {
            if (equals >= 0)
                return new UsageError($"{name} takes no value", command.Verb);
            command.Add(option, "");
            return null;
        }
        if (equals >= 0)
            return Take(command, option, name, argument[(equals + 1)..]);
        if (i + 1 >= arguments.Count)
            return new UsageError($"{name} needs a value: {name} {option.Value}", command.Verb);
        return Take(command, option, name, arguments[++i]);
    }

    /// <summary><c>-fn 20</c>, <c>-n20</c>, <c>-n 20</c>.</summary>
    private static UsageError? Short(ParsedCommand command, IReadOnlyList<string> arguments, ref int i)
    {
        string argument = arguments[i];
        for (int at = 1; at < argument.Length; at++)
        {
            string name = "-" + argument[at];
            if (command.Verb.Find(argument[at]) is not { } option)
                return new UsageError(UnknownOption(command.Verb, argument.Length == 2 ? argument : "-" + argument), command.Verb);
            if (option.Kind == ValueKind.None)
            {
                command.Add(option, "");
                continue;
            }
            string rest = argument[(at + 1)..];
            if (rest.Length > 0)
                return Take(command, option, name, rest.StartsWith('=') ? rest[1..] : rest);
            if (i + 1 >= arguments.Count)
                return new UsageError($"{name} needs a value: {name} {option.Value}", command.Verb);
            return Take(command, option, name, arguments[++i]);
        }
        return null;
    }

    private static UsageError? Take(ParsedCommand command, Option option, string name, string value)
    {
        string? wrong = option.Kind switch
        {
            _ when value.Length == 0 => $"{name} needs a value: {name} {option.Value}",
            ValueKind.Number when !int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _) => $"{name}: {value} is no whole number",
            ValueKind.Duration when value != "0" && !AgeText.TryParseDuration(value, out _) => AgeText.TryParseNumber(value, out _)
                ? $"{name}: {value} what? write {value}s, {value}m, {value}h or {value}d"
                : $"{name}: {value} is no duration: write 90s, 5m, 1h30m or 3d",
            ValueKind.Choice when !option.Choices.Contains(value) => Nearest.To(value, option.Choices.AsSpan()) is { } near
                ? $"{name}: no {value}, did you mean {near}?"
                : $"{name}: no {value}, there is {string.Join(", ", option.Choices)}",
            _ => null,
        };
        if (wrong is not null)
            return new UsageError(wrong, command.Verb);
        command.Add(option, value);
        return null;
    }

    private static UsageError? WrongWords(ParsedCommand command)
    {
        var verb = command.Verb;
        if (command.Words.Count > verb.MostArguments)
            return new UsageError($"one word too many: {command.Words[verb.MostArguments]}", verb);
        if (command.Words.Count < verb.LeastArguments && !command.Has("--filter"))
            return new UsageError($"{verb.Name} needs {verb.Arguments}", verb);
        if (verb.ArgumentKind != ArgumentKind.Choice || command.Words.Count == 0)
            return null;
        var choices = verb.Choices.IsEmpty ? Verbs.Names() : verb.Choices.AsSpan();
        string word = command.Words[0];
        if (choices.Contains(word))
            return null;
        return new UsageError(Nearest.To(word, choices) is { } near ? $"{verb.Name}: no {word}, did you mean {near}?" : $"{verb.Name}: no {word}", verb);
    }

    private static string UnknownVerb(string word)
        => Nearest.To(word, Verbs.Names()) is { } near ? $"no verb {word}: did you mean {near}?" : $"no verb {word}: lifetop --help lists them";

    private static string UnknownOption(Verb verb, string name)
    {
        var names = new List<string>();
        foreach (var option in verb.Options)
            names.Add(option.Name);
        foreach (var option in Verbs.Everywhere)
            names.Add(option.Name);
        string whose = verb.Name.Length > 0 ? $"lifetop {verb.Name} has" : "lifetop has";
        return Nearest.To(name, names.ToArray()) is { } near ? $"{whose} no {name}: did you mean {near}?" : $"{whose} no {name}";
    }
}
