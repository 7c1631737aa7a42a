using System;
using System.Threading;
using Lifetop.Observation.Git;
using Lifetop.Platform;

namespace Lifetop.Actions.Systems.Multiclaude;

/// <summary>Carries out <see cref="CompleteAgent"/>: looks at the worktree once more, because the daemon will not, and at whether it is a multiclaude that answers.</summary>
public sealed class CompleteAgentRunner : IStepRunner
{
    /// <summary>Its handlers run tmux and may take seconds.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10), PingLimit = TimeSpan.FromSeconds(2);

    public bool Runs(PlanStep step) => step is CompleteAgent;

    public StepResult Run(PlanStep step, WorkerPlan worker, CancellationToken cancel)
    {
        var complete = (CompleteAgent)step;
        if (!complete.Discard && complete.Worktree is { } worktree && FileStamp.Of(worktree).Exists && Unsaved(worktree) is { } unsaved)
            return new StepResult(StepOutcome.Kept, $"{unsaved}, and multiclaude would remove it by force");
        if (Ask(complete.Socket, "ping", null, PingLimit, out string trouble) is not { Succeeded: true })
            return new StepResult(StepOutcome.Failed, $"its daemon does not answer: {trouble}");
        if (Ask(complete.Socket, "complete_agent", complete, Limit, out trouble) is not { } reply)
            return new StepResult(StepOutcome.Failed, trouble);
        if (reply.Succeeded)
            return new StepResult(StepOutcome.Done, "multiclaude has it as complete, and cleans up at its next health check");
        return reply.Error.Contains("not found", StringComparison.Ordinal)
            ? new StepResult(StepOutcome.Already, "multiclaude has no such agent any more")
            : new StepResult(StepOutcome.Failed, $"multiclaude refuses: {reply.Error}");
    }

    private static DaemonReply? Ask(string socket, string command, CompleteAgent? about, TimeSpan limit, out string trouble)
    {
        var json = new JsonWriter();
        json.WriteStartObject();
        json.WriteString("command"u8, command);
        if (about is not null)
        {
            json.WritePropertyName("args"u8);
            json.WriteStartObject();
            json.WriteString("repo"u8, about.Repository);
            json.WriteString("agent"u8, about.Agent);
            if (about.Failure is { } failure)
                json.WriteString("failure_reason"u8, failure);
            json.WriteEndObject();
        }
        json.WriteEndObject();
        byte[]? reply = LocalRequest.Ask(socket, [.. json.Written, (byte)'\n'], limit, out trouble);
        if (reply is null)
            return null;
        if (DaemonReply.Read(reply) is not { } read)
        {
            trouble = "what answers speaks another language";
            return null;
        }
        trouble = read.Error;
        return read;
    }

    private static string? Unsaved(string worktree)
    {
        var state = GitInspection.Of(worktree);
        if (!state.Readable)
            return state.Why ?? "its worktree could not be read";
        if (state.ChangedFiles > 0)
            return "its worktree has uncommitted files";
        return state.UnpushedCommits switch
        {
            0 => null,
            null => "git could not say whether its commits are pushed",
            _ => "its worktree has commits that are not pushed",
        };
    }
}
