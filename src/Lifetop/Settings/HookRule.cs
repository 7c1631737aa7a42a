using System.Collections.Immutable;
using Lifetop.Model;
using Lifetop.Model.Query;

namespace Lifetop.Settings;

/// <summary>A command to run when a worker changes so.</summary>
/// <param name="Run">Program and arguments; no shell reads them.</param>
/// <param name="Filter">Which workers it is about.</param>
public sealed record HookRule(string Name, ImmutableArray<StateChange> On, ImmutableArray<string> Run, WorkerFilter Filter);
