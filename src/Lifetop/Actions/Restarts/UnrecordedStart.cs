using System;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Lifetop.Actions.Spawning;
using Lifetop.Actions.Steps;
using Lifetop.Model;
using Lifetop.Platform;

namespace Lifetop.Actions.Restarts;

/// <summary>
/// How a worker is started once more of which lifetop itself has recorded nothing: as its living process was, as its pane was, or as its
/// manifest says. A process that only a look found is recorded before it is ended, or nobody would know afterwards how to start it.
/// </summary>
internal static class UnrecordedStart
{
    private const string Manifest = "manifest", PidFile = "pidfile";

    public static HowToStart Of(Worker worker, Pane? pane, string? state, DateTimeOffset now)
    {
        var declaration = worker.Declaration;
        if (declaration is { Source: not (Manifest or PidFile) })
            return Refused($"{declaration.Source} starts its workers itself, and lifetop does not know how");
        var file = declaration?.File is { } path ? new RecordFile(path, FileStamp.Of(path), declaration.Source == Manifest) : null;
        if (file is { Stamp.IsRegular: false })
            return Refused($"{file.Path} is {file.Stamp.Describe()}");
        // A pane that was opened with nothing but a shell would come back as that shell.
        if (pane is not null && !worker.ShellLeft && (file is null || pane.StartCommand.Length > 0))
            return new HowToStart(new StartAgain([], "") { Server = pane.Server, PaneId = pane.PaneId, StartedAt = worker.StartedAt, File = file }, null);
        if (state is null)
            return Refused("there is no state folder for its log");
        var start = worker is { RootAlive: true, Root: { } root } ? OfProcess(worker, root, out string refusal) : OfManifest(declaration, out refusal);
        return start is null ? Refused(refusal) : new HowToStart(start with { File = file, Record = file is null ? RecordOf(worker, start, now) : null }, null);
    }

    private static StartAgain? OfProcess(Worker worker, in ProcessIdentity root, out string refusal)
    {
        string pid = $"pid {root.Pid.ToString(CultureInfo.InvariantCulture)}";
        var command = worker.Declaration is { Arguments.IsEmpty: false } recorded ? recorded.Arguments : ProgramArguments.Of(root.Pid);
        string? folder = worker.Declaration?.Cwd ?? worker.Cwd;
        // Without these it would be started as another program than the one that is ended.
        var variables = Variables.Of(root.Pid);
        refusal = command.IsEmpty ? $"the command line of {pid} cannot be read"
            : folder is null ? $"the folder of {pid} cannot be read"
            : HowToStart.NotTheSame(root.Pid, folder, variables) is { } other ? other
            : ProgramCheck.Trouble(command[0], folder, variables?.Value("PATH")) is { } trouble ? $"the command line of {pid} cannot be started: {trouble}"
            : FileStamp.Of($"/proc/{root.Pid.ToString(CultureInfo.InvariantCulture)}").Owner != Libc.EffectiveUser() ? $"{pid} belongs to another user, and would come back as yours"
            : "";
        return refusal.Length > 0 ? null : new StartAgain(command, folder!) { Variables = variables!, VariablesOf = pid, StartedAt = worker.StartedAt }; // what is missing is refused
    }

    private static StartAgain? OfManifest(Declaration? declaration, out string refusal)
    {
        refusal = declaration is not { Source: Manifest } ? "its process is gone, and how it was started is not recorded"
            : declaration is { Arguments.IsEmpty: true, Command: null } ? "its process is gone, and its manifest has no command"
            : declaration.Cwd is null ? "its process is gone, and its manifest has no cwd"
            : "";
        if (refusal.Length > 0)
            return null;
        // A command that is one text is meant for a shell.
        ImmutableArray<string> command = declaration!.Arguments.IsEmpty ? ["sh", "-c", declaration.Command!] : declaration.Arguments; // else it was refused
        var variables = Variables.OfOurselves().With(MarksOf(declaration));
        string folder = declaration.Cwd!;
        return new StartAgain(command, folder) { Variables = variables, VariablesOf = "lifetop itself", Doubt = HowToStart.DoubtOf(command[0], folder, variables) };
    }

    /// <summary>By these its manifest says that its processes are known.</summary>
    private static Variables MarksOf(Declaration declaration)
    {
        var text = new StringBuilder();
        foreach (var marker in declaration.Markers)
            text.Append(marker.Name).Append('=').Append(marker.Value).Append('\0');
        return Variables.Parse(Encoding.UTF8.GetBytes(text.ToString()));
    }

    private static Declaration RecordOf(Worker worker, StartAgain start, DateTimeOffset now)
    {
        var root = worker.Root!.Value; // only a living process is started by what it shows
        string name = worker.Key.Text[(worker.Key.Source.Length + 1)..].Replace('/', '-');
        return new Declaration
        {
            Source = "lifetop",
            Identity = "lifetop:" + name,
            Key = new WorkerKey("lifetop", name),
            Name = name,
            Kind = worker.Kind,
            Adopted = true,
            WrittenAt = now,
            Process = new ProcessClaim(root.Pid) { StartTicks = root.StartTicks, Boot = root.Boot },
            Command = ArgumentText.Join(start.Command),
            Arguments = start.Command,
            Cwd = start.Folder,
        };
    }

    private static HowToStart Refused(string why) => new(null, why);
}
