using Lifetop.Terminal;

namespace Lifetop.Cli.Commands;

/// <summary><c>lifetop version</c>.</summary>
public static class VersionCommand
{
    public static string Version => typeof(VersionCommand).Assembly.GetName().Version is { } version ? version.ToString(3) : "0";

    public static int Run(ParsedCommand command, TextOutput output)
    {
        output.WriteLine(command.Has("--json") ? $"{{\"schema\":1,\"version\":\"{Version}\"}}" : "lifetop " + Version);
        return ExitCode.Done;
    }
}
