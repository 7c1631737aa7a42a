using System;
using System.Collections.Generic;
using System.Globalization;
using System.Threading;
using Lifetop.Model;
using Lifetop.Observation.Proc;
using Lifetop.Observation.Sources;
using Lifetop.Observation.Tmux;
using Lifetop.Platform;

namespace Lifetop.Actions.Systems.AgentRelay;

/// <summary>Carries out <see cref="ReleaseAgent"/>: looks once more whose the pid is, because the daemon will not.</summary>
public sealed class ReleaseAgentRunner : IStepRunner
{
    private const int BetweenMilliseconds = 20, LongestError = 200;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>agent-relay gives an agent 2 s before it kills it.</summary>
    private static readonly TimeSpan End = TimeSpan.FromSeconds(4);

    public bool Runs(PlanStep step) => step is ReleaseAgent;

    public StepResult Run(PlanStep step, WorkerPlan worker, CancellationToken cancel)
    {
        var release = (ReleaseAgent)step;
        using var process = ProcessHandle.TryOpen(release.Pid);
        if (process is { HasExited: false } && ServerProcess.StartTicks(release.Pid) is var start && start != release.Process?.StartTicks && start >= 0)
            return new StepResult(StepOutcome.Skipped, $"pid {Number(release.Pid)} is another process by now, and agent-relay would end it");
        string trouble = $"nobody of this user listens on port {Number(release.Port)}";
        var reply = IsOurs(release.Port) ? LoopbackRequest.Send("DELETE", release.Port, "/api/spawned/" + Uri.EscapeDataString(release.Agent), Limit, out trouble) : null;
        string? refusal = reply is null ? trouble : Refusal(reply);
        if (refusal is null)
        {
            Wait(process, cancel);
            return new StepResult(StepOutcome.Done, "released");
        }
        if (release.Process is not null)
            return new StepResult(StepOutcome.Done, $"{refusal}: ended by lifetop instead, which its daemon sees");
        return reply is { Status: 404 }
            ? new StepResult(StepOutcome.Kept, "the daemon knows no such agent: its entry goes when the next one is spawned or released")
            : new StepResult(StepOutcome.Failed, $"{refusal}: restart the daemon (agent-relay down, agent-relay up)");
    }

    /// <summary>Where the kernel does not tell who listens, asking does.</summary>
    private static bool IsOurs(int port)
    {
        using var listening = new ListenerListing();
        return !listening.Read(Libc.EffectiveUser()) || listening.Ports.Contains(port);
    }

    /// <summary>Null when it did as it was told.</summary>
    private static string? Refusal(LoopbackReply reply)
    {
        bool? success = null;
        string error = "";
        var json = new JsonFields(reply.Body, "agent-relay", new List<Evidence>());
        try
        {
            if (json.Begin())
                while (json.Next() is { } name)
                {
                    switch (name)
                    {
                        case "success": success = json.Truth(); break;
                        case "error": error = json.Text() ?? ""; break;
                        default: json.Skip(); break;
                    }
                }
        }
        catch (JsonFault)
        {
            // Its status says enough.
        }
        if (reply.Status is >= 200 and < 300 && success != false)
            return null;
        string words = error.Length > LongestError ? error[..LongestError] : error;
        return $"its dashboard answers {Number(reply.Status)}{(words.Length > 0 ? $", {words}" : "")}";
    }

    private static void Wait(ProcessHandle? process, CancellationToken cancel)
    {
        long began = Environment.TickCount64;
        while (process is { HasExited: false } && Environment.TickCount64 - began < End.TotalMilliseconds && !cancel.WaitHandle.WaitOne(BetweenMilliseconds))
        {
        }
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
