using System;
using Lifetop.Actions.Steps;

namespace Lifetop.Actions;

/// <summary>What became of tasks, kept beyond the life of whoever worked on them.</summary>
public interface ITaskHistory
{
    /// <summary>Keeps it, durably; a task that is kept already with this outcome is not kept twice.</summary>
    /// <param name="trouble">Why it could not be kept; empty when it is.</param>
    /// <returns>False when nothing was written: it was there, or there is trouble.</returns>
    bool Keep(FinishedTask task, DateTimeOffset at, out string trouble);
}
