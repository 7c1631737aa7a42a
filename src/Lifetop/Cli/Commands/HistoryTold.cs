using System.Collections.Immutable;
using Lifetop.Registry;

namespace Lifetop.Cli.Commands;

/// <summary>What the history answers with; null is what was not asked for.</summary>
/// <param name="Changes">Of state.</param>
/// <param name="Plans">What lifetop did.</param>
/// <param name="Tasks">What became of tasks, also of those whose worker nobody remembers.</param>
internal sealed record HistoryTold(ImmutableArray<RecordedTransition>? Changes, ImmutableArray<RecordedPlan>? Plans, ImmutableArray<RecordedTask>? Tasks)
{
    public bool IsEmpty => Changes is null or { IsEmpty: true } && Plans is null or { IsEmpty: true } && Tasks is null or { IsEmpty: true };
}
