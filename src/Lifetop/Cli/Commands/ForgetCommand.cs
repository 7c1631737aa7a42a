using System;
using System.Collections.Generic;
using Lifetop.Model;
using Lifetop.Registry;
using Lifetop.Terminal;

namespace Lifetop.Cli.Commands;

/// <summary><c>lifetop forget NAME…</c>: drops records, touches nothing in the world. What sources see by themselves would come back, so that is refused.</summary>
public static class ForgetCommand
{
    public static int Run(CommandContext context, LocalLifetop lifetop)
    {
        if (lifetop.ReadOnly)
            return context.Fail(ExitCode.Refused, "read-only: nothing is forgotten");
        long began = lifetop.Time.GetTimestamp();
        var roster = lifetop.Look(new LookRequest([], false));
        if (Selectors.All(roster.Workers, Selectors.Expand(context.Command.Words, static () => Stdio.ReadInput()), out int code, out string reason) is not { } workers)
            return context.Fail(code, reason);
        int refused = 0;
        var done = new List<ResultStep>();
        foreach (var judged in workers)
        {
            if (Forgetting.Refusal(judged) is { } why)
            {
                context.Complain($"forget of {judged.Worker.Name} refused: {why}");
                refused++;
                continue;
            }
            if (lifetop.Records.Forget(judged, out string trouble) is RecordOutcome.Unrecorded)
                return context.Fail(ExitCode.Refused, $"nothing forgotten: {trouble}");
            done.Add(new ResultStep(judged.Worker.Key.Text, "drop its record", judged.Worker.Identity));
        }
        if (context.Json)
            context.Out.WriteBytes(PlanJson.Of("forget", refused == 0 ? "done" : done.Count == 0 ? "refused" : "partly", "", done, lifetop.Time.GetElapsedTime(began)));
        else
            foreach (var step in done)
                context.Out.WriteLine($"forgot {SafeText.Of(step.Key)}");
        return refused == 0 ? ExitCode.Done : done.Count == 0 ? ExitCode.Refused : ExitCode.Partly;
    }
}
