using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using Lifetop.Actions.Spawning;
using Lifetop.Model;
using Lifetop.Observation.Sources;
using Lifetop.Platform;
using Lifetop.Registry;

namespace Lifetop.Cli.Commands;

/// <summary><c>lifetop adopt</c>: makes a process, a pane or the process of a pid file a worker of lifetop's own, by its identity as it is now.</summary>
public static class AdoptCommand
{
    public static int Run(CommandContext context, LocalLifetop lifetop)
    {
        var command = context.Command;
        int ways = (command.Has("--pid") ? 1 : 0) + (command.Has("--pane") ? 1 : 0) + (command.Has("--pidfile") ? 1 : 0);
        if (ways != 1)
            return context.Fail(ExitCode.Usage, "adopt takes one of --pid N, --pane %ID and --pidfile F");
        if (lifetop.ReadOnly)
            return context.Fail(ExitCode.Refused, "read-only: nothing is adopted");
        if (command.Value("--name") is { } name && Adoption.WrongName(name) is { } wrong)
            return context.Fail(ExitCode.Usage, "--name: " + wrong);
        long began = lifetop.Time.GetTimestamp();
        var roster = lifetop.Look(new LookRequest([], false));
        var found = command.Has("--pane") ? Pane(command.Value("--pane")!, lifetop)
            : command.Has("--pidfile") ? PidFile(command.Value("--pidfile")!, lifetop)
            : Process(command.Number("--pid").GetValueOrDefault(), lifetop);
        if (found.Declaration is not { } start)
            return context.Fail(found.Code, found.Reason);

        var declaration = Complete(start, command, lifetop);
        if (Adoption.Conflict(declaration.Name, declaration.Process!.Pid, declaration.Process.StartTicks, roster) is { } conflict)
            return context.Fail(ExitCode.Refused, conflict);
        var outcome = lifetop.Records.Adopt(declaration, out string trouble);
        switch (outcome)
        {
            case RecordOutcome.ProcessTaken:
                return context.Fail(ExitCode.Refused, $"pid {Number(declaration.Process!.Pid)} has just been adopted under another name: lifetop why pid:{Number(declaration.Process.Pid)}");
            case RecordOutcome.KeyTaken:
                return context.Fail(ExitCode.Refused, $"the name {declaration.Name} is taken: lifetop why {ShellWord.Of(declaration.Key.Text)}");
            case RecordOutcome.Unrecorded:
                return context.Fail(ExitCode.Refused, $"nothing adopted: {trouble}");
        }
        string what = declaration.Pane is { } pane ? $"pane {pane.PaneId}" : $"pid {Number(declaration.Process!.Pid)}";
        bool already = outcome == RecordOutcome.Already;
        if (context.Json)
            context.Out.WriteBytes(PlanJson.Of("adopt", already ? "already" : "done", "", [new ResultStep(declaration.Key.Text, "record", what)], lifetop.Time.GetElapsedTime(began)));
        else
            context.Out.WriteLine(Terminal.SafeText.Of(already ? $"{what} is adopted as {declaration.Name} already" : $"adopted {what} as {declaration.Key.Text}"));
        return ExitCode.Done;
    }

    private static Found Process(int pid, LocalLifetop lifetop)
    {
        var census = lifetop.Engine!.Observer.Census; // a Look came before
        int index = census.Processes.IndexOf(pid);
        if (index < 0)
            return new Found(null, ExitCode.NothingMatched, $"no process {Number(pid)}");
        ref readonly var row = ref census.Processes.Rows[index];
        if (row.IsKernelThread)
            return new Found(null, ExitCode.Refused, $"{Number(pid)} is a kernel thread");
        if (row.IsZombie)
            return new Found(null, ExitCode.Refused, $"{Number(pid)} is dead already; its parent {Number(row.Parent)} does not wait for it");
        return new Found(Of(index, census, lifetop.Time.GetUtcNow()), ExitCode.Done, "");
    }

