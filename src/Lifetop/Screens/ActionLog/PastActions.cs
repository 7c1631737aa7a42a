using System;
using System.Collections.Immutable;

namespace Lifetop.Screens.ActionLog;

/// <summary>Read what lifetop did before this screen was opened.</summary>
public sealed record ReadActions(int Limit) : Effect;

/// <summary>One thing lifetop did, in a line.</summary>
/// <param name="By">Who, and from where: <c>watch</c>, <c>ann from 10.0.0.7</c>.</param>
public sealed record PastAction(DateTimeOffset At, Outcome Outcome, string Text, string By)
{
    /// <summary>What was done one by one, and what came of each.</summary>
    public ImmutableArray<string> Steps { get; init; } = [];
}

/// <summary>What it did, oldest first, or why that cannot be told.</summary>
public sealed record PastActions(ImmutableArray<PastAction> Actions, string? Trouble) : Message;
