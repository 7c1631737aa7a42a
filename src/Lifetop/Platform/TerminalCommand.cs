using System;
using System.Collections.Generic;
using System.Text;

namespace Lifetop.Platform;

/// <summary>Hands our terminal to a program and waits until it gives it back. What it complains about is kept for us to say.</summary>
public static unsafe class TerminalCommand
{
    private const int MostWords = 4096, WaitForStops = 2;

    public static CommandResult Run(string program, ReadOnlySpan<string> arguments, KeyValuePair<string, string?>[] environment)
    {
        if (ProgramPath.Find(program) is not { } path)
            return new CommandResult { End = CommandEnd.NotFound, Errors = program + " is not on PATH" };
        using var pipes = ChildPipes.TryOpen(withInput: false);
        if (pipes is null)
            return new CommandResult { End = CommandEnd.CannotStart, Errors = "no descriptors left for pipes" };
        int pid;
        int error;
        var block = new ArgumentBlock(path, program, arguments, null, environment);
        try
        {
            using var setup = new ChildSetup(ownGroup: false);
            setup.Duplicate(pipes.ChildErrors, 2);
            error = setup.Spawn(block, &pid);
        }
        finally
        {
            block.Dispose();
        }
        if (error != 0)
            return ChildCommand.CouldNotStart(program, path, error);
        pipes.CloseChildEnds();
        int status = Wait(pid);
        int signal = status & 0x7F;
        return new CommandResult
        {
            End = CommandEnd.Exited,
            ExitCode = signal == 0 ? (status >> 8) & 0xFF : 128 + signal,
            Errors = Complaint(pipes.Errors),
        };
    }

    /// <summary>Who stops itself would leave us both asleep with nobody at the keyboard: it goes on at once.</summary>
    private static int Wait(int pid)
    {
        int status = 0;
        while (true)
        {
            int found = Libc.WaitPid(pid, &status, WaitForStops);
            if (found == pid && (status & 0xFF) == 0x7F)
                _ = Libc.SignalChildProcess(pid, Libc.SignalContinue);
            else if (found == pid || System.Runtime.InteropServices.Marshal.GetLastPInvokeError() != Errno.Interrupted)
                return status;
        }
    }

    private static string Complaint(int errors)
    {
        byte* text = stackalloc byte[MostWords];
        var entry = new PollEntry { File = errors, Events = Libc.PollIn };
        // A grandchild may hold the pipe for ever: only what is there already counts.
        nint length = Libc.Poll(&entry, 1, 0) > 0 ? Libc.Read(errors, text, MostWords) : 0;
        return length > 0 ? Encoding.UTF8.GetString(text, (int)length).Trim() : "";
    }
}