    private static Found PidFile(string path, LocalLifetop lifetop)
    {
        string full = Path.GetFullPath(path);
        var reading = RegularFile.Read(full, 4096);
        if (!reading.IsRead)
            return new Found(null, reading.Failure is FileFailure.Missing or FileFailure.NotFolder ? ExitCode.NothingMatched : ExitCode.Refused, $"{full}: {reading.Why}");
        if (PidText.Parse(reading.Bytes) is not { } pid)
            return new Found(null, ExitCode.Refused, $"{full}: no pid in it");
        var found = Process(pid, lifetop);
        if (found.Declaration is not { } declaration)
            return found;
        var census = lifetop.Engine!.Observer.Census;
        var started = census.StartedAt(declaration.Process!.StartTicks!.Value);
        if (started > reading.Stamp.Modified + lifetop.Settings.Policy.RecordSlack)
            return new Found(null, ExitCode.Refused, $"{full}: pid {Number(pid)} started after the file was written, so it is another process");
        string name = Path.GetFileNameWithoutExtension(full);
        return new Found(declaration with { Name = name, Leaves = [new Residue("file", full)] }, ExitCode.Done, "");
    }

    /// <summary>By id; of several servers that have it the one we are in, else it has to be named by its worker.</summary>
    private static Found Pane(string id, LocalLifetop lifetop)
    {
        var census = lifetop.Engine!.Observer.Census;
        var candidates = new List<PaneSighting>();
        foreach (var sighting in census.Panes)
            if (sighting.Facts.PaneId == id)
                candidates.Add(sighting);
        if (candidates.Count == 0)
            return new Found(null, ExitCode.NothingMatched, $"no pane {id}");
        var current = candidates.FindAll(sighting => sighting.Facts.Server.Socket == TmuxClient.CurrentSocket);
        if (candidates.Count > 1 && current.Count != 1)
            return new Found(null, ExitCode.Usage, $"{Number(candidates.Count)} tmux servers have a pane {id}: adopt its process by --pid\n  " + string.Join("\n  ", candidates.ConvertAll(s => s.Facts.Server.Socket)));
        var pane = (candidates.Count == 1 ? candidates : current)[0].Facts;
        if (pane.Dead)
            return new Found(null, ExitCode.Refused, $"pane {id} is dead");
        int index = census.RootOf(pane);
        if (index < 0)
            return new Found(null, ExitCode.Refused, $"the process of pane {id} has just ended");
        var claim = PaneClaim.Of(pane.Server, pane.PaneId);
        return new Found(Of(index, census, lifetop.Time.GetUtcNow()) with { Pane = claim }, ExitCode.Done, "");
    }

    private static Declaration Of(int index, Census census, DateTimeOffset now)
    {
        var identity = census.Processes.IdentityAt(index);
        var details = census.Processes.DetailsAt(index);
        string program = details?.Program.Best is { Length: > 0 } best ? best : census.Processes.Rows[index].Name.ToString();
        return new Declaration
        {
            Source = "lifetop",
            Identity = "",
            Key = default,
            Name = $"{program}-{Number(identity.Pid)}",
            Adopted = true,
            WrittenAt = now,
            Process = new ProcessClaim(identity.Pid) { StartTicks = identity.StartTicks, Boot = identity.Boot },
            Command = details is null ? null : string.Join(' ', details.Arguments),
            Arguments = ProgramArguments.Of(identity.Pid),
            Cwd = details?.WorkingDirectory,
        };
    }

    private static Declaration Complete(Declaration start, ParsedCommand command, LocalLifetop lifetop)
    {
        string name = command.Value("--name") ?? start.Name;
        return start with
        {
            Identity = "lifetop:" + name,
            Key = new WorkerKey("lifetop", name),
            Name = name,
            Kind = WorkerKinds.Parse(command.Value("--kind")),
            Type = command.Value("--type"),
            Task = command.Value("--task"),
            Log = command.Value("--log") is { } log ? Path.GetFullPath(log) : null,
            Worktree = command.Value("--worktree") is { } worktree ? Path.GetFullPath(worktree) : null,
        };
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private sealed record Found(Declaration? Declaration, int Code, string Reason);
}
