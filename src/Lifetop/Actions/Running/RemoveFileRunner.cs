using System.Threading;
using Lifetop.Actions.Steps;
using Lifetop.Platform;

namespace Lifetop.Actions.Running;

/// <summary>Removes a file, a link or an empty folder, if it is still the very one that was looked at; never what a link leads to.</summary>
public sealed class RemoveFileRunner : IStepRunner
{
    public bool Runs(PlanStep step) => step is RemoveFile;

    public StepResult Run(PlanStep step, WorkerPlan worker, CancellationToken cancel)
    {
        var remove = (RemoveFile)step;
        if (!remove.Stamp.Exists)
            return new StepResult(StepOutcome.Already, "it was not there when the plan was made");
        string name = NativePath.Name(remove.Path).ToString();
        if (name is "" or "." or "..")
            return new StepResult(StepOutcome.Failed, $"{remove.Path} names no file");
        using var folder = HeldFolder.Open(NativePath.Folder(remove.Path), out int errno);
        if (folder is null)
            return errno switch
            {
                Errno.NoEntry => new StepResult(StepOutcome.Already, "gone, and its folder too"),
                Errno.NotDirectory => new StepResult(StepOutcome.Skipped, "a part of its path has become a link or a file since"),
                _ => Trouble(errno),
            };
        var now = folder.Stamp(name, out errno);
        if (errno == Errno.NoEntry)
            return new StepResult(StepOutcome.Already, "gone");
        if (errno != 0)
            return Trouble(errno);
        if (!IsTheSame(now, remove.Stamp))
            return new StepResult(StepOutcome.Skipped, "has changed since");
        return folder.Remove(name, now.IsFolder) switch
        {
            0 => new StepResult(StepOutcome.Done, "removed"),
            Errno.NoEntry => new StepResult(StepOutcome.Already, "gone"),
            Errno.NotEmpty or Errno.Exists => new StepResult(StepOutcome.Kept, "not empty"),
            int failed => Trouble(failed),
        };
    }

    /// <summary>A folder's size and times move with what the steps before took out of it; a file's do not.</summary>
    private static bool IsTheSame(in FileStamp now, in FileStamp planned)
        => now.IsSameFile(planned)
            && (now.Mode & FileStatus.TypeMask) == (planned.Mode & FileStatus.TypeMask)
            && (now.IsFolder || (now.Size == planned.Size && now.ModifiedNanoseconds == planned.ModifiedNanoseconds));

    private static StepResult Trouble(int errno)
        => new(errno is Errno.Access or Errno.Perm ? StepOutcome.NoRights : StepOutcome.Failed, FileFailures.Words(errno));
}
