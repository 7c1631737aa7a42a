using System.Collections.Immutable;
using Lifetop.Model;

namespace Lifetop.Actions.Systems.EveryCode;

/// <summary>Starts Every Code's worker by the user's own command: that knows the token, which lifetop does not.</summary>
/// <param name="Command">Program and arguments, from the config.</param>
/// <param name="Root">The state folder it is to work on.</param>
public sealed record StartWorker(ImmutableArray<string> Command, string Root) : PlanStep
{
    public override string What => "start worker";

    public override string Target => Root;

    public override string Words => $"start the worker of {Root}: {ArgumentText.Join(Command)}";

    public override bool StartsAgain => true;
}
