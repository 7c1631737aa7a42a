using System;
using Lifetop.Cli;
using Lifetop.Observation.Tmux;
using Lifetop.Platform;
using Lifetop.Terminal;

namespace Lifetop;

/// <summary>Wires the pieces, and whatever happens ends with an exit code instead of a stack trace.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        Stdio.FillMissing();
        Libc.HearSignals();
        int code, signal = 0;
        try
        {
            code = CommandRunner.Run(arguments, Environment.GetEnvironmentVariable, TimeProvider.System, out signal);
        }
        catch (Exception mistake)
        {
            var error = new TextOutput(Stdio.Given(Stdio.Error));
            error.WriteLine($"lifetop: a mistake of lifetop's own: {SafeText.Of(mistake.ToString())}");
            error.Flush();
            code = ExitCode.Failed;
        }
        RuntimeTraces.Remove(Environment.ProcessId, ServerProcess.StartTicks(Environment.ProcessId), Environment.GetEnvironmentVariable("TMPDIR"));
        // Whoever waits for us shall see what ended us.
        if (signal != 0)
            TerminalSession.EndBy(signal);
        // Threads that wait for a hanging source must not hold up the end.
        Libc.ExitNow(code);
        return code;
    }
}
