using System;
using System.IO;
using Lifetop.Actions;
using Lifetop.Actions.Spawning;
using Lifetop.App.Acting;
using Lifetop.Model;
using Lifetop.Terminal;

namespace Lifetop.Cli.Commands;

/// <summary><c>lifetop spawn</c>: a command becomes a worker in a tmux window of lifetop's own session.</summary>
public static class SpawnCommand
{
    public static int Run(CommandContext context, LocalLifetop lifetop, Func<string, string?> environment)
    {
        if (lifetop.ReadOnly)
            return context.Fail(ExitCode.Refused, "read-only: nothing is spawned");
        if (Order(context.Command, out string wrong) is not { } order)
            return context.Fail(ExitCode.Usage, wrong);
        long began = lifetop.Time.GetTimestamp();
        lifetop.Look(new LookRequest([], false));
        using var interrupt = new Interrupt();
        var actor = ActorOf.This(context.Command.Verb.Name, environment);
        var spawner = new Spawner(lifetop, SpawnWords.Options);
        if ((new Acting(lifetop).UndoSpawns(order.Identity, actor, interrupt.Token) ?? spawner.Refusal(order)) is { } refusal)
            return Refused(context, order, refusal, lifetop.Time.GetElapsedTime(began));

        var line = new ProgressLine(context.Error);
        var result = spawner.Run(order, actor, line.Show, interrupt.Token);
        line.Clear();
        if (context.Json)
            context.Out.WriteBytes(PlanJson.Of(result));
        else if (result.Outcome == PlanOutcome.Done)
            context.Out.WriteLine(SafeText.Of($"spawned {order.Key.Text} in session {lifetop.Settings.SpawnSession}: lifetop attach {ShellWord.Of(order.Name, order.Key)}"));
        else
            context.Complain($"spawn of {order.Name} {result.Outcome.Word()}: {result.Reason}");
        return ResultCode.Of(result);
    }

    private static int Refused(CommandContext context, SpawnOrder order, string why, TimeSpan took)
    {
        if (context.Json)
            context.Out.WriteBytes(PlanJson.Of("spawn", PlanOutcome.Refused.Word(), why, [], took));
        else
            context.Complain($"spawn of {order.Name} refused: {why}");
        return ExitCode.Refused;
    }

    private static SpawnOrder? Order(ParsedCommand command, out string wrong)
    {
        wrong = "";
        if (command.Value("--name") is not { } name)
            wrong = "spawn needs --name X";
        else if (Adoption.WrongName(name) is { } why)
            wrong = "--name: " + why;
        else if (command.Words.Count == 0 || command.Words[0].Length == 0)
            wrong = "spawn needs a command: lifetop spawn --name X -- CMD ARG…";
        else if (ProgramArguments.Of(Environment.ProcessId).IsEmpty)
            // The runtime has put another letter for each byte that is none.
            wrong = "spawn takes UTF-8 only, and an argument is none: a script that names it can be spawned";
        else if ((command.Has("--worktree") ? 1 : 0) + (command.Has("--repo") ? 1 : 0) + (command.Has("--branch") ? 1 : 0) is 1 or 2)
            wrong = "--repo, --worktree and --branch go together";
        else if (Variables.Parse(command.Values("--env"), out string assignment) is not { } variables)
            wrong = "--env: " + assignment;
        else if (command.Duration("--heartbeat") == TimeSpan.Zero)
            wrong = "--heartbeat: it must be longer than 0; without the option nothing is promised";
        else
        {
            var worktree = command.Has("--worktree")
                ? new WorktreeOrder(Full(command.Value("--repo")!), Full(command.Value("--worktree")!), command.Value("--branch")!)
                : null;
            return new SpawnOrder(name, [.. command.Words])
            {
                Folder = command.Value("--cwd") is { } cwd ? Full(cwd) : worktree?.Path ?? Environment.CurrentDirectory,
                Worktree = worktree,
                Kind = WorkerKinds.Parse(command.Value("--kind")),
                Type = command.Value("--type"),
                Task = command.Value("--task"),
                Restart = command.Value("--restart") ?? "no",
                Heartbeat = command.Duration("--heartbeat"),
                Tokens = command.Number("--tokens"),
                Variables = variables,
            };
        }
        return null;
    }

    private static string Full(string path) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
}
