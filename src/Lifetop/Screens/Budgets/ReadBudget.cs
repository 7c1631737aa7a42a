using System.Collections.Immutable;
using Lifetop.Model.Budgets;

namespace Lifetop.Screens.Budgets;

/// <summary>Look, read the budgets, and answer with <see cref="BudgetRead"/>.</summary>
public sealed record ReadBudget : Effect;

/// <summary>All budgets, as they were at one moment.</summary>
public sealed record BudgetRead(ImmutableArray<TokenGroup> Groups) : Message;
