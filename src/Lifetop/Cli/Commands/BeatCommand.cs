using System;
using System.Globalization;
using Lifetop.Model;
using Lifetop.Observation.Sources;
using Lifetop.Platform;
using Lifetop.Terminal;

namespace Lifetop.Cli.Commands;

/// <summary>
/// <c>lifetop beat</c>, from inside a worker: writes its heartbeat file and nothing else. Workers call it all the time, so it reads no
/// config, looks at nobody and leaves the registry alone.
/// </summary>
public static class BeatCommand
{
    private const int Limit = 64 * 1024;
    private const int MostTask = 4096;

    public static int Run(ParsedCommand command, Func<string, string?> environment, TimeProvider time, TextOutput output, TextOutput error)
    {
        string? path = environment("LIFETOP_HEARTBEAT");
        if (path is not ['/', ..])
            return Fail(ExitCode.Usage, "beat works inside a worker that lifetop spawned: LIFETOP_HEARTBEAT names no file here");
        if (command.Has("--read-only"))
            return Fail(ExitCode.Refused, "read-only: no beat is written");
        if (command.Number("--health") is > 100)
            return Fail(ExitCode.Usage, "--health: from 0 to 100");
        if (command.Value("--task") is { Length: > MostTask })
            return Fail(ExitCode.Usage, "--task: at most " + MostTask.ToString(CultureInfo.InvariantCulture) + " letters");

        // What is not said now still holds.
        var before = RegularFile.Read(path, Limit) is { IsRead: true } reading ? BeatNote.Read(reading.Bytes, "", []) ?? BeatNote.Nothing : BeatNote.Nothing;
        var note = before with
        {
            At = time.GetUtcNow(),
            Health = command.Number("--health") ?? before.Health,
            TokensUsed = command.Number("--tokens") ?? before.TokensUsed,
            Task = command.Value("--task") ?? before.Task,
            State = command.Value("--state") ?? before.State,
        };
        int errno = AtomicFile.WriteUnsynced(path, note.ToJson());
        if (errno != 0)
            return Fail(ExitCode.Failed, $"no beat: {path}: {FileFailures.Words(errno)}");
        if (command.Has("--json"))
            output.WriteBytes(PlanJson.Of("beat", "done", "", [new ResultStep(environment("LIFETOP_WORKER") ?? "", "write", path)], TimeSpan.Zero));
        return ExitCode.Done;

        int Fail(int code, string text)
        {
            if (command.Has("--json"))
                output.WriteBytes(JsonOutput.Error(HostName.Read(), command, code, text));
            else
                error.WriteLine("lifetop: " + SafeText.Of(text));
            return code;
        }
    }
}
