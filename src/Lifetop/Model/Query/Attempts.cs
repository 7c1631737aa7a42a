using System;
using System.Collections.Generic;

namespace Lifetop.Model.Query;

/// <summary>Which of several workers with one key is there now, and what has ended too long ago to be listed: one rule for list and screen.</summary>
public static class Attempts
{
    /// <summary>Whether of two workers with one key a person would mean the first.</summary>
    public static bool IsRather(JudgedWorker one, JudgedWorker other)
    {
        bool over = one.Verdict.State.IsEnded(), otherOver = other.Verdict.State.IsEnded();
        return over != otherOver ? !over : one.Verdict.Since > other.Verdict.Since;
    }

    /// <summary>The row each key stands for: earlier attempts under the same key are in the history, and in view gone.</summary>
    public static Dictionary<string, WorkerRow> Present(IReadOnlyList<WorkerRow> rows)
    {
        var present = new Dictionary<string, WorkerRow>(rows.Count);
        for (int i = 0; i < rows.Count; i++)
            if (!present.TryGetValue(rows[i].Key, out var other) || IsRather(rows[i].Judged, other.Judged))
                present[rows[i].Key] = rows[i];
        return present;
    }

    /// <summary>Ended well, and long enough ago to be in history only, or of those that are no more than that once they ended.</summary>
    public static bool HasPassed(WorkerRow row, TimeSpan shownFor)
        => row.State is Lifecycle.Completed or Lifecycle.Cleaned
            && (row.StateAge > shownFor || row is { State: Lifecycle.Completed, Judged.Worker.Declaration.System.IsHistoryOnceOver: true });
}
