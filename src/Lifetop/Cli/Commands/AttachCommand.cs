using Lifetop.App;
using Lifetop.Model;
using Lifetop.Screens;
using Lifetop.Terminal;

namespace Lifetop.Cli.Commands;

/// <summary><c>lifetop attach NAME</c>: to a worker's pane, by switching the tmux client we are seen through, or with our own terminal until it is detached from.</summary>
public static class AttachCommand
{
    public static int Run(CommandContext context, LocalLifetop lifetop)
    {
        long began = lifetop.Time.GetTimestamp();
        var roster = lifetop.Look(new LookRequest([], false));
        if (Targets.Of(context.Command, context.Command.Words, roster, lifetop.Settings.Policy.ShowEnded, out int code, out string reason) is not { } targets)
            return context.Fail(code, reason);
        var judged = targets.Workers[0];
        if (Refusal(judged) is { } refusal)
            return context.Fail(ExitCode.Refused, $"attach to {judged.Worker.Name} refused: {refusal}");
        var pane = judged.Worker.Pane!.Facts; // else it was refused
        var attach = new AttachPane(judged.Worker.Name, pane.Server.Socket, pane.SessionId, pane.WindowId, pane.PaneId);
        bool inside = Attaching.IsInside(attach.Socket);
        if (!inside && !(Stdio.IsTerminal(Stdio.In) && Stdio.IsTerminal(Stdio.Out)))
            return context.Fail(ExitCode.Usage, "attach needs a terminal on stdin and stdout");
        var result = inside ? Attaching.Switch(attach) : Attaching.Run(attach);
        if (!result.Succeeded)
            return context.Fail(ExitCode.Failed, $"attach to {judged.Worker.Name}: {(result.Errors.Length > 0 ? result.Errors : "tmux gave up")}");
        if (context.Json)
            context.Out.WriteBytes(PlanJson.Of("attach", "done", "", [new ResultStep(judged.Worker.Key.Text, inside ? "switch client" : "attach", $"{pane.PaneId} of {pane.Server.Socket}")], lifetop.Time.GetElapsedTime(began)));
        return ExitCode.Done;
    }

    private static string? Refusal(JudgedWorker judged)
        => judged.Verdict.State == Lifecycle.Unknown ? "it was not seen clearly enough"
            : judged.Worker.IsSelf ? "it is lifetop itself"
            : judged.Worker.Pane is null ? "it has no pane" + (judged.Worker.Declaration?.Log is null ? "" : $"; lifetop logs {ShellWord.Of(judged.Worker.Key.Text)} reads its log")
            : null;
}
