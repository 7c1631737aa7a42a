using System.Collections.Immutable;
using Lifetop.Actions;
using Lifetop.Actions.Spawning;
using Lifetop.Model;

namespace Lifetop.Screens.Acting;

/// <summary>Look, and plan this for exactly these workers; answered by <see cref="Planned"/>.</summary>
/// <param name="Number">Counted by this screen, so that an answer finds its question.</param>
public sealed record PlanActions(int Number, PlanRequest Request, ImmutableArray<ActionTarget> Targets) : Effect;

/// <summary>Carry out a plan that was shown and confirmed.</summary>
public sealed record RunPlan(int Number, Plan Plan) : Effect;

/// <summary>Plan it and do it: for what nobody loses anything by.</summary>
public sealed record ActAtOnce(int Number, PlanRequest Request, ImmutableArray<ActionTarget> Targets) : Effect;

/// <summary>Start a command as a new worker. Its paths may begin with ~, and an empty folder is the worktree, or where lifetop itself is.</summary>
public sealed record SpawnWorker(int Number, SpawnOrder Order) : Effect;

/// <summary>Stop a plan as soon as it can be stopped: in its grace, and between its steps.</summary>
public sealed record CancelPlan(int Number) : Effect;

/// <summary>A worker that is to be acted on, as it was when a key was pressed: whoever took its place since is not meant.</summary>
/// <param name="Root">Its process then; null for none.</param>
public sealed record ActionTarget(string Identity, string Name, ProcessIdentity? Root);
