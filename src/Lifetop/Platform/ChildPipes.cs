using System;

namespace Lifetop.Platform;

/// <summary>The pipes to and from one child; -1 for an end that is closed or was never wanted.</summary>
internal sealed unsafe class ChildPipes : IDisposable
{
    public int ChildInput { get; private set; } = -1;
    public int ChildOutput { get; private set; } = -1;
    public int ChildErrors { get; private set; } = -1;
    public int Input { get; private set; } = -1;
    public int Output { get; private set; } = -1;
    public int Errors { get; private set; } = -1;

    public static ChildPipes? TryOpen(bool withInput)
    {
        var pipes = new ChildPipes();
        if (Open(out int read, out int write))
        {
            (pipes.Output, pipes.ChildOutput) = (read, write);
            if (Open(out read, out write))
            {
                (pipes.Errors, pipes.ChildErrors) = (read, write);
                if (!withInput)
                    return pipes;
                if (Open(out read, out write))
                {
                    (pipes.ChildInput, pipes.Input) = (read, write);
                    return pipes;
                }
            }
        }
        pipes.Dispose();
        return null;
    }

    public void CloseChildEnds()
    {
        ChildInput = Close(ChildInput);
        ChildOutput = Close(ChildOutput);
        ChildErrors = Close(ChildErrors);
    }

    public void CloseInput() => Input = Close(Input);

    public void CloseOutput() => Output = Close(Output);

    public void CloseErrors() => Errors = Close(Errors);

    public void Dispose()
    {
        CloseChildEnds();
        CloseInput();
        CloseOutput();
        CloseErrors();
    }

    private static bool Open(out int read, out int write)
    {
        int* ends = stackalloc int[2];
        if (Libc.Pipe(ends, Libc.CloseOnExec) != 0)
        {
            read = write = -1;
            return false;
        }
        read = AboveStandard(ends[0]);
        write = AboveStandard(ends[1]);
        if (read >= 0 && write >= 0)
            return true;
        Close(read);
        Close(write);
        return false;
    }

    /// <summary>Where we were started with 0, 1 or 2 closed, a pipe may get that number, and the child's own redirections would cut it.</summary>
    private static int AboveStandard(int file)
    {
        if (file > 2)
            return file;
        int moved = Libc.DuplicateFrom(file, 3);
        _ = Libc.Close(file);
        return moved;
    }

    private static int Close(int file)
    {
        if (file >= 0)
            _ = Libc.Close(file);
        return -1;
    }
}
