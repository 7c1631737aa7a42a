using Lifetop.Observation.Tmux;

namespace Lifetop.Actions.Running;

/// <summary>What it means for a step when its tmux server is not, or not any more, the one it was planned for.</summary>
internal static class ServerChange
{
    /// <summary>Null when it is the same.</summary>
    public static StepResult? Of(ServerLook look) => look.Presence switch
    {
        ServerPresence.Same => null,
        ServerPresence.Ended => new StepResult(StepOutcome.Already, look.Why),
        ServerPresence.Replaced => new StepResult(StepOutcome.Skipped, look.Why),
        _ => new StepResult(StepOutcome.Failed, look.Why),
    };
}
