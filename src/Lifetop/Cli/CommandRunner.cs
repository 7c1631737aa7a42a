using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using Lifetop.App;
using Lifetop.Cli.Commands;
using Lifetop.Model;
using Lifetop.Observation.Proc;
using Lifetop.Platform;
using Lifetop.Settings;
using Lifetop.Terminal;

namespace Lifetop.Cli;

/// <summary>From a command line to its exit code.</summary>
public static class CommandRunner
{
    /// <summary>Somebody waits for the first look: it begins before it is known what is to be done with it, and before the code for that is loaded.</summary>
    /// <param name="signal">The signal to end by, after the screen was given back; 0 for none.</param>
    public static int Run(IReadOnlyList<string> arguments, Func<string, string?> environment, TimeProvider time, out int signal)
    {
        EarlyScan? processes = null;
        if (MayLook(arguments))
        {
            processes = new EarlyScan(time);
            DescriptorRoom.Make();
        }
        return Run(arguments, environment, time, processes, out signal);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Run(IReadOnlyList<string> arguments, Func<string, string?> environment, TimeProvider time, EarlyScan? processes, out int signal)
    {
        signal = 0;
        var output = new TextOutput(Stdio.Given(Stdio.Out));
        var error = new TextOutput(Stdio.Given(Stdio.Error));
        if (CommandLine.Parse(arguments, out var wrong) is not { } command)
            return CommandContext.Finish(HelpCommand.Misused(wrong!, arguments, HostName.Read(), output, error), output, error); // no command means a reason
        if (command.Has("--help") || command.Verb.Name == "help")
            return CommandContext.Finish(HelpCommand.Run(command, output), output, error);
        if (command.Has("--version") || (command.Verb.Name == "version" && !command.Has("--json")))
            return CommandContext.Finish(VersionCommand.Run(command, output), output, error);
        if (command.Verb.Name == "completion")
            return CommandContext.Finish(CompletionCommand.Run(command, output), output, error);
        if (command.Verb.Name == "beat")
            return CommandContext.Finish(BeatCommand.Run(command, environment, time, output, error), output, error);

        bool looksOnce = command.Verb.Name is "ls" or "show" or "why" && !command.Has("--watch");
        var paths = new XdgPaths(environment);
        var (config, path) = ConfigFile.Read(command.Value("--config"), paths);
        var flags = Flags(command);
        var settings = SettingsReader.Read(config.Bytes, environment, flags);
        if (config.Problem is { } problem)
            settings = settings with { Problems = settings.Problems.Add(problem) };
        if (command.Verb.Name == "config")
            settings = settings with { Problems = settings.Problems.AddRange(ScreenSettings.Of(settings.Settings, ThemeFolder.Catalog(path)).Problems) };
        var lifetop = new LocalLifetop(settings, path, paths, command.Has("--read-only"), command.Verb.Name, time)
        {
            ReadsRegistry = command.Verb.Action is not null || command.Has("--recalculate"),
            LooksOnce = looksOnce,
            Processes = processes,
            AsksForResults = command.Verb.Name.Length == 0 || command.Has("--watch"),
        };
        var context = new CommandContext(command, lifetop, output, error, OutputStyle.For(Stdio.Out, settings.Settings, environment));
        if (command.Verb.Name.Length == 0)
        {
            // Not disposed: the observing thread may be in the middle of a look, and the program is about to end.
            return context.Finish(ScreenCommand.Run(context, lifetop, environment, out signal));
        }
        if (command.Verb.Name is not "config" and not "doctor")
            Tell(context);
        int code = context.Finish(command.Verb.Name == "themes"
            ? ThemesCommand.Run(context, ThemeFolder.Catalog(path), TerminalProfile.Of(environment).Colors)
            : Dispatch(context, lifetop, environment));
        // Who only asks what would be done leaves no trace, not even of having looked.
        if (!command.Has("--dry-run"))
            Record(context, lifetop);
        lifetop.Dispose();
        return context.Finish(code);
    }

    /// <summary>By its first word: the screen, or what answers with one look.</summary>
    private static bool MayLook(IReadOnlyList<string> arguments)
        => arguments.Count == 0 || arguments[0] is "ls" or "show" or "why" or ['-', '-', ..] and not ("--help" or "--version");

    /// <summary>Options that say what a key of the config says, for this time.</summary>
    private static (string, string)[] Flags(ParsedCommand command)
    {
        (string Key, string? Value)[] said =
        [
            ("theme", command.Value("--theme")),
            ("view", command.Value("--view")),
            ("color", command.Value("--color")),
            ("ascii", command.Has("--ascii") ? "true" : null),
        ];
        int count = 0;
        foreach (var (_, value) in said)
            count += value is null ? 0 : 1;
        var flags = new (string, string)[count];
        count = 0;
        foreach (var (key, value) in said)
            if (value is not null)
                flags[count++] = (key, value);
        return flags;
    }

    private static int Dispatch(CommandContext context, LocalLifetop lifetop, Func<string, string?> environment) => context.Command.Verb.Name switch
    {
        "watch" => WatchCommand.Run(context, lifetop, environment),
        "sweep" => SweepCommand.Run(context, lifetop),
        "archive" => ArchiveCommand.Run(context, lifetop),
        _ when context.Command.Verb.Action is { } action => ActCommand.Run(context, lifetop, action),
        "ls" => ListCommand.Run(context),
        "show" => ShowCommand.Run(context),
        "why" => WhyCommand.Run(context),
        "config" => ConfigCommand.Run(context),
        "adopt" => AdoptCommand.Run(context, lifetop),
        "spawn" => SpawnCommand.Run(context, lifetop, environment),
        "forget" => ForgetCommand.Run(context, lifetop),
        "attach" => AttachCommand.Run(context, lifetop),
        "protect" => ProtectCommand.Run(context, lifetop),
        "snooze" => SnoozeCommand.Run(context, lifetop),
        "history" => HistoryCommand.Run(context, lifetop),
        "logs" => LogsCommand.Run(context, lifetop),
        "budget" => BudgetCommand.Run(context, lifetop),
        "doctor" => DoctorCommand.Run(context, lifetop),
        "version" => VersionCommand.Run(context.Command, context.Out),
        var verb => context.Fail(ExitCode.Usage, $"{verb} is not there yet"),
    };

    /// <summary>A bad config never stops anything, but is said.</summary>
    private static void Tell(CommandContext context)
    {
        foreach (var problem in context.Lifetop.Problems)
            context.Complain(ConfigCommand.Words(context, problem));
    }

    /// <summary>The answer is out; now what is new is written down, and a registry that would not take it is named.</summary>
    private static void Record(CommandContext context, LocalLifetop lifetop)
    {
        if (lifetop.Record(keepOpen: false) is not { } recorder)
            return;
        if (lifetop.SetAside is { } aside)
            context.Complain($"the registry was damaged; it was set aside as {aside} and a new one begun");
        if (recorder.Trouble is { } trouble)
            context.Complain("nothing was recorded: " + trouble);
        else if (lifetop.SetAside is null && lifetop.Memory?.Gap is { } gap)
            context.Complain("nothing was recorded: " + gap.What);
    }
}
