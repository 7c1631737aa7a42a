using System;
using System.Collections.Generic;
using Lifetop.Model;
using Lifetop.Registry;
using Lifetop.Terminal;

namespace Lifetop.Cli.Commands;

/// <summary>What protect and snooze have in common: a decision about each of the named workers is written down, nothing in the world is touched.</summary>
internal static class Deciding
{
    /// <param name="what">The decision in words: <c>protect</c>.</param>
    /// <param name="decide">Writes it; the second is the trouble.</param>
    /// <param name="told">What to say of one that is done.</param>
    public static int Run(CommandContext context, LocalLifetop lifetop, string what, Func<JudgedWorker, (RecordOutcome Outcome, string Trouble)> decide, Func<JudgedWorker, string> told)
    {
        if (lifetop.ReadOnly)
            return context.Fail(ExitCode.Refused, "read-only: nothing is decided");
        long began = lifetop.Time.GetTimestamp();
        var roster = lifetop.Look(new LookRequest([], false));
        if (Targets.Of(context.Command, context.Command.Words, roster, lifetop.Settings.Policy.ShowEnded, out int code, out string reason) is not { } targets)
            return context.Fail(code, reason);
        int refused = 0, already = 0;
        var done = new List<ResultStep>();
        foreach (var judged in targets.Workers)
        {
            if (judged.Worker.IsSelf)
            {
                context.Complain($"{what} of {judged.Worker.Name} refused: it is lifetop itself");
                refused++;
                continue;
            }
            var (outcome, trouble) = decide(judged);
            if (outcome is not (RecordOutcome.Done or RecordOutcome.Already))
                return context.Fail(ExitCode.Refused, $"{what} of {judged.Worker.Name} refused: {(outcome == RecordOutcome.NotFound ? "it could not be recorded" : trouble)}");
            already += outcome == RecordOutcome.Already ? 1 : 0;
            done.Add(new ResultStep(judged.Worker.Key.Text, what, judged.Worker.Identity));
            if (!context.Json)
                context.Out.WriteLine(SafeText.Of(told(judged)));
        }
        string word = refused > 0 ? done.Count == 0 ? "refused" : "partly" : already == done.Count ? "already" : "done";
        if (context.Json)
            context.Out.WriteBytes(PlanJson.Of(context.Command.Verb.Name, word, "", done, lifetop.Time.GetElapsedTime(began)));
        return refused == 0 ? ExitCode.Done : done.Count == 0 ? ExitCode.Refused : ExitCode.Partly;
    }
}
