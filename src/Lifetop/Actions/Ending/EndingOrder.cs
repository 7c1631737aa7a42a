using Lifetop.Actions.Steps;

namespace Lifetop.Actions.Ending;

/// <summary>One step that ends processes, and whose they are.</summary>
public sealed record EndingOrder(WorkerPlan Worker, EndProcesses Step);
