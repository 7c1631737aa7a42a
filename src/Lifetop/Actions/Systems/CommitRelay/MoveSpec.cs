using Lifetop.Platform;

namespace Lifetop.Actions.Systems.CommitRelay;

/// <summary>Moves a spec on to another folder of worker-specs; where that has its name already it gets a suffix.</summary>
/// <param name="Stamp">Of the file when the plan was made; of one that a step before makes or changes, nothing.</param>
/// <param name="To">Below worker-specs.</param>
public sealed record MoveSpec(string Path, FileStamp Stamp, string Root, string To) : PlanStep
{
    public override string What => "move spec";

    public override string Target => Path;

    public override string Words => $"move its spec to {NativePath.Folder(To)}";

    internal string Destination => PathOf(Root, To);

    internal static string PathOf(string root, string below) => $"{root}/coordination/worker-specs/{below}";
}
