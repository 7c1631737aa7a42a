using Lifetop.Terminal;

namespace Lifetop.Cli.Commands;

/// <summary><c>lifetop completion SHELL</c>: the script that a shell sources.</summary>
public static class CompletionCommand
{
    public static int Run(ParsedCommand command, TextOutput output)
    {
        output.Write(Completion.Script(command.Words[0]));
        return ExitCode.Done;
    }
}
