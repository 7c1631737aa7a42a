namespace Lifetop.Observation.Systems.CommitRelay;

/// <summary>What a worker's going on depends on besides itself; another record only when something of it changed.</summary>
/// <param name="BudgetLeft">Of its project; null where nobody can tell.</param>
/// <param name="Launcher">How the daemon is that launches workers and moves on who finished.</param>
/// <param name="Cleaner">How the daemon is that cleans up after the dead.</param>
/// <param name="Restarter">How the daemon is that starts workers again, and whether it runs for this project.</param>
internal sealed record RelaySurroundings(long? BudgetLeft, string Launcher, string Cleaner, string Restarter, bool IsRestarterUp);
