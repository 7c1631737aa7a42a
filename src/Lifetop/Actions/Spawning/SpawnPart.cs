using Lifetop.Actions.Steps;

namespace Lifetop.Actions.Spawning;

/// <summary>One part of making a worker, which can be taken back as long as the worker's program has not begun.</summary>
internal abstract class SpawnPart(SpawnStep step)
{
    public SpawnStep Step { get; } = step;

    /// <summary>Null when done, else why not; then <see cref="Undo"/> finds what there is of it.</summary>
    public abstract string? Do();

    /// <summary>Null when nothing of it is left, else what is and why.</summary>
    public abstract string? Undo();
}
