using Lifetop.Actions;

namespace Lifetop.Cli;

/// <summary>The exit code of what an action came to.</summary>
public static class ResultCode
{
    public static int Of(PlanResult result)
    {
        if (result.TimedOut)
            return ExitCode.WaitRanOut;
        int code = result.Outcome switch
        {
            PlanOutcome.Planned or PlanOutcome.Done or PlanOutcome.Already => ExitCode.Done,
            PlanOutcome.Partly => ExitCode.Partly,
            PlanOutcome.Cancelled => ExitCode.Interrupted,
            PlanOutcome.Refused => ExitCode.Refused,
            _ => ExitCode.Failed,
        };
        return code is ExitCode.Partly or ExitCode.Failed && LacksRights(result) ? ExitCode.NoRights : code;
    }

    /// <summary>Nothing was done, and want of rights is why.</summary>
    private static bool LacksRights(PlanResult result)
    {
        bool lacks = false;
        foreach (var worker in result.Workers)
            foreach (var step in worker.Steps)
            {
                if (step is { Outcome: StepOutcome.Done or StepOutcome.Partly or StepOutcome.Failed })
                    return false;
                lacks |= step is { Outcome: StepOutcome.NoRights };
            }
        return lacks;
    }
}
