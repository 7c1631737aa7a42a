using System;
using System.Collections.Generic;
using Lifetop.Model;
using Lifetop.Observation.Sources;
using Lifetop.Platform;

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
        var json = new JsonFields(text, EveryCodeSource.Label, remarks);
        try
        {
            if (!json.Begin())
                return null;
            while (json.Next() is { } name)
            {
                switch (name)
                {
                    case "pid": pid = (int?)json.Whole(1, int.MaxValue); break;
                    case "command": command = json.Texts(MostArguments) ?? []; break;
                    default: json.Skip(); break;
                }
            }
            json.End();
        }
        catch (JsonFault)
        {
            return null;
        }
        // A command that is none could be anybody's.
        if (pid is not { } number || remarks.Count > 0)
            return null;
        return new WorkerPidFile(number, command.Count < 2 ? "" : string.Join(' ', command.GetRange(1, command.Count - 1)), After(command, "--host"), After(command, "--worktree-state-dir"));
    }

    private static string? After(List<string> command, string option)
    {
        int at = command.IndexOf(option);
        return at >= 0 && at + 1 < command.Count ? command[at + 1] : null;
    }
}
