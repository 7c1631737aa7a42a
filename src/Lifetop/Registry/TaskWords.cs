using Lifetop.Actions.Steps;

namespace Lifetop.Registry;

/// <summary>What became of a task in a line.</summary>
public static class TaskWords
{
    /// <summary><c>task done: fix the login; branch login; https://…/pull/12; all tests pass</c></summary>
    public static string Of(FinishedTask task)
    {
        string words = "";
        foreach (string? part in (string?[])[task.Task, task.Branch is null ? null : "branch " + task.Branch, task.ResultUrl, task.Summary])
            if (part is { Length: > 0 })
                words += (words.Length == 0 ? ": " : "; ") + part;
        return "task " + task.Status + words;
    }
}
