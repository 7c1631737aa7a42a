using Lifetop.Platform;

namespace Lifetop.Actions.Steps;

/// <summary>Removes a file the worker left, if it is still the very file that was looked at.</summary>
/// <param name="Stamp">Of the file when the plan was made; a link is not followed.</param>
/// <param name="Shown">The path as people know it.</param>
public sealed record RemoveFile(string Path, FileStamp Stamp, string Shown) : PlanStep
{
    /// <summary>lifetop made it for the worker, whatever sort of file it is.</summary>
    public bool IsOwn { get; init; }

    public override string What => "remove file";

    public override string Target => Path;

    public override string Words => $"remove {Shown}";
}
