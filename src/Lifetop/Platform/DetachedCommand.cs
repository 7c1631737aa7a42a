using System;

namespace Lifetop.Platform;

/// <summary>Starts a program that lives on without us: in a session of its own, at the root folder, with nothing to read from or write to.</summary>
public static unsafe class DetachedCommand
{
    /// <summary>Its pid; 0 with the reason when it could not be started.</summary>
    public static int Start(string path, ReadOnlySpan<string> arguments, out string trouble)
    {
        int pid, error;
        var block = new ArgumentBlock(path, path, arguments, "/", []);
        try
        {
            using var setup = new ChildSetup(ownGroup: false, ownSession: true);
            setup.ChangeFolder(block.Folder);
            setup.OpenNothing(0);
            setup.OpenNothing(1, forWriting: true);
            setup.OpenNothing(2, forWriting: true);
            error = setup.Spawn(block, &pid);
        }
        finally
        {
            block.Dispose();
        }
        trouble = error == 0 ? "" : ChildCommand.CouldNotStart(path, path, error).Errors;
        return error == 0 ? pid : 0;
    }
}
