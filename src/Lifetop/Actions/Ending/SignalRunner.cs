using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Threading;
using Lifetop.Actions.Steps;
using Lifetop.Model;
using Lifetop.Observation.Proc;

namespace Lifetop.Actions.Ending;

/// <summary>Sends one signal to processes by their identity: any signal, pause and resume among them.</summary>
public sealed class SignalRunner(IWorld world, TimeProvider time) : IStepRunner
{
    public bool Runs(PlanStep step) => step is SendSignal;

    public StepResult Run(PlanStep step, WorkerPlan worker, CancellationToken cancel)
    {
        var send = (SendSignal)step;
        var signal = new EndingSignal(send.Number, send.Name);
        world.Look();
        var others = new OtherWorkers([new EndingOrder(worker, new EndProcesses([], default))], world.Roster);
        others.Read(world.Roster, world.Census);
        using var proc = new ProcFolder();
        var targets = new List<EndingTarget?>();
        try
        {
            foreach (var planned in send.To)
                targets.Add(Send(planned, signal, others, proc));
            var going = send.Number == EndingSignal.Stop.Number ? StopCheck.GoingOn(targets.FindAll(static target => target?.Signals.Count > 0)!, world.Census, time) : [];
            return Result(send, targets, going);
        }
        finally
        {
            foreach (var target in targets)
                target?.Dispose();
        }
    }

    private EndingTarget? Send(PlannedProcess planned, EndingSignal signal, OtherWorkers others, ProcFolder proc)
    {
        var target = planned.Process.Boot == world.Census.Processes.Boot
            ? EndingTarget.Open(proc, planned.Process, 0, planned.Command, planned: true, isRoot: false)
            : null;
        if (target is not null && others.Key(planned.Process.Pid) is { } key)
            target.LeftAlone = $"belongs to {key} now";
        target?.Send(signal, world.Census, 0);
        return target;
    }

    private StepResult Result(SendSignal send, List<EndingTarget?> targets, List<EndingTarget> going)
    {
        var processes = ImmutableArray.CreateBuilder<EndedProcess>();
        var remarks = new List<string>();
        int sent = 0, gone = 0, refused = 0;
        for (int i = 0; i < targets.Count; i++)
        {
            var (planned, target) = (send.To[i], targets[i]);
            string how = target switch
            {
                null => IsReused(planned.Process) ? "no longer that process" : "gone before",
                _ when going.Contains(target) => "goes on",
                { Signals.Count: > 0 } => "signalled",
                { LeftAlone: { } reason } => $"left alone: {reason}",
                { NotOurs: true } => "not ours to signal",
                { Trouble: { } trouble } => trouble,
                _ => "gone before",
            };
            bool got = target?.Signals.Count > 0;
            sent += got ? 1 : 0;
            gone += how == "gone before" ? 1 : 0;
            refused += target?.NotOurs == true ? 1 : 0;
            if (!got || how == "goes on")
                remarks.Add($"pid {EndingWords.Number(planned.Process.Pid)} {how}");
            processes.Add(new EndedProcess(planned.Process, planned.Command, got ? [send.Name] : [], Gone: target is null || target.HasEnded, how));
        }
        int all = send.To.Length;
        var outcome = going.Count > 0 ? going.Count == sent ? StepOutcome.Failed : StepOutcome.Partly
            : sent == all ? StepOutcome.Done
            : sent > 0 ? sent + gone == all ? StepOutcome.Done : StepOutcome.Partly
            : gone == all ? StepOutcome.Already
            : refused > 0 ? StepOutcome.NoRights
            : StepOutcome.Skipped;
        string detail = $"{send.Name} to {EndingWords.Number(sent)} of {EndingWords.Number(all)}";
        foreach (string remark in remarks)
            detail += "; " + remark;
        if (going.Count > 0)
            detail += ": " + StopCheck.Why;
        return new StepResult(outcome, detail) { Processes = processes.ToImmutable() };
    }

    private bool IsReused(ProcessIdentity process) => world.Census.Processes is var table && table.IndexOf(process.Pid) >= 0 && table.IndexOf(process) < 0;
}
