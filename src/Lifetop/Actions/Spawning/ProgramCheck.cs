using System;
using Lifetop.Platform;

namespace Lifetop.Actions.Spawning;

/// <summary>Whether a command can be started at all, as far as its file shows.</summary>
internal static class ProgramCheck
{
    private const uint AnyExecuteBit = 0x49;

    /// <summary>Why not, in words; null when nothing speaks against it.</summary>
    /// <param name="program">As a shell is given it: a name to be looked for, or a path.</param>
    /// <param name="folder">Where it starts.</param>
    /// <param name="path">PATH as it will be; null for lifetop's own.</param>
    public static string? Trouble(string program, string folder, string? path)
    {
        if (program.Length == 0 || program[0] == '-')
            return $"{program} is no command: a shell would take it for an option";
        if (!program.Contains('/', StringComparison.Ordinal))
            return ProgramPath.FindIn(path ?? Variables.OfOurselves().Value("PATH"), program, folder) is null ? $"no command {program} on PATH" : null;
        string file = program[0] == '/' ? program : NativePath.Join(folder, program);
        var stamp = FileStamp.Of(file, followLinks: true, out int errno);
        if (!stamp.Exists)
            return $"{file}: {FileFailures.Words(errno)}";
        if (!stamp.IsRegular)
            return $"{file} is {stamp.Describe()}";
        return (stamp.Mode & AnyExecuteBit) != 0 ? null : $"{file} is not executable: chmod +x it";
    }
}
