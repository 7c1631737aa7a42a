using System;
using System.Collections.Generic;
using Lifetop.Model;
using Lifetop.Observation.Sources;

namespace Lifetop.Observation.Systems.EveryCode;

/// <summary>What worker.pid says: a JSON object with pid and command line. Anything else, a bare number too, is no pid.</summary>
/// <param name="Command">The command line without its program; empty where none was written.</param>
internal sealed record WorkerPidFile(int Pid, string Command, string? Host, string? Worktrees)
{
    private const int MostArguments = 1000;

    /// <summary>Null when there is no pid in it.</summary>
    public static WorkerPidFile? Read(ReadOnlySpan<byte> text)
    {
        int? pid = null;
        List<string> command = [];
        var remarks = new List<Evidence>();
        bool isWhole = WholeObject.Read(text, EveryCodeSource.Label, remarks, (string name, ref JsonFields json) =>
        {
            switch (name)
            {
                case "pid": pid = (int?)json.Whole(1, int.MaxValue); break;
                case "command": command = json.Texts(MostArguments) ?? []; break;
                default: json.Skip(); break;
            }
        }, out _);
        // A command that is none could be anybody's.
        if (!isWhole || pid is not { } number || remarks.Count > 0)
            return null;
        return new WorkerPidFile(number, command.Count < 2 ? "" : string.Join(' ', command.GetRange(1, command.Count - 1)), After(command, "--host"), After(command, "--worktree-state-dir"));
    }

    private static string? After(List<string> command, string option)
    {
        int at = command.IndexOf(option);
        return at >= 0 && at + 1 < command.Count ? command[at + 1] : null;
    }
}
