using System;
using System.Collections.Generic;
using Lifetop.Terminal;

namespace Lifetop.Cli.Commands;

/// <summary><c>lifetop help</c>, <c>--help</c>, and what a command line that was not understood gets.</summary>
public static class HelpCommand
{
    public static int Run(ParsedCommand command, TextOutput output)
    {
        if (command.Value("--man") is { } section && !command.Has("--help"))
        {
            output.Write(section == "1" ? ProgramManual.Page() : ConfigManual.Page());
            return ExitCode.Done;
        }
        var verb = command.Verb.Name == "help" ? command.Words.Count > 0 ? Verbs.Find(command.Words[0]) : Verbs.Screen : command.Verb;
        foreach (string line in HelpText.Of(verb ?? Verbs.Screen))
            output.WriteLine(line);
        return ExitCode.Done;
    }

    /// <summary>Says what is wrong and how it goes; as JSON where the line asked for that.</summary>
    public static int Misused(UsageError wrong, IReadOnlyList<string> arguments, string host, TextOutput output, TextOutput error)
    {
        foreach (string argument in arguments)
        {
            if (argument == "--")
                break;
            if (argument != "--json")
                continue;
            output.WriteBytes(JsonOutput.Error(Model.Roster.Empty, host, ExitCode.Usage, wrong.Text));
            return ExitCode.Usage;
        }
        error.WriteLine("lifetop: " + SafeText.Of(wrong.Text));
        if (wrong.Verb is { } verb)
        {
            error.WriteLine(HelpText.Usage(verb));
            error.WriteLine(verb.Name.Length > 0 ? $"lifetop {verb.Name} --help says more" : "lifetop --help says more");
        }
        return ExitCode.Usage;
    }
}
