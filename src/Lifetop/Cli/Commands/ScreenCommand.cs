using System;
using System.Collections.Generic;
using Lifetop.App;
using Lifetop.Terminal;

namespace Lifetop.Cli.Commands;

/// <summary><c>lifetop</c>: the screen; where no screen can be shown, a message and the list.</summary>
public static class ScreenCommand
{
    /// <param name="signal">The signal to end by, with the terminal given back; 0 for none.</param>
    public static int Run(CommandContext context, LocalLifetop lifetop, Func<string, string?> environment, out int signal)
    {
        signal = 0;
        if (!Stdio.IsTerminal(Stdio.In) || !Stdio.IsTerminal(Stdio.Out))
            return context.Fail(ExitCode.Usage, "the screen needs a terminal on stdin and stdout; lifetop ls prints the list");
        var profile = TerminalProfile.Of(environment);
        if (TerminalSession.TryOpen(profile, lifetop.Settings.Mouse, out string why) is not { } terminal)
        {
            context.Complain(why + ", so there is no screen; this is what lifetop ls prints");
            return ListCommand.Run(context);
        }
        var program = new ScreenProgram(lifetop, terminal, lifetop.ConfigPath, lifetop.Time)
        {
            Folders = FolderOption.Of(context.Command),
            Complaints = Complaints(context),
        };
        try
        {
            program.Run();
        }
        finally
        {
            terminal.Dispose();
        }
        var line = new ProgressLine(context.Error);
        var results = program.Finish(words => line.Show(TextWidth.Cut(SafeText.Of(words) + "  (Ctrl-C leaves it unfinished)", Math.Max(20, context.Style.Width - 1), context.Style.Cut)));
        line.Clear();
        foreach (string result in results)
            context.Error.WriteLine(SafeText.Of(result));
        signal = terminal.EndingSignal;
        if (program.Mistake is not { } mistake)
            return ExitCode.Done;
        context.Complain($"a mistake of lifetop's own: {mistake}");
        return ExitCode.Failed;
    }

    private static List<string> Complaints(CommandContext context)
    {
        var complaints = new List<string>();
        foreach (var problem in context.Lifetop.Problems)
            complaints.Add(ConfigCommand.Words(context, problem));
        return complaints;
    }
}
