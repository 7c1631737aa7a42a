using Lifetop.Actions.Steps;
using Lifetop.Platform;

namespace Lifetop.Actions.Systems.EveryCode;

/// <summary>Removes the file of a session that is over: only while its request is, its tmux session is gone, and its worktree too.</summary>
/// <param name="Worktree">Named by this file and nothing else; empty where it has none of its own.</param>
public sealed record RemoveSessionFile(RemoveFile File, string Worktree) : PlanStep
{
    public override string What => "remove session file";

    public override string Target => File.Path;

    public override string Words => $"remove its session file {NativePath.Name(File.Path)}";
}
