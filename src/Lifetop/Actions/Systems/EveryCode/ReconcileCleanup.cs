using System.Collections.Immutable;
using Lifetop.Model;

namespace Lifetop.Actions.Systems.EveryCode;

/// <summary>Has launchplane itself clean up after a session whose request is in no file here, once it says that this one is over and nothing else would go with it.</summary>
/// <param name="Cli">Program and first arguments, from the config.</param>
/// <param name="Root">State folder of the session.</param>
/// <param name="Host">This host, as the session's file calls it.</param>
public sealed record ReconcileCleanup(ImmutableArray<string> Cli, string Root, string Host, string RequestId) : PlanStep
{
    public override string What => "reconcile cleanup";

    public override string Target => $"{RequestId} in {Root}";

    public override string Words => $"launchplane removes its session file, worktree and branch, if its request is over: {ArgumentText.Join(Command)}";

    /// <summary>Without <c>--apply</c> it only says what it would do.</summary>
    public ImmutableArray<string> Command => [.. Cli, "every-code", "reconcile-cleanup", "--state-dir", Root, "--host", Host];
}
