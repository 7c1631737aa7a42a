using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;

namespace Lifetop.Platform;

/// <summary>
/// Runs a program by argument list, bounded in time and output, on the calling thread. The child has a group, default
/// signals and nothing of ours open; it is reaped before we return.
/// </summary>
public static unsafe class ChildCommand
{
    /// <summary>Runs and waits. What the world does is in the result; throws only for arguments no program can be given.</summary>
    public static CommandResult Run(
        string program,
        ReadOnlySpan<string> arguments,
        CommandLimits limits,
        string? workingDirectory = null,
        IReadOnlyList<KeyValuePair<string, string?>>? environment = null,
        ReadOnlyMemory<byte> input = default)
    {
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(limits);
        Lingering.Reap();
        if (ProgramPath.Find(program) is not { } path)
            return new CommandResult { End = CommandEnd.NotFound, Errors = program + " is not on PATH" };
        if (workingDirectory is not null && !ProgramPath.IsFolder(workingDirectory))
            return new CommandResult { End = CommandEnd.CannotStart, Errors = "no folder " + workingDirectory };

        using var pipes = ChildPipes.TryOpen(withInput: !input.IsEmpty);
        if (pipes is null)
            return new CommandResult { End = CommandEnd.CannotStart, Errors = "no descriptors left for pipes" };
        int pid;
        int error;
        // An array, as nearly always, is taken as it is: interface calls over structs are compiled at run time.
        var changes = environment as KeyValuePair<string, string?>[] ?? Copy(environment);
        var block = new ArgumentBlock(path, program, arguments, workingDirectory, changes);
        try
        {
            error = Spawn(block, pipes, &pid);
        }
        finally
        {
            block.Dispose();
        }
        if (error != 0)
            return CouldNotStart(program, path, error);
        pipes.CloseChildEnds();

        int handle = Libc.PidFdOpen(pid);
        if (handle < 0)
        {
            _ = Libc.SignalChildProcess(pid, Libc.SignalKill);
            int ignored;
            _ = Libc.WaitPid(pid, &ignored, 0);
            return new CommandResult { End = CommandEnd.CannotStart, Errors = "no descriptor left to watch it" };
        }
        try
        {
            return new ChildConversation(pid, handle, pipes, limits, input).Hold();
        }
        finally
        {
            _ = Libc.Close(handle);
        }
    }

    internal static CommandResult CouldNotStart(string program, string path, int error)
    {
        // ENOENT for a file that is there means that its interpreter is not.
        bool missing = error == Errno.NoEntry && !ProgramPath.Exists(path);
        return new CommandResult
        {
            End = missing ? CommandEnd.NotFound : CommandEnd.CannotStart,
            Errors = program + ": " + (missing ? "not found" : Marshal.GetPInvokeErrorMessage(error)),
        };
    }

    // Not [.. ], which would bring System.Linq in.
    private static KeyValuePair<string, string?>[] Copy(IReadOnlyList<KeyValuePair<string, string?>>? environment)
    {
        if (environment is null)
            return [];
        var copy = new KeyValuePair<string, string?>[environment.Count];
        for (int i = 0; i < copy.Length; i++)
            copy[i] = environment[i];
        return copy;
    }

    private static int Spawn(in ArgumentBlock block, ChildPipes pipes, int* pid)
    {
        using var setup = new ChildSetup(ownGroup: true);
        if (block.Folder != null)
            setup.ChangeFolder(block.Folder);
        if (pipes.ChildInput < 0)
            setup.OpenNothing(0);
        else
            setup.Duplicate(pipes.ChildInput, 0);
        setup.Duplicate(pipes.ChildOutput, 1);
        setup.Duplicate(pipes.ChildErrors, 2);
        return setup.Spawn(block, pid);
    }
}
