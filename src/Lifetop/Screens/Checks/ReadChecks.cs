using System.Collections.Immutable;
using Lifetop.Model;

namespace Lifetop.Screens.Checks;

/// <summary>Look, examine everything lifetop needs, and answer with <see cref="ChecksRead"/>.</summary>
public sealed record ReadChecks : Effect;

/// <summary>Everything lifetop needs, as it was at one moment.</summary>
public sealed record ChecksRead(ImmutableArray<Check> Checks) : Message;
