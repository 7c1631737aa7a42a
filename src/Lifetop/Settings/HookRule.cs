using System.Collections.Immutable;
using Lifetop.Model;
using Lifetop.Model.Query;

namespace Lifetop.Settings;

/// <summary>A change of state somebody wants to hear of: into a state, from any or from one.</summary>
public sealed record StateChange(Lifecycle? From, Lifecycle To)
{
    public bool Fits(Lifecycle? was, Lifecycle now) => now == To && was != To && (From is null || From == was);

    public override string ToString() => From is { } from ? $"{from.Word()}>{To.Word()}" : To.Word();
}

/// <summary>A command to run when a worker changes so.</summary>
/// <param name="Run">Program and arguments; no shell reads them.</param>
/// <param name="Filter">Which workers it is about.</param>
public sealed record HookRule(string Name, ImmutableArray<StateChange> On, ImmutableArray<string> Run, WorkerFilter Filter);
