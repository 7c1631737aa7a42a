using System;
using Lifetop.Actions;
using Lifetop.Actions.Steps;

namespace Lifetop.App.Acting;

/// <summary>For <c>--unrecorded</c>: what the task history would keep is said instead.</summary>
/// <param name="say">A line, without its end; to stderr.</param>
internal sealed class UnrecordedTasks(Action<string> say) : ITaskHistory
{
    public bool Keep(FinishedTask task, DateTimeOffset at, out string trouble)
    {
        trouble = "";
        say($"unrecorded: {task.Name}: {task.Task ?? task.Branch ?? task.ResultUrl}: {task.Status}");
        return true;
    }
}
