using System.Collections.Immutable;
using Lifetop.Model;

namespace Lifetop.Actions.Systems;

/// <summary>Starts a daemon of an agent system by the user's own command: that knows tokens and settings, which lifetop does not.</summary>
/// <param name="Command">Program and arguments, from the config.</param>
/// <param name="Name">What its system calls it.</param>
/// <param name="Root">The folder it is to work on; empty where that is not known.</param>
public sealed record StartDaemon(ImmutableArray<string> Command, string Name, string Root) : PlanStep
{
    /// <summary>The variable by which the system itself names that folder; empty where it has none.</summary>
    public string Variable { get; init; } = "";

    /// <summary>The command runs in the folder of the daemon, because it goes by that.</summary>
    public bool RunsInRoot { get; init; }

    /// <summary>Where the daemon tells why it does not come.</summary>
    public string Log { get; init; } = "";

    public override string What => $"start {Name}";

    public override string Target => Root;

    public override string Words => $"start the {Name}{(Root.Length == 0 ? "" : $" of {Root}")}: {ArgumentText.Join(Command)}";

    public override bool StartsAgain => true;
}
