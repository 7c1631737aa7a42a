using System;
using System.Runtime.InteropServices;

namespace Lifetop.Platform;

/// <summary>Finds a program on PATH as a shell would, but only in absolute folders.</summary>
internal static unsafe class ProgramPath
{
    private const string Fallback = "/usr/local/bin:/usr/bin:/bin";

    /// <summary>The file to run, or null. A name with a slash is taken as it is.</summary>
    public static string? Find(string program)
    {
        if (program.Contains('/', StringComparison.Ordinal))
            return program;
        return FindIn(Folders(), program);
    }

    /// <summary>The same on another PATH, as it will be for who works in a folder: relative parts of it count from there.</summary>
    public static string? FindIn(string? path, string program, string? folder = null)
    {
        if (program.Length == 0)
            return null;
        if (path is not { Length: > 0 })
            path = Fallback;
        for (int start = 0; start <= path.Length;)
        {
            int end = path.IndexOf(':', start);
            if (end < 0)
                end = path.Length;
            string part = path[start..end];
            // An empty or relative part means the current folder: whoever can write there would be run.
            if (part is not ['/', ..])
                part = folder is null ? "" : part.Length == 0 ? folder : NativePath.Join(folder, part);
            if (part.Length > 0 && part + "/" + program is var candidate && IsExecutable(candidate))
                return candidate;
            start = end + 1;
        }
        return null;
    }

    // Not the framework's way, which takes a lock: several threads start programs at once, and to wait for a lock is compiled on the spot.
    private static string? Folders()
    {
        for (byte** variable = Libc.Environment; *variable != null; variable++)
        {
            byte* text = *variable;
            if (text[0] == 'P' && text[1] == 'A' && text[2] == 'T' && text[3] == 'H' && text[4] == '=')
                return PlainText.Of(text + 5);
        }
        return null;
    }

    private static bool IsExecutable(string path)
    {
        const int anyExecuteBit = 0x49;
        FileStatus status;
        return Status(path, &status) && status.IsRegular && (status.Mode & anyExecuteBit) != 0;
    }

    public static bool IsFolder(string path)
    {
        FileStatus status;
        return Status(path, &status) && status.IsFolder;
    }

    public static bool Exists(string path)
    {
        FileStatus status;
        return Status(path, &status);
    }

    private static bool Status(string path, FileStatus* status)
    {
        fixed (byte* pointer = PlainText.Terminated(path))
            return Libc.StatX(Libc.AtCurrent, pointer, 0, FileStatus.BasicStats, status) == 0;
    }
}
